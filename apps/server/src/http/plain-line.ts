import { z } from "@hono/zod-openapi";

// Line breaks end headers and lines elsewhere; the bidirectional overrides let a name turn the text around it.
const CHARACTERS = /^[^\p{Cc}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069]*$/u;

/**
 * One line of plain text, without the spaces around it; it may be empty.
 *
 * @param what as a sentence begins with it, such as "A name".
 * @param maxLength in UTF-16 units.
 */
export function plainLine(what: string, maxLength: number) {
  return z
    .string()
    .trim()
    .max(maxLength, `${what} has at most ${maxLength} characters.`)
    .refine((text) => CHARACTERS.test(text), `${what} is one line of plain text.`);
}
