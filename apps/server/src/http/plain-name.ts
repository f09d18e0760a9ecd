import { isUnseenName } from "@candor/core/person/clean-name.ts";
import { plainLine } from "./plain-line.ts";

export const NAME_NEEDED = "A name is needed.";
export const NAME_UNSEEN = "A name needs at least one letter that can be seen.";

/** A name on one line, of which something shows. @param maxLength in UTF-16 units. */
export function plainName(maxLength: number) {
  return plainLine("A name", maxLength)
    .refine((text) => text !== "", NAME_NEEDED)
    .refine((text) => !isUnseenName(text), NAME_UNSEEN);
}
