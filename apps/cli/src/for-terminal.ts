/**
 * What others wrote, as a terminal may show it: whatever would move its cursor, colour it, set its title, or turn the order
 * of letters around is shown as a character that stands for none.
 */
export function forTerminal(text: string): string {
  return text.replace(/(?![\n\t])\p{Cc}|[\u202a-\u202e\u2066-\u2069]/gu, "\ufffd");
}

/** JSON in one line; of what a terminal obeys it escapes what JSON itself would let through. */
export function jsonLine(data: unknown): string {
  return JSON.stringify(data).replace(
    /\p{Cc}/gu,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
