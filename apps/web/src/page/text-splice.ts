import { type Splice, spliceBetween } from "@candor/document/text.ts";

/** Where a caret stands after somebody else's splice: it keeps its neighbours as far as they are still there. */
export function shiftCaret(caret: number, { at, deleted, inserted }: Splice): number {
  if (caret <= at) return caret;
  if (caret >= at + deleted) return caret + inserted.length - deleted;
  return at + inserted.length;
}

/**
 * My typing on top of what arrived meanwhile, for a field whose text could not be changed under the hand, as while an
 * input method composes.
 *
 * @param base what the field and the shared text last agreed on.
 */
export function mergeTyping(base: string, mine: string, theirs: string): string {
  if (base === theirs || mine === theirs) return mine;
  const typed = spliceBetween(base, mine);
  const arrived = spliceBetween(base, theirs);
  const start = shiftCaret(typed.at, arrived);
  const end = Math.max(start, shiftCaret(typed.at + typed.deleted, arrived));
  return theirs.slice(0, start) + typed.inserted + theirs.slice(end);
}
