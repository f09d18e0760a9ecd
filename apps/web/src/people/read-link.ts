/**
 * Where a link that somebody sent leads here: the path with its secret behind "#".
 *
 * @param origin this place's own; a link to another is none of ours.
 * @returns null where it is no link to an invitation or a page.
 */
export function readLink(text: string, origin: string): string | null {
  let url: URL;
  try {
    url = new URL(text.trim(), origin);
  } catch {
    return null;
  }
  if (url.origin !== origin) return null;
  return /^\/(?:i|p)\/[\w.-]+$/.test(url.pathname) ? url.pathname + url.hash : null;
}
