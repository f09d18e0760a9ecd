import type { NoteNode } from "@candor/core/notes/note-node.ts";
import { writeInline } from "../notes/write-markdown-inline.ts";
import type { SessionRecord } from "./arrange-record.ts";

/** Sessions as Markdown, a heading each at this level. */
export function pairingMarkdown(records: readonly SessionRecord[], level: number): string {
  return records.map((record) => sessionBlocks(record, level).join("\n\n")).join("\n\n");
}

function sessionBlocks({ heading, when, links, lines }: SessionRecord, level: number): string[] {
  return [
    `${"#".repeat(level)} ${plain(heading)}`,
    // When it was stands in a line of its own: a heading with a date is a meeting to whoever reads the file in.
    ...(when === "" ? [] : [`_${plain(when)}_`]),
    ...links.map(linked),
    ...(lines.length === 0 ? [] : [lines.map((line) => `- ${plain(line)}`).join("\n")]),
  ];
}

function linked(href: string): string {
  const node: NoteNode = { type: "text", text: href, marks: [{ type: "link", attrs: { href } }] };
  return writeInline([node], " ");
}

function plain(text: string): string {
  return writeInline([{ type: "text", text }], " ");
}
