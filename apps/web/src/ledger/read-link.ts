const MAX_LENGTH = 2_000;

export type LinkRead = { type: "none" } | { type: "link"; href: string } | { type: "not_a_link" };

/**
 * Reads an address as one types or pastes it: of the web and nothing else, since it is for the other to follow. Without
 * a scheme, "example.org/plan" is meant as https.
 */
export function readAnswerLink(typed: string): LinkRead {
  const text = typed.trim();
  if (text === "") return { type: "none" };
  const href =
    text.length > MAX_LENGTH ? null : (webAddress(text) ?? (isHost(text) ? webAddress(`https://${text}`) : null));
  return href === null ? { type: "not_a_link" } : { type: "link", href };
}

function webAddress(text: string): string | null {
  if (!/^https?:\/\//i.test(text) || /\s/.test(text)) return null;
  return URL.canParse(text) ? text : null;
}

function isHost(text: string): boolean {
  return /^[\p{L}\p{N}-]+(\.[\p{L}\p{N}-]+)*\.\p{L}{2,}([/?#:]\S*)?$/u.test(text);
}
