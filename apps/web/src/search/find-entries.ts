import { foldText } from "@candor/core/fold-text.ts";
import { foldedWords, matchWords } from "./match-words.ts";
import type { SearchEntry } from "./search-entry.ts";

/** The entries that hold every word of a query, best first: by fit, then open before closed, then as they came. */
export function findEntries(entries: readonly SearchEntry[], query: string, limit: number): SearchEntry[] {
  const words = foldedWords(query);
  if (words.length === 0) return [];
  const found: { entry: SearchEntry; score: number; at: number }[] = [];
  entries.forEach((entry, at) => {
    const score = matchWords(words, entry.folded);
    if (score >= 0) found.push({ entry, score: score * 2 + (entry.isClosed ? 0 : 1), at });
  });
  found.sort((left, right) => right.score - left.score || left.at - right.at);
  return found.slice(0, limit).map(({ entry }) => entry);
}

/** The piece of an entry's notes around the first word that was found there; "" where the notes hold none of them. */
export function excerpt(notes: string, query: string, length = 90): string {
  const line = notes.replace(/\s+/g, " ");
  const folded = foldText(line); // as long as the line itself
  const at = foldedWords(query)
    .map((word) => folded.indexOf(word))
    .filter((index) => index >= 0)
    .sort((left, right) => left - right)[0];
  if (at === undefined) return "";
  const start = Math.max(0, at - Math.floor(length / 3));
  const piece = line.slice(start, start + length).trim();
  return `${start > 0 ? "…" : ""}${piece}${start + length < line.length ? "…" : ""}`;
}
