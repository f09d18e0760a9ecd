import { type LONG_NODE_TYPES, ownImage } from "@candor/core/notes/note-node.ts";
import type { NodeSpec } from "prosemirror-model";

/**
 * What an artifact may hold beside what notes do. No page offers them, nor takes them from a paste, and what finds them on
 * a page reads it only: see `fitsSchema`. A row may have fewer cells than another, as two people's edits leave it.
 */
export const longNodes: Record<(typeof LONG_NODE_TYPES)[number], NodeSpec> = {
  table: {
    group: "block",
    selectable: false,
    content: "table_row+",
    isolating: true,
    parseDOM: [{ tag: "table" }],
    toDOM: () => ["div", { class: "table-frame" }, ["table", ["tbody", 0]]],
  },
  table_row: { selectable: false, content: "table_cell+", parseDOM: [{ tag: "tr" }], toDOM: () => ["tr", 0] },
  table_cell: {
    selectable: false,
    content: "inline*",
    isolating: true,
    attrs: { head: { default: false } },
    parseDOM: [{ tag: "td" }, { tag: "th", attrs: { head: true } }],
    toDOM: ({ attrs }) => [attrs.head === true ? "th" : "td", 0],
  },
  image: {
    group: "block",
    selectable: false,
    atom: true,
    attrs: { src: { default: null }, alt: { default: "" } },
    parseDOM: [
      {
        tag: "img[src]",
        getAttrs: (element) => {
          const src = ownImage(element.getAttribute("src"));
          return src === null ? false : { src, alt: element.getAttribute("alt") ?? "" };
        },
      },
    ],
    // Checked again here, because what arrives from others was never parsed from HTML.
    toDOM: ({ attrs }) => {
      const src = ownImage(attrs.src);
      return src === null ? ["p"] : ["img", { src, alt: String(attrs.alt ?? "") }];
    },
  },
};
