import { isPlainLine } from "../http/is-plain-line.ts";
import { isRedirectUri } from "./redirect-uri.ts";

/** What an assistant says of itself. The name is its own choice, so it proves nothing. */
export type ClientMetadata = { name: string; redirectUris: readonly string[] };

export type MetadataVerdict =
  | { type: "good"; metadata: ClientMetadata }
  | { type: "refused"; error: "invalid_redirect_uri" | "invalid_client_metadata"; says: string };

const MAX_NAME_LENGTH = 60; // UTF-16 units, as of any token
const MAX_REDIRECTS = 10;
const MAX_LENGTH = 1200; // of all of them together: they travel in the client's id

const WHERE_ANSWERED =
  "redirect_uris: name one to ten addresses, at least one of which begins with https://, or, for a program on the person's own machine, with http://localhost, http://127.0.0.1 or http://[::1], and has no # in it. An address such as app:/callback is not answered, as any other program may claim it.";

/**
 * Judges what a client registers with (RFC 7591 §2), or what its document says. What else it says is passed over, and
 * addresses at which nobody is answered here are left out.
 */
export function judgeClientMetadata(said: unknown): MetadataVerdict {
  const { redirect_uris: redirects, client_name: name, grant_types: grants } = (said ?? {}) as Record<string, unknown>;
  const isList = Array.isArray(redirects) && redirects.length <= MAX_REDIRECTS;
  // Some name an address of an app of theirs, too, which any app may claim: they are answered at the others.
  const redirectUris = isList
    ? [...new Set(redirects)].filter((each) => typeof each === "string" && isRedirectUri(each))
    : [];
  if (redirectUris.length === 0)
    return {
      ...{ type: "refused", error: "invalid_redirect_uri" },
      says: WHERE_ANSWERED,
    };
  if (redirectUris.join("").length > MAX_LENGTH)
    return { type: "refused", error: "invalid_client_metadata", says: "redirect_uris: too long together." };
  if (Array.isArray(grants) && !grants.includes("authorization_code"))
    return { type: "refused", error: "invalid_client_metadata", says: "grant_types: authorization_code is needed." };
  return { type: "good", metadata: { name: tidyName(name) || hostOf(redirectUris[0] ?? ""), redirectUris } };
}

/** One plain line, however long and whatever it was. */
function tidyName(name: unknown): string {
  if (typeof name !== "string") return "";
  const plain = [...name.slice(0, 4 * MAX_NAME_LENGTH)].filter((each) => isPlainLine(each) && each.isWellFormed());
  let tidy = "";
  for (const each of plain.join("").replace(/\s+/g, " ").trim()) {
    if (tidy.length + each.length > MAX_NAME_LENGTH) break;
    tidy += each;
  }
  return tidy.trim();
}

function hostOf(address: string): string {
  return new URL(address).hostname.slice(0, MAX_NAME_LENGTH);
}
