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

type Merged = SearchEntry & {
  found: Omit<Found, "titleRanges" | "excerpt" | "excerptRanges">;
  excerptAt: (at: number | null) => string;
};

/**
 * What this device keeps and what the server found as one list, best first. Of what both have, the device's is shown: it is
 * ahead of what was stored.
 *
 * @param names of the other person, by page: what the server finds on a page that is unknown here is left out.
 */
export function mergeFound(
  query: string,
  entries: readonly Indexed<PageEntry>[],
  hits: readonly SearchHit[],
  { filter, names }: { filter: SearchFilter; names: ReadonlyMap<string, string> },
): Found[] {
  if (filter.kind === "private") return [];
  const here = entries.filter(({ entry }) => fits(entry.type, entry.pairId, entry.at, filter));
  const known = new Set(here.map(({ entry }) => keyOf(entry.pairId, entry.type, entry.thing)));
  const isHere = new Set(entries.map(({ entry }) => keyOf(entry.pairId, entry.type, entry.thing)));
  const elsewhere = hits.flatMap((hit) => {
    const key = keyOf(hit.page, hit.kind, hit.item);
    const person = hit.kind === "artifact" ? null : (names.get(hit.page) ?? "");
    if (isHere.has(key) || person === "" || !fits(hit.kind, hit.page, hit.at ?? "", filter)) return [];
    return [{ hit, key, person }];
  });
  const index: Indexed<Merged>[] = [
    ...here.map(({ entry, ...words }) => ({ ...words, entry: ofDevice(entry) })),
    ...elsewhere.map(({ hit, key, person }) => indexEntry(ofServer(hit, key, person))),
  ];
  const ranked = searchTopics(query, index, index.length);
  const listed = new Set(ranked.map(({ entry }) => entry.id));
  const shown = ranked.map(({ entry, titleRanges, bodyRange }) => ({
    ...entry.found,
    titleRanges,
    excerpt: entry.excerptAt(bodyRange?.start ?? null),
  }));
  // The server knows words by other rules: what only it calls a hit comes last.
  const rest = index
    .filter(({ entry }) => !listed.has(entry.id) && !known.has(entry.id))
    .map(({ entry }) => ({ ...entry.found, titleRanges: [], excerpt: entry.excerptAt(null) }));
  return [...shown, ...rest].map((each) => ({ ...each, excerptRanges: placesOfWords(query, each.excerpt) }));
}

function ofDevice(entry: PageEntry): Merged {
  const { pairId, type, thing, title, person, at } = entry;
  const id = keyOf(pairId, type, thing);
  const address = type === "pairing" ? addressOfPairing(pairId, thing) : `/p/${pairId}#${type}-${thing}`;
  return {
    ...entry,
    id,
    found: { id, kind: type, title, person, volume: null, at, address },
    excerptAt: (place) => excerpt(entry, place ?? 0),
  };
}

function ofServer(hit: SearchHit, id: string, person: string | null): Merged {
  const { kind, title, volume, at } = hit;
  return {
    ...{ id, title, body: hit.excerpt, at: at ?? "" },
    found: { id, kind, title, person, volume, at, address: addressOfHit(hit) },
    excerptAt: () => hit.excerpt,
  };
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
