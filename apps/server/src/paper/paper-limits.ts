import type { NoteNode } from "@candor/core/notes/note-node.ts";
import type { PaperFormat } from "./paper-messages.ts";

/** How much of a document the makers of .docx and PDF can lay out in the time and memory that they have; see docs. */
const MOST = { nodes: 60_000, cells: 10_000, characters: 3_000_000 };
const MOST_COLUMNS = 60; // of a table; Word takes 63

/** Whether a file of this kind can be made of it. Markdown and HTML are written of anything. */
export function isTooLong(body: readonly NoteNode[], format: PaperFormat): boolean {
  if (format === "md" || format === "html") return false;
  const counted = { nodes: 0, cells: 0, characters: 0 };
  const left: (readonly NoteNode[])[] = [body];
  for (let nodes = left.pop(); nodes !== undefined; nodes = left.pop()) {
    counted.nodes += nodes.length;
    for (const { type, text, content } of nodes) {
      if (type === "table_cell") counted.cells += 1;
      if (type === "table_row" && (content?.length ?? 0) > MOST_COLUMNS) return true;
      counted.characters += text?.length ?? 0;
      if (content) left.push(content);
    }
    if (counted.nodes > MOST.nodes || counted.cells > MOST.cells || counted.characters > MOST.characters) return true;
  }
  return false;
}
