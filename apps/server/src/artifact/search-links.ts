import { indexEntry, searchTopics } from "@candor/core/search/search-topics.ts";
import type { SearchHit } from "@candor/protocol/http/search.ts";
import type { ReadableArtifact } from "./read-artifacts.ts";

const MOST_LINKS = 5; // they stand before what is found in texts

/** What stands elsewhere has no text here: it is found by its title and its address. */
export function searchLinks(
  artifacts: readonly ReadableArtifact[],
  { text, from = "", to = "9" }: { text: string; from?: string | undefined; to?: string | undefined },
): SearchHit[] {
  const links = artifacts
    .filter(({ form, createdAt }) => form === "link" && createdAt >= from && createdAt < to)
    .map((link) => indexEntry({ ...link, body: link.address ?? "", at: link.createdAt }));
  return searchTopics(text, links, MOST_LINKS).map(({ entry }) => ({
    ...{ page: entry.id, volume: null, kind: "artifact", item: "artifact" },
    ...{ title: entry.title, excerpt: entry.body, at: entry.at },
  }));
}
