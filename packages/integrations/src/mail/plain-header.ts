// CR, LF and NUL end a header's line somewhere or other; the rest of the control characters have no business in one.
const CONTROLS = /\p{Cc}+/gu;

/** A text as a header may have it: on one line, whatever it was made from. */
export function plainHeader(text: string): string {
  return text.replace(CONTROLS, " ").trim();
}
