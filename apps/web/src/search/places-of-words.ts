import { foldText } from "@candor/core/fold-text.ts";
import type { Range } from "@candor/core/search/search-topics.ts";

/** Where words of a query stand in a text, first to last; one inside of a longer word of the query is part of that. */
export function placesOfWords(query: string, text: string): Range[] {
  const folded = foldText(text);
  const words = [
    ...new Set(
      foldText(query)
        .split(/[^\p{L}\p{N}]+/u)
        .filter(Boolean),
    ),
  ];
  const places: Range[] = [];
  for (const word of words)
    for (let start = folded.indexOf(word); start >= 0; start = folded.indexOf(word, start + word.length))
      if (start === 0 || !/[\p{L}\p{N}]/u.test(folded[start - 1] ?? ""))
        places.push({ start, end: start + word.length });
  return places.sort((left, right) => left.start - right.start || right.end - left.end);
}
