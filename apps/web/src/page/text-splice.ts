/** `deleted` characters at `at` gave way to `inserted`. */
export type Splice = { at: number; deleted: number; inserted: string };

/** The one splice that makes `next` of `old`; as small as it can be. */
export function spliceBetween(old: string, next: string): Splice {
  const most = Math.min(old.length, next.length);
  let start = 0;
  while (start < most && old[start] === next[start]) start += 1;
  let end = 0;
  while (end < most - start && old[old.length - 1 - end] === next[next.length - 1 - end]) end += 1;
  return { at: start, deleted: old.length - start - end, inserted: next.slice(start, next.length - end) };
}

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
