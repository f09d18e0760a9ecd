import { z } from "@hono/zod-openapi";
import { isPlainLine } from "./is-plain-line.ts";

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
    .refine(isPlainLine, `${what} is one line of plain text.`);
}
