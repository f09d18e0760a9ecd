import { type NoteNode, plainText } from "@candor/core/notes/note-node.ts";
import { isOnlyDate, looksLikeDate } from "./find-date.ts";

/**
 * Where no heading of a document names a date, lines that are a date and nothing else part its meetings: many people
 * write them so, in bold or not.
 */
export function promoteDates(blocks: readonly NoteNode[]): readonly NoteNode[] {
  if (blocks.some((block) => block.type === "heading" && looksLikeDate(plainText([block])))) return blocks;
  return blocks.map((block): NoteNode => {
    const isDate = block.type === "paragraph" && isOnlyDate(plainText([block]));
    return isDate ? { ...block, type: "heading", attrs: { level: 1 } } : block;
  });
}

/** The headings that name dates, in their order, each once. */
export function dateHeadings(blocks: readonly NoteNode[]): string[] {
  const titles = blocks.filter(({ type }) => type === "heading").map((block) => plainText([block]));
  return [...new Set(titles.filter(looksLikeDate))];
}
