import { type NoteMarkType, type NoteNodeType, safeHref } from "@candor/core/notes/note-node.ts";
import { type MarkSpec, type NodeSpec, Schema } from "prosemirror-model";
import { longNodes } from "./long-nodes.ts";

/** The heading element of a note's level 1 to 3: notes lie below the headings of the page around them. */
export const HEADING_TAGS = ["h4", "h5", "h6"] as const;

// No node is selected as a whole: the binding throws where it can't find such a node again after a remote edit.
const block: NodeSpec = { group: "block", selectable: false };

// Containers hold any blocks, and marks exclude nothing: two people's edits may merge into combinations that neither
// of them made, and the binding deletes whatever the schema refuses.
const nodes: Record<"doc" | NoteNodeType, NodeSpec> = {
  doc: { content: "block+" },
  paragraph: {
    ...block,
    content: "inline*",
    attrs: { point: { default: null } }, // what of a page it came from, in an artifact
    parseDOM: [{ tag: "p" }],
    toDOM: () => ["p", 0],
  },
  heading: {
    ...block,
    content: "inline*",
    defining: true,
    attrs: { level: { default: 1 } },
    parseDOM: ["h1", "h2", "h3", "h4", "h5", "h6"].map((tag, index) => ({
      tag,
      getAttrs: (element) => ({ level: headingLevel(element.dataset.level ?? index + 1) }),
    })),
    toDOM: ({ attrs }) => {
      const level = headingLevel(attrs.level);
      return [HEADING_TAGS[level - 1] ?? "h4", { "data-level": level }, 0];
    },
  },
  bullet_list: { ...block, content: "list_item+", parseDOM: [{ tag: "ul" }], toDOM: () => ["ul", 0] },
  ordered_list: {
    ...block,
    content: "list_item+",
    attrs: { start: { default: 1 } },
    parseDOM: [{ tag: "ol", getAttrs: (element) => ({ start: listStart(element.getAttribute("start")) }) }],
    toDOM: ({ attrs }) => {
      const start = listStart(attrs.start);
      return start === 1 ? ["ol", 0] : ["ol", { start }, 0];
    },
  },
  list_item: {
    selectable: false,
    content: "block+",
    defining: true,
    parseDOM: [{ tag: "li" }],
    toDOM: () => ["li", 0],
  },
  check_list: {
    ...block,
    content: "check_item+",
    // before bullet_list, whose tag it shares
    parseDOM: [{ tag: "ul[data-check-list]", priority: 60 }],
    toDOM: () => ["ul", { "data-check-list": "", class: "check-list" }, 0],
  },
  check_item: {
    selectable: false,
    content: "block+",
    defining: true,
    attrs: { checked: { default: false } },
    parseDOM: [
      {
        tag: "li[data-checked]",
        priority: 60,
        getAttrs: (element) => ({ checked: element.dataset.checked === "true" }),
        contentElement: (element) =>
          element.querySelector<HTMLElement>(":scope > .check-text") ?? (element as HTMLElement),
      },
    ],
    toDOM: ({ attrs }) => [
      "li",
      { "data-checked": String(attrs.checked === true) },
      ["div", { class: "check-text" }, 0],
    ],
  },
  blockquote: {
    ...block,
    content: "block+",
    defining: true,
    parseDOM: [{ tag: "blockquote" }],
    toDOM: () => ["blockquote", 0],
  },
  code_block: {
    ...block,
    content: "text*",
    marks: "",
    code: true,
    defining: true,
    attrs: { language: { default: null } },
    parseDOM: [
      {
        tag: "pre",
        preserveWhitespace: "full",
        getAttrs: (element) => ({ language: element.dataset.language || null }),
      },
    ],
    toDOM: ({ attrs }) => ["pre", attrs.language ? { "data-language": String(attrs.language) } : {}, ["code", 0]],
  },
  horizontal_rule: { ...block, parseDOM: [{ tag: "hr" }], toDOM: () => ["hr"] },
  hard_break: {
    group: "inline",
    inline: true,
    selectable: false,
    linebreakReplacement: true,
    parseDOM: [{ tag: "br" }],
    toDOM: () => ["br"],
  },
  mention: {
    group: "inline",
    inline: true,
    atom: true,
    selectable: false,
    attrs: { member: { default: null }, name: { default: "" } },
    leafText: ({ attrs }) => `@${attrs.name}`,
    parseDOM: [
      {
        tag: "span[data-mention]",
        getAttrs: (element) => ({
          member: element.dataset.mention || null,
          name: (element.textContent ?? "").replace(/^@/, ""),
        }),
      },
    ],
    toDOM: ({ attrs }) => ["span", { "data-mention": String(attrs.member ?? ""), class: "mention" }, `@${attrs.name}`],
  },
  ...longNodes,
  text: { group: "inline" },
};

// The order is the order of nesting, outermost first.
const marks: Record<NoteMarkType, MarkSpec> = {
  link: {
    inclusive: false,
    attrs: { href: { default: "" } },
    parseDOM: [
      {
        tag: "a[href]",
        getAttrs: (element) => {
          const href = safeHref(element.getAttribute("href"));
          return href === null ? false : { href };
        },
      },
    ],
    // Checked again here, because what arrives from the other person was never parsed from HTML.
    toDOM: ({ attrs }) => {
      const href = safeHref(attrs.href);
      return href === null ? ["span", 0] : ["a", { href, rel: "noopener noreferrer", target: "_blank" }, 0];
    },
  },
  strong: {
    parseDOM: [
      { tag: "strong" },
      // Google Docs wraps everything it copies into <b style="font-weight:normal">
      { tag: "b", getAttrs: (element) => element.style.fontWeight !== "normal" && null },
      { style: "font-weight", getAttrs: (value) => /^(bold(er)?|[6-9]\d{2})$/.test(value) && null },
    ],
    toDOM: () => ["strong", 0],
  },
  em: {
    parseDOM: [{ tag: "i" }, { tag: "em" }, { style: "font-style=italic" }],
    toDOM: () => ["em", 0],
  },
  strike: {
    parseDOM: [{ tag: "s" }, { tag: "del" }, { tag: "strike" }, { style: "text-decoration=line-through" }],
    toDOM: () => ["s", 0],
  },
  code: { code: true, parseDOM: [{ tag: "code" }], toDOM: () => ["code", 0] },
};

/** What notes may hold, in ProseMirror's terms: the same nodes and marks as `NoteNode`. */
export const notesSchema = new Schema<"doc" | NoteNodeType, NoteMarkType>({ nodes, marks });

/** @returns 1 to 3, whatever a peer or a pasted page says. */
export function headingLevel(value: unknown): 1 | 2 | 3 {
  const level = Math.round(Number(value));
  return level >= 3 ? 3 : level === 2 ? 2 : 1;
}

/** @returns the number of an ordered list's first item. */
export function listStart(value: unknown): number {
  const start = Number(value ?? 1);
  return Number.isSafeInteger(start) ? start : 1;
}
