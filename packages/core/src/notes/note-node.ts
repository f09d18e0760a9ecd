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

export const NOTE_NODE_TYPES = [
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
export type NoteNodeType = (typeof NOTE_NODE_TYPES)[number];

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

/** The text alone, blocks parted by line ends: for search, previews and counts. */
export function plainText(nodes: readonly NoteNode[]): string {
  return nodes.map(textOf).join("\n").trim();
}

function textOf(node: NoteNode): string {
  if (node.type === "text") return node.text ?? "";
  if (node.type === "hard_break") return "\n";
  if (node.type === "mention") return `@${node.attrs?.name ?? ""}`;
  const inline = node.content?.some((child) => child.type === "text" || child.type === "mention");
  return (node.content ?? []).map(textOf).join(inline ? "" : "\n");
}
