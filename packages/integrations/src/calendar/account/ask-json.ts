import { type AskLimits, askSafely, type Resolve, resolveName } from "../../egress/ask-safely.ts";
import { readRetryAfter } from "../../egress/read-retry-after.ts";
import { readText } from "../../egress/read-text.ts";
import type { AccountFault } from "./calendar-account.ts";

/** How an account of a service with an API is let in; how permissions are kept is not known here. */
export type AccessToken = (
  /** the one that was just refused; null: none was */
  refused: string | null,
) => Promise<{ type: "token"; token: string } | { type: "failed"; fault: AccountFault }>;

export type JsonAnswer =
  | { type: "answered"; status: number; body: unknown; retryAfterMilliseconds: number | null }
  | { type: "failed"; fault: AccountFault };

export type JsonQuestion = {
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  address: string;
  headers?: Readonly<Record<string, string>>;
  body?: object;
};

export type AskJson = (question: JsonQuestion) => Promise<JsonAnswer>;

export type JsonPorts = {
  token: AccessToken;
  /** the service's; whatever lies elsewhere is not asked, for it would learn who we are */
  origin: string;
  /** origins that whoever runs the server vouches for */
  allowed: readonly string[];
  now: () => Date;
  limits?: AskLimits;
  resolve?: Resolve;
};

export const JSON_LIMITS: AskLimits = {
  firstByteMilliseconds: 20_000,
  milliseconds: 30_000,
  bytes: 16 * 1024 * 1024,
};

/** Asks with the account's permission, and once more with a new one where it was refused. */
export function createAskJson({ token, origin, allowed, now, limits, resolve }: JsonPorts): AskJson {
  const ask = async ({ address, method, headers, body }: JsonQuestion, access: string) =>
    askSafely(
      {
        ...{ address, method, allowed, redirects: 0, longest: 16_000 },
        headers: {
          accept: "application/json",
          ...headers,
          ...(body === undefined ? {} : { "content-type": "application/json" }),
        },
        authorization: { header: `Bearer ${access}`, isFor: (url) => url.origin === origin },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      },
      async (answer) => ({
        status: answer.statusCode ?? 0,
        retryAfter: answer.headers["retry-after"],
        text: await readText(answer, (limits ?? JSON_LIMITS).bytes),
      }),
      limits ?? JSON_LIMITS,
      resolve ?? resolveName,
    );
  return async (question) => {
    // It may name an address that the service gave.
    if (URL.parse(question.address)?.origin !== origin) return { type: "failed", fault: { type: "odd_answer" } };
    let refused: string | null = null;
    for (;;) {
      const access = await token(refused);
      if (access.type === "failed") return access;
      const answer = await ask(question, access.token);
      if (answer.type === "failed") return { type: "failed", fault: { type: "unreachable", why: answer.fault } };
      const { status, text, retryAfter } = answer.taken;
      if (status !== 401)
        return {
          type: "answered",
          status,
          body: parse(text),
          retryAfterMilliseconds: readRetryAfter(retryAfter, now()),
        };
      if (refused !== null) return { type: "failed", fault: { type: "unauthorised" } };
      refused = access.token;
    }
  };
}

/** What is no JSON is nothing: the caller finds that what it needs isn't there. */
function parse(text: string): unknown {
  try {
    return text === "" ? null : JSON.parse(text);
  } catch {
    return null;
  }
}

/** A field of something that came over the wire; undefined: there is none, or it is nothing that has fields. */
export function field(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name]
    : undefined;
}

export function textOf(value: unknown, name: string): string | null {
  const found = field(value, name);
  return typeof found === "string" ? found : null;
}

export function listOf(value: unknown, name: string): unknown[] | null {
  const found = field(value, name);
  return Array.isArray(found) ? found : null;
}
