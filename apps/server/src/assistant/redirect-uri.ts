const LOOPBACK = new Set(["127.0.0.1", "[::1]", "localhost"]);
const MAX_LENGTH = 500; // characters
// What an address is made of, without what a browser reads otherwise than it looks: backslash, space, tab, line break.
const CHARACTERS = /^[\w\-.~:/?#[\]@!$&'()*+,;=%]+$/;

/** Where an assistant may be answered: by https anywhere, or by a program on the person's own machine (RFC 8252). */
export function isRedirectUri(text: string): boolean {
  if (text.length > MAX_LENGTH || !CHARACTERS.test(text) || text.includes("#")) return false;
  const url = URL.parse(text);
  if (url === null || url.username !== "" || url.password !== "" || url.searchParams.has("code")) return false;
  return url.protocol === "https:" || (url.protocol === "http:" && LOOPBACK.has(url.hostname));
}

/** The same letter for letter; a program on the person's own machine may listen at another port each time (§7.3). */
export function isSameRedirect(registered: string, asked: string): boolean {
  if (registered === asked) return true;
  const [left, right] = [portless(registered), portless(asked)];
  return left !== null && left === right;
}

export function isOwnMachine(redirectUri: string): boolean {
  return LOOPBACK.has(new URL(redirectUri).hostname);
}

/** @returns null: it is not a program's own machine by http, where the port says nothing. */
function portless(text: string): string | null {
  if (!isRedirectUri(text)) return null;
  const [, before, after] = /^(http:\/\/(?:127\.0\.0\.1|\[::1\]|localhost))(?::\d{1,5})?([/?].*)?$/.exec(text) ?? [];
  return before === undefined ? null : `${before}${after ?? ""}`;
}
