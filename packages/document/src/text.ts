import type * as Y from "yjs";

/**
 * Makes a shared text read as `next` by the smallest single splice, so that what the other person types elsewhere in
 * the same line stays.
 */
export function setText(text: Y.Text, next: string): void {
  const old = text.toJSON();
  if (old === next) return;
  let start = 0;
  while (start < old.length && start < next.length && old[start] === next[start]) start += 1;
  if (isLowSurrogate(old, start) || isLowSurrogate(next, start)) start -= 1; // never split a character in two
  let oldEnd = old.length;
  let nextEnd = next.length;
  while (oldEnd > start && nextEnd > start && old[oldEnd - 1] === next[nextEnd - 1]) {
    oldEnd -= 1;
    nextEnd -= 1;
  }
  if (isLowSurrogate(old, oldEnd) || isLowSurrogate(next, nextEnd)) {
    oldEnd += 1;
    nextEnd += 1;
  }
  if (oldEnd > start) text.delete(start, oldEnd - start);
  if (nextEnd > start) text.insert(start, next.slice(start, nextEnd));
}

function isLowSurrogate(text: string, index: number): boolean {
  const unit = text.charCodeAt(index);
  return index > 0 && unit >= 0xdc00 && unit <= 0xdfff;
}
