import {
  type Indexed,
  indexEntry,
  type Range,
  type SearchEntry,
  searchTopics,
} from "@candor/core/search/search-topics.ts";
import type { SearchHit, SearchKind } from "@candor/protocol/http/search.ts";
import { placesOfWords } from "./places-of-words.ts";
import { addressOfHit, addressOfPairing } from "./search-elsewhere.ts";
import { excerpt, type PageEntry } from "./search-entry.ts";

/** What somebody narrows a search to; null or "all": it is not narrowed. */
export type SearchFilter = {
  person: string | null;
  kind: "all" | "topic" | "action" | "artifact" | "pairing" | "private";
  /** ISO instants between which it was written, the end left out */
  from: string | null;
  to: string | null;
};

/** Something found, as the list shows it. */
export type Found = {
  id: string;
  kind: SearchKind;
  title: string;
  titleRanges: readonly Range[];
  excerpt: string;
  excerptRanges: readonly Range[];
  /** the other person of the page; null: of an artifact */
  person: string | null;
  volume: number | null;
  at: string | null;
  address: string;
};

type Merged = PageEntry | Theirs;

/** What the server found, as it is ranked beside what is here. */
type Theirs = SearchEntry & { hit: SearchHit; person: string | null };

type MergeOptions = {
  filter: SearchFilter;
  /** of the other person, by page: what the server finds on a page that is unknown here is left out */
  names: ReadonlyMap<string, string>;
  /** how many are wanted: years of many pages are here, each key asks anew, and what nobody is shown costs nothing */
  most: number;
  /** whether the hits are those of what was typed before, of which only what still fits is shown */
  isWaiting?: boolean;
};

/**
 * What this device keeps and what the server found as one list, best first. Of what both have, the device's is shown: it is
 * ahead of what was stored.
 *
 * @param entries give the same array for as long as they are the same: what is found out about them is kept.
 */
export function mergeFound(
  query: string,
  entries: readonly Indexed<PageEntry>[],
  hits: readonly SearchHit[],
  { filter, names, most, isWaiting = false }: MergeOptions,
): Found[] {
  if (filter.kind === "private") return [];
  const isHere = keysOf(entries);
  const elsewhere = hits.flatMap((hit) => {
    const id = keyOf(hit.page, hit.kind, hit.item);
    const person = hit.kind === "artifact" ? null : (names.get(hit.page) ?? "");
    if (isHere.has(id) || person === "" || !fits(hit.kind, hit.page, hit.at ?? "", filter)) return [];
    return [indexEntry<Theirs>({ id, title: hit.title, body: hit.excerpt, at: hit.at ?? "", hit, person })];
  });
  const isNarrowed = filter.kind !== "all" || filter.person !== null || filter.from !== null || filter.to !== null;
  const here = isNarrowed ? entries.filter(({ entry }) => fits(entry.type, entry.pairId, entry.at, filter)) : entries;
  const ranked = searchTopics<Merged>(query, [...here, ...elsewhere], most);
  const listed = new Set(ranked.map(({ entry }) => entry));
  const shown = ranked.map(({ entry, titleRanges, bodyRange }) => ({
    ...("hit" in entry ? ofServer(entry) : ofDevice(entry, bodyRange?.start ?? 0)),
    titleRanges,
  }));
  // The server knows words by other rules: what only it calls a hit comes last.
  const rest = (isWaiting ? [] : elsewhere)
    .filter(({ entry }) => !listed.has(entry))
    .map(({ entry }) => ({ ...ofServer(entry), titleRanges: [] }));
  return [...shown, ...rest]
    .slice(0, most)
    .map((each) => ({ ...each, excerptRanges: placesOfWords(query, each.excerpt) }));
}

type Shown = Omit<Found, "titleRanges" | "excerptRanges">;

function ofDevice(entry: PageEntry, at: number): Shown {
  const { pairId, type, thing, title, person } = entry;
  const address = type === "pairing" ? addressOfPairing(pairId, thing) : `/p/${pairId}#${type}-${thing}`;
  return {
    ...{ id: keyOf(pairId, type, thing), kind: type, title, excerpt: excerpt(entry, at) },
    ...{ person, volume: null, at: entry.at, address },
  };
}

function ofServer({ id, hit, person }: Theirs): Shown {
  const { kind, title, volume, at } = hit;
  return { id, kind, title, excerpt: hit.excerpt, person, volume, at, address: addressOfHit(hit) };
}

const known = new WeakMap<readonly Indexed<PageEntry>[], ReadonlySet<string>>();

function keysOf(entries: readonly Indexed<PageEntry>[]): ReadonlySet<string> {
  const keys = known.get(entries) ?? new Set(entries.map(({ entry }) => keyOf(entry.pairId, entry.type, entry.thing)));
  known.set(entries, keys);
  return keys;
}

function fits(kind: SearchKind, page: string, at: string, filter: SearchFilter): boolean {
  if (filter.kind !== "all" && filter.kind !== kind) return false;
  if (filter.person !== null && filter.person !== page) return false;
  if (filter.from !== null && at < filter.from) return false;
  return filter.to === null || (at !== "" && at < filter.to);
}

function keyOf(page: string, kind: SearchKind, item: string): string {
  return `${kind}:${page}:${item}`;
}
