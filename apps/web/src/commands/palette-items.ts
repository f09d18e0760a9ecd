import { type Indexed, indexEntry, type SearchEntry, searchTopics } from "@candor/core/search/search-topics.ts";
import { addressOfHit, type ElsewhereHit } from "../search/search-elsewhere.ts";
import type { PageEntry } from "../search/search-entry.ts";
import { type Command, isOffered } from "./commands.ts";
import type { PrivateHit, PrivateSearch } from "./private-search.ts";

export type Person = { pairId: string; name: string };

export type PaletteItem =
  | { type: "command"; id: string; command: Command }
  | { type: "person"; id: string; person: Person }
  /** `at`: where in the body its words were found */
  | { type: "found"; id: string; entry: PageEntry; at: number | null }
  /** a private note; or, in its command, the way to them while they are locked */
  | { type: "private"; id: string; hit: PrivateHit }
  /** on a page that this device does not keep */
  | { type: "elsewhere"; id: string; hit: ElsewhereHit };

export type PaletteGroup = {
  type: "recent" | "commands" | "people" | "found" | "private" | "elsewhere";
  items: PaletteItem[];
};

export type PaletteContent = {
  commands: readonly Command[];
  people: readonly Person[];
  entries: readonly Indexed<PageEntry>[];
  /** ids of items chosen before, newest first */
  recent: readonly string[];
};

const MOST_FOUND = 40; // more than anyone reads, few enough to draw at every key
const MOST_RECENT = 5;

/**
 * What the palette offers. Without a query: what was chosen lately, then the people, then every command. With one:
 * whatever holds all its words, also what is refused just now, so that whoever looks for it reads why.
 *
 * @param what "text" where only the pages are searched.
 */
export function paletteItems(content: PaletteContent, query: string, what: "all" | "text"): PaletteGroup[] {
  const found = searchTopics(query, content.entries, MOST_FOUND).map(
    ({ entry, bodyRange }): PaletteItem => ({ type: "found", id: entry.id, entry, at: bodyRange?.start ?? null }),
  );
  if (what === "text") return nonEmpty([{ type: "found", items: found }]);

  const commands = content.commands
    .filter((command) => (query.trim() === "" ? isOffered(command) : (command.when?.() ?? true)))
    .map((command): PaletteItem => ({ type: "command", id: `command:${command.id}`, command }));
  const people = content.people.map(
    (person): PaletteItem => ({ type: "person", id: `person:${person.pairId}`, person }),
  );
  if (query.trim() === "") {
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
    { type: "people", items: fitting(people, query, content.recent) },
    { type: "commands", items: fitting(commands, query, content.recent) },
    { type: "found", items: found },
  ]);
}

/** Private notes, apart from all that others read. @param unlock offered while they are locked */
export function privateGroup(search: PrivateSearch | null, query: string, unlock: Command): PaletteGroup[] {
  if (!search || query.trim() === "") return [];
  if (search.isLocked()) {
    return [{ type: "private", items: [{ type: "command", id: `command:${unlock.id}`, command: unlock }] }];
  }
  const items = search.find(query).map((hit): PaletteItem => ({ type: "private", id: `private:${hit.id}`, hit }));
  return nonEmpty([{ type: "private", items }]);
}

/** What the server found, below what is at hand. */
export function elsewhereGroup(hits: readonly ElsewhereHit[]): PaletteGroup[] {
  return nonEmpty([
    {
      type: "elsewhere",
      items: hits.map((hit) => ({
        type: "elsewhere",
        id: `elsewhere:${hit.kind}:${addressOfHit(hit)}:${hit.item}`,
        hit,
      })),
    },
  ]);
}

/** Those that fit; of two that fit alike, the one chosen more lately comes first. */
function fitting(items: readonly PaletteItem[], query: string, recent: readonly string[]): PaletteItem[] {
  const index = items.map((item) => indexEntry({ ...wordsOf(item), id: item.id, at: recency(recent, item), item }));
  return searchTopics<SearchEntry & { item: PaletteItem }>(query, index, items.length).map((hit) => hit.entry.item);
}

function wordsOf(item: PaletteItem): { title: string; body: string } {
  if (item.type === "command") return { title: item.command.name, body: item.command.keywords ?? "" };
  if (item.type === "elsewhere") return { title: item.hit.title, body: "" };
  if (item.type === "private") return { title: item.hit.excerpt, body: "" };
  return { title: item.type === "person" ? item.person.name : item.entry.title, body: "" };
}

/** Higher as a text, the more lately it was chosen. */
function recency(recent: readonly string[], item: PaletteItem): string {
  const at = recent.indexOf(item.id);
  return at < 0 ? "" : String(recent.length - at).padStart(3, "0");
}

function nonEmpty(groups: PaletteGroup[]): PaletteGroup[] {
  return groups.filter((group) => group.items.length > 0);
}
