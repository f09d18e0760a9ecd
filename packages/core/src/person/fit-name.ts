import { cleanName } from "./clean-name.ts";

/**
 * A name, or a title beside one, that another program brings: cleaned, on one line and cut where it is too long, as
 * nobody is there who could be asked for another.
 *
 * @param maxLength in UTF-16 units, of the dots behind what was cut as well.
 * @returns an empty text where nothing of it would show.
 */
export function fitName(text: string, maxLength: number): string {
  const name = cleanName(text.replace(/\p{Surrogate}/gu, "\uFFFD")).replace(/\s+/g, " ");
  return name.length <= maxLength ? name : `${wholeLetters(name, maxLength - 1).trimEnd()}…`;
}

/** As much as fits, and never half of what is seen as one letter, unless it alone is too long. */
function wholeLetters(text: string, maxLength: number): string {
  let end = 0;
  for (const { index, segment } of new Intl.Segmenter().segment(text)) {
    if (index + segment.length > maxLength) break;
    end = index + segment.length;
  }
  return end > 0 ? text.slice(0, end) : text.slice(0, maxLength).replace(/[\uD800-\uDBFF]$/, "");
}
