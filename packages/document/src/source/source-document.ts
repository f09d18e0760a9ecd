import type { NoteNode } from "@candor/core/notes/note-node.ts";

/** What a file says, whichever program wrote it: blocks with headings 1 to 6, or a table of rows. */
export type SourceDocument =
  | {
      type: "text";
      blocks: NoteNode[];
      /** pictures, comments and the like, which no page holds */
      leftOut: { images: number; comments: number };
    }
  | { type: "table"; header: string[]; rows: string[][] }
  /** our own JSON, not yet looked into */
  | { type: "page"; text: string }
  /** an export of everything; of the pages in it, by these names, one at a time comes in */
  | { type: "pages"; names: string[] };

export const NOTHING_LEFT_OUT = { images: 0, comments: 0 } as const;
