// From "/" on, nothing but what a path, a query and a fragment of ours are made of: no backslash, which browsers take
// for a slash, no tab or line break, which they drop, and nothing that would have to be encoded.
const PATH = /^\/[\w\-.~%!$&'()*+,;=:@/?#[\]]*$/;
const MAX_LENGTH = 500; // UTF-16 units

/**
 * Where somebody may be sent after signing in: a path of this place and nothing else, since a link can carry any.
 *
 * @returns "/" for whatever is not plainly one.
 */
export function ownPath(wanted: string | null | undefined): string {
  if (wanted === null || wanted === undefined || wanted.length > MAX_LENGTH || !PATH.test(wanted)) return "/";
  const path = wanted.split(/[?#]/)[0] ?? "/";
  return path.includes("//") || path.split("/").some((part) => /^(\.|%2e){1,2}$/i.test(part)) ? "/" : wanted;
}
