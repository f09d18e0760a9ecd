import { foldText } from "@candor/core/fold-text.ts";
import { findEntries } from "../search/find-entries.ts";
import { foldedWords, matchWords } from "../search/match-words.ts";
import type { SearchEntry } from "../search/search-entry.ts";
import type { Command } from "./commands.ts";

export type Person = { pairId: string; name: string };

export type PaletteItem =
  | { type: "command"; id: string; command: Command }
  | { type: "person"; id: string; person: Person }
  | { type: "found"; id: string; entry: SearchEntry };

export type PaletteGroup = { type: "recent" | "commands" | "people" | "found"; items: PaletteItem[] };

export type PaletteContent = {
  commands: readonly Command[];
  people: readonly Person[];
  entries: readonly SearchEntry[];
  /** ids of items chosen before, newest first */
  recent: readonly string[];
};

const MOST_FOUND = 40; // more than anyone reads, few enough to draw at every key
const MOST_RECENT = 5;

/**
 * What the palette offers. Without a query: what was chosen lately, then the people, then every command. With one:
 * whatever holds all its words.
 *
 * @param what "text" where only the pages are searched.
 */
export function paletteItems(content: PaletteContent, query: string, what: "all" | "text"): PaletteGroup[] {
  const found = findEntries(content.entries, query, MOST_FOUND).map(
    (entry): PaletteItem => ({ type: "found", id: `${entry.type}:${entry.pairId}:${entry.id}`, entry }),
  );
  if (what === "text") return nonEmpty([{ type: "found", items: found }]);

  const commands = content.commands
    .filter((command) => command.when?.() ?? true)
    .map((command): PaletteItem => ({ type: "command", id: `command:${command.id}`, command }));
  const people = content.people.map(
    (person): PaletteItem => ({ type: "person", id: `person:${person.pairId}`, person }),
  );
  const words = foldedWords(query);
  if (words.length === 0) {
    const all = new Map([...commands, ...people].map((item) => [item.id, item]));
    const recent = content.recent.flatMap((id) => all.get(id) ?? []).slice(0, MOST_RECENT);
    const others = (items: PaletteItem[]) => items.filter((item) => !recent.includes(item));
    return nonEmpty([
      { type: "recent", items: recent },
      { type: "people", items: others(people) },
      { type: "commands", items: others(commands) },
    ]);
  }
  return nonEmpty([
    { type: "people", items: fitting(people, words, content.recent) },
    { type: "commands", items: fitting(commands, words, content.recent) },
    { type: "found", items: found },
  ]);
}

function fitting(items: PaletteItem[], words: readonly string[], recent: readonly string[]): PaletteItem[] {
  return items
    .map((item, at) => ({ item, at, score: matchWords(words, wordsOf(item)) }))
    .filter(({ score }) => score >= 0)
    .sort(
      (left, right) =>
        right.score - left.score || recency(recent, left.item) - recency(recent, right.item) || left.at - right.at,
    )
    .map(({ item }) => item);
}

function wordsOf(item: PaletteItem): string {
  if (item.type === "command") return foldText(`${item.command.name}\n${item.command.keywords ?? ""}`);
  return foldText(item.type === "person" ? item.person.name : item.entry.title);
}

function recency(recent: readonly string[], item: PaletteItem): number {
  const at = recent.indexOf(item.id);
  return at < 0 ? recent.length : at;
}

function nonEmpty(groups: PaletteGroup[]): PaletteGroup[] {
  return groups.filter((group) => group.items.length > 0);
}
