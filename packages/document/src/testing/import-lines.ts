import { readPage } from "../page/read-page.ts";
import type { Imported } from "../transfer/import-contents.ts";
import { importMarkdown } from "../transfer/import-markdown.ts";
import { type MarkdownReading, previewMarkdown } from "../transfer/preview-markdown.ts";
import type { Peer } from "./two-peers.ts";

export const READING: MarkdownReading = {
  today: Temporal.PlainDate.from("2026-11-20"),
  order: "day_month",
  members: [
    { id: "a", name: "Ana" },
    { id: "b", name: "Ben" },
  ],
};

/** Imports Markdown as a file of that name. */
export function importLines({ doc, editor }: Peer, markdown: string): Imported {
  const preview = previewMarkdown(markdown, READING);
  return importMarkdown(doc, editor, preview, { today: READING.today.toString(), name: "notes.md" });
}

/** The titles of topics in the bin, and of those that are not, by the alphabet. */
export function binnedAndOpen({ doc }: Peer): { binned: string[]; open: string[] } {
  const { topics } = readPage(doc);
  const titles = (isBinned: boolean) =>
    topics
      .filter(({ state }) => (state === "binned") === isBinned)
      .map(({ title }) => title)
      .toSorted();
  return { binned: titles(true), open: titles(false) };
}
