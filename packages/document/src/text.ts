import * as Y from "yjs";

export const MAX_LINE_LENGTH = 20_000; // UTF-16 units of a title or an action: a page of text pasted by mistake
export const MAX_STRING_LENGTH = 2_000; // of any other plain value

/**
 * Makes a shared text read as `wanted` by the smallest single splice, so that what the other person types elsewhere in
 * the same line stays.
 */
export function setText(text: Y.Text, wanted: string): void {
  const old = Y.Text.prototype.toString.call(text); // a rich text's own puts its marks around
  const { at, deleted, inserted } = spliceBetween(old, wellFormed(wanted));
  if (deleted > 0) text.delete(at, deleted);
  if (inserted !== "") text.insert(at, inserted);
}

/** `deleted` characters at `at` gave way to `inserted`. */
export type Splice = { at: number; deleted: number; inserted: string };

/** The one splice that makes `next` of `old`; as small as it can be without splitting a character in two. */
export function spliceBetween(old: string, next: string): Splice {
  let start = 0;
  while (start < old.length && start < next.length && old[start] === next[start]) start += 1;
  if (isLowSurrogate(old, start) || isLowSurrogate(next, start)) start -= 1;
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
  return { at: start, deleted: oldEnd - start, inserted: next.slice(start, nextEnd) };
}

function isLowSurrogate(text: string, index: number): boolean {
  const unit = text.charCodeAt(index);
  return index > 0 && unit >= 0xdc00 && unit <= 0xdfff;
}

/** The first so many units of it, and never half a character. */
export function cutText(text: string, most: number): string {
  return text.slice(0, isLowSurrogate(text, most) ? most - 1 : most);
}

/** Half a character, which a careless cut leaves, would read otherwise on the other device: UTF-8 has no form for it. */
export function wellFormed(text: string): string {
  return text.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, "\ufffd");
}
