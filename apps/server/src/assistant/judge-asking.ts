import type { TokenScope } from "@candor/core/access/may-by-token.ts";
import type { AskingFault } from "@candor/protocol/http/assistant.ts";
import { ASSISTANT_SCOPES } from "./assistant-scopes.ts";
import type { ClientMetadata } from "./client-metadata.ts";
import { isOwnMachine, isSameRedirect } from "./redirect-uri.ts";

/** What an assistant asks a person for, after everything about it was found good. */
export type Asking = {
  clientId: string;
  name: string;
  /** where the answer goes; of a program on the person's own machine, its address there */
  host: string;
  isOwnMachine: boolean;
  redirectUri: string;
  state: string | null;
  /** hash of what whoever fetches the token must know (RFC 7636) */
  challenge: string;
  scopes: TokenScope[];
};

export type AskingVerdict =
  | { type: "asks"; asking: Asking }
  /** `answerTo`: where the client may be told of it, as it is known and asked to be answered where it may be; else null */
  | { type: "refused"; why: AskingFault; answerTo: { redirectUri: string; state: string | null } | null };

const MAX_QUERY_LENGTH = 8000;
const S256 = /^[\w-]{43}$/;

/** The parameters of a request for leave (RFC 6749 §4.1.1), each there once at most; null: one was there twice. */
export function readAsking(query: string): ReadonlyMap<string, string> | null {
  if (query.length > MAX_QUERY_LENGTH) return null;
  const given = [...new URLSearchParams(query)];
  const params = new Map(given);
  return params.size === given.length ? params : null;
}

/** @param resource what may be asked for here, such as https://candor.example/mcp */
export function judgeAsking(
  params: ReadonlyMap<string, string>,
  client: ClientMetadata,
  resource: string,
): AskingVerdict {
  const redirectUri = params.get("redirect_uri") ?? "";
  if (!client.redirectUris.some((each) => isSameRedirect(each, redirectUri)))
    return { type: "refused", why: "other_redirect", answerTo: null };
  const state = params.get("state") ?? null;
  const refused = (why: AskingFault): AskingVerdict => ({ type: "refused", why, answerTo: { redirectUri, state } });
  if (params.get("response_type") !== "code") return refused("unsupported_response_type");
  const challenge = params.get("code_challenge") ?? "";
  if (params.get("code_challenge_method") !== "S256" || !S256.test(challenge)) return refused("invalid_request");
  if (!isForResource(params.get("resource"), resource)) return refused("invalid_target");
  const scopes = scopesOf(params.get("scope") ?? "");
  if (scopes === null) return refused("invalid_scope");
  return {
    type: "asks",
    asking: {
      ...{ clientId: params.get("client_id") ?? "", name: client.name, redirectUri, state, challenge, scopes },
      ...{ host: new URL(redirectUri).host, isOwnMachine: isOwnMachine(redirectUri) },
    },
  };
}

/** Whoever names none means the only one there is (RFC 8707 §2). */
export function isForResource(asked: string | null | undefined, resource: string): boolean {
  if (asked === null || asked === undefined) return true;
  const url = URL.parse(asked);
  return url !== null && url.href.replace(/\/$/, "") === new URL(resource).href;
}

/** What is not for assistants is left out. @returns null: nothing is left. */
function scopesOf(asked: string): TokenScope[] | null {
  const wanted = asked.split(" ").filter((each) => each !== "");
  if (wanted.length === 0) return [...ASSISTANT_SCOPES];
  const known = ASSISTANT_SCOPES.filter((each) => wanted.includes(each));
  return known.length === 0 ? null : known;
}
