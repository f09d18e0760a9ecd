// Line breaks end headers and lines elsewhere; the bidirectional overrides let a name turn the text around it.
const CHARACTERS = /^[^\p{Cc}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069]*$/u;

/** Whether a text is one line without anything that acts on the text around it. */
export function isPlainLine(text: string): boolean {
  return CHARACTERS.test(text);
}
