import { plainText } from "@candor/core/notes/note-node.ts";
import { arrangePairing } from "@candor/core/pairing/arrange-pairing.ts";
import { type Indexed, indexEntry } from "@candor/core/search/search-topics.ts";
import { shown } from "@candor/document/page/shown.ts";
import { readPairingThings } from "@candor/document/pairing/read-pairing.ts";
import { searchedPairing } from "@candor/document/pairing/searched-pairing.ts";
import { computed, signal } from "@preact/signals";
import * as Y from "yjs";
import { applyUpdate } from "../offline/apply-update.ts";
import type { PageHandle } from "../offline/page-handle.ts";
import { readContent } from "../print/read-content.ts";
import { entriesOfPage, type PageEntry } from "./search-entry.ts";

/** A page of mine, and the name of the other person on it. */
export type SearchedPage = { pairId: string; name: string };

/** Reads what this device keeps of a page; null where it keeps nothing. */
export type ReadStoredPage = (pairId: string) => Promise<readonly Uint8Array[] | null>;

const byPair = signal<ReadonlyMap<string, readonly Indexed<PageEntry>[]>>(new Map());

const all = computed(() => [...byPair.value.values()].flat());

/** Everything that can be found, held in memory so that each key is answered at once; the same array until something changes. */
export function searchEntries(): readonly Indexed<PageEntry>[] {
  return all.value;
}

/**
 * Reads all pages from this device into the index, one after the other. The page on the screen is read from its
 * document, which is ahead of what is stored.
 *
 * @returns those of which this device keeps nothing.
 */
export async function indexPages(
  pages: readonly SearchedPage[],
  shown: PageHandle | null,
  readStored: ReadStoredPage,
): Promise<SearchedPage[]> {
  const elsewhere: SearchedPage[] = [];
  const known = new Set(pages.map((page) => page.pairId));
  byPair.value = new Map([...byPair.peek()].filter(([pairId]) => known.has(pairId)));
  for (const { pairId, name } of pages) {
    if (shown?.pairId === pairId) {
      indexDocument(pairId, name, shown.doc);
      continue;
    }
    const stored = await readStored(pairId);
    if (stored === null) {
      elsewhere.push({ pairId, name });
      continue;
    }
    const doc = new Y.Doc();
    doc.transact(() => {
      for (const update of stored) applyUpdate(doc, update);
    });
    indexDocument(pairId, name, doc);
    doc.destroy();
  }
  return elsewhere;
}

export function indexDocument(pairId: string, name: string, doc: Y.Doc): void {
  const { page, notes } = readContent(doc);
  const pairing = searchedPairing(arrangePairing(shown(readPairingThings(doc))));
  const entries = entriesOfPage(pairId, name, page, (topic) => plainText(notes.get(topic) ?? []), pairing);
  byPair.value = new Map([...byPair.peek(), [pairId, entries.map(indexEntry)]]);
}
