export const MAX_TITLE_LENGTH = 120; // UTF-16 units; more is no title that stands beside a link
export const MAX_SAID_LENGTH = 30;
const MAX_READ = 4_000; // of whatever somebody calls a title

// What is not drawn, or turns or hides the text around it: controls, marks of direction, tags, and letters without width.
// A single joiner stays, for words of some languages and many emoji are written with it.
const UNSEEN =
  /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u00ad\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffc]|\u034f|\u17b4|\u17b5|[\u{e0000}-\u{e0fff}]/gu;
const MANY_MARKS = /(\p{M}{3})\p{M}+/gu; // heaped up, they are drawn over the lines above

/**
 * A line that somebody else wrote, as it may stand in ours: nothing in it acts on the text around it.
 *
 * @returns null where nothing is left to read.
 */
export function cleanTitle(text: string, maxLength: number = MAX_TITLE_LENGTH): string | null {
  const line = text
    .slice(0, MAX_READ)
    .replace(/\s+/g, " ")
    .replace(UNSEEN, "")
    .replace(MANY_MARKS, "$1")
    .replace(/ +/g, " ")
    .trim();
  if (!/[\p{L}\p{N}\p{P}\p{S}]/u.test(line)) return null;
  if (line.length <= maxLength) return line;
  return `${line
    .slice(0, maxLength - 1)
    .replace(/[\ud800-\udbff]$/, "")
    .trimEnd()}…`;
}
