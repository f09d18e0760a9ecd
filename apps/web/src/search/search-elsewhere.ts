import type { SearchHit, SearchKind } from "@candor/protocol/http/search.ts";
import type { SearchedPage } from "./device-index.ts";

/** Something on a page of mine that this device does not keep. */
export type ElsewhereHit = SearchHit & { person: string; kind: Exclude<SearchKind, "artifact"> };

/** Asks the server; empty where it cannot answer. */
export type SearchServer = (query: string) => Promise<readonly SearchHit[]>;

const MOST_HITS = 10; // they stand below what is at hand
const SHORTEST_QUERY = 2;

/** What the server finds on these pages, best first. Without any such page nothing is sent to it. */
export async function searchElsewhere(
  search: SearchServer,
  pages: readonly SearchedPage[],
  query: string,
): Promise<ElsewhereHit[]> {
  const wanted = query.trim();
  if (pages.length === 0 || wanted.length < SHORTEST_QUERY) return [];
  const names = new Map(pages.map(({ pairId, name }) => [pairId, name]));
  const hits = await search(wanted);
  return hits
    .flatMap((hit) => {
      const [person, { kind }] = [names.get(hit.page), hit];
      return person === undefined || kind === "artifact" ? [] : [{ ...hit, kind, person }];
    })
    .slice(0, MOST_HITS);
}

/** Where a hit shows; what was sealed into a year is named with it. The welcome has no place of its own to go to. */
export function addressOfHit({ page, volume, kind, item }: SearchHit): string {
  if (kind === "artifact") return `/artifacts/${page}`;
  if (kind === "pairing") return addressOfPairing(page, item);
  return kind === "welcome" ? `/p/${page}` : `/p/${page}#${volume === null ? "" : `${volume}-`}${kind}-${item}`;
}

/** Of a session or friction, which the screen of a pair's pairing shows. */
export function addressOfPairing(page: string, thing: string): string {
  return `/p/${page}/pairing#pairing-${thing}`;
}
