import * as Y from "yjs";

const REACH = 32; // characters on each side that are compared
const ENOUGH = 8; // of them must be the same, or all where there are fewer: less is chance

/**
 * Finds the place between two stretches of text that were neighbours once, wherever they are now.
 *
 * @param left what stood before the place, all of it.
 * @param right what stood after it.
 * @returns null where nothing resembles it enough.
 */
export function findHome(
  texts: readonly Y.XmlText[],
  left: string,
  right: string,
): { text: Y.XmlText; index: number } | null {
  const enough = Math.min(ENOUGH, left.length + right.length);
  if (enough === 0) return null;
  let best: { text: Y.XmlText; index: number; alike: number } | null = null;
  for (const text of texts) {
    const { units, indexes } = readUnits(text);
    for (let at = 0; at <= units.length; at += 1) {
      const alike = sameEnd(left, units, at) + sameStart(right, units, at);
      if (alike >= enough && alike > (best?.alike ?? 0)) {
        best = { text, alike, index: indexes[at] ?? text.length };
      }
    }
  }
  return best && { text: best.text, index: best.index };
}

/** The characters of a text, and at which of its indexes each stands: what is embedded in it counts there, too. */
function readUnits(text: Y.XmlText): { units: string; indexes: number[] } {
  let units = "";
  const indexes: number[] = [];
  let index = 0;
  for (let item = text._start; item !== null; item = item.right) {
    if (item.deleted || !item.countable) continue;
    if (item.content instanceof Y.ContentString) {
      units += item.content.str;
      for (let offset = 0; offset < item.length; offset += 1) indexes.push(index + offset);
    }
    index += item.length;
  }
  return { units, indexes };
}

function sameEnd(left: string, units: string, at: number): number {
  let count = 0;
  while (count < REACH && count < left.length && count < at) {
    if (left[left.length - 1 - count] !== units[at - 1 - count]) break;
    count += 1;
  }
  return count;
}

function sameStart(right: string, units: string, at: number): number {
  let count = 0;
  while (count < REACH && count < right.length && at + count < units.length) {
    if (right[count] !== units[at + count]) break;
    count += 1;
  }
  return count;
}
