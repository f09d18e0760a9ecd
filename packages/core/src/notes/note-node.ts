/**
 * Rich text as plain data: the JSON form of a ProseMirror node, which is also the shape in which the page document
 * keeps it. Blocks hold blocks or inline nodes; an inline node is a text with marks, or a mention.
 */
export type NoteNode = {
  type: NoteNodeType;
  attrs?: Record<string, string | number | boolean | null>;
  content?: NoteNode[];
  /** only where `type` is "text" */
  text?: string;
  marks?: NoteMark[];
};

export type NoteMark = { type: NoteMarkType; attrs?: Record<string, string> };

export const PAGE_NODE_TYPES = [
  "paragraph",
  "heading", // attrs: level 1 to 3
  "bullet_list",
  "ordered_list", // attrs: start
  "list_item",
  "check_list",
  "check_item", // attrs: checked
  "blockquote",
  "code_block", // attrs: language
  "horizontal_rule",
  "hard_break",
  "mention", // attrs: member, name
  "text",
] as const;
export type PageNodeType = (typeof PAGE_NODE_TYPES)[number];

/** What an artifact holds beside all that: notes on a page are too small for it. */
export const LONG_NODE_TYPES = ["table", "table_row", "table_cell", "image"] as const; // cell: head; image: src, alt

export type NoteNodeType = PageNodeType | (typeof LONG_NODE_TYPES)[number];
export const NOTE_NODE_TYPES: readonly NoteNodeType[] = [...PAGE_NODE_TYPES, ...LONG_NODE_TYPES];

/** In the order in which they nest, outermost first. */
export const NOTE_MARK_TYPES = ["link", "strong", "em", "strike", "code"] as const; // link: attrs href
export type NoteMarkType = (typeof NOTE_MARK_TYPES)[number];

const SAFE_SCHEMES = new Set(["http:", "https:", "mailto:"]);

/** @returns the address if following it can do no more than open a page or a mail, else null (SECURITY.md 2.3). */
export function safeHref(href: unknown): string | null {
  if (typeof href !== "string") return null;
  // Browsers drop white space and control characters before they read the scheme.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters browsers drop
  const cleaned = href.replace(/[\u0000-\u0020\u007f-\u009f]/g, "");
  const scheme = /^([a-z][a-z0-9+.-]*:)/i.exec(cleaned)?.[1]?.toLowerCase();
  return scheme !== undefined && SAFE_SCHEMES.has(scheme) ? href.trim() : null;
}

const OWN_IMAGE = /^\/api\/artifacts\/[\da-f-]{36}\/images\/[\da-f-]{36}$/;

/** @returns the address of an image that this server keeps for an artifact; null: any other, which nobody is sent to. */
export function ownImage(src: unknown): string | null {
  return typeof src === "string" && OWN_IMAGE.test(src) ? src : null;
}

/** The text alone, blocks parted by line ends: for search, previews and counts. */
export function plainText(nodes: readonly NoteNode[]): string {
  return nodes.map(textOf).join("\n").trim();
}

function textOf(node: NoteNode): string {
  if (node.type === "text") return node.text ?? "";
  if (node.type === "hard_break") return "\n";
  if (node.type === "mention") return `@${node.attrs?.name ?? ""}`;
  if (node.type === "image") return String(node.attrs?.alt ?? "");
  const inline = node.content?.some((child) => child.type === "text" || child.type === "mention");
  return (node.content ?? []).map(textOf).join(inline ? "" : "\n");
}
