import { type NoteMark, type NoteNode, plainText, safeHref } from "@candor/core/notes/note-node.ts";
import { blockOf, boxOf, type FlatBlock, nestBlocks, tidyInline } from "./flat-blocks.ts";
import { childrenOf, type MarkupElement, type MarkupNode, parseHtml } from "./parse-markup.ts";
import { textNode, withMark } from "./read-docx.ts";
import type { SourceDocument } from "./source-document.ts";

type Reading = {
  /** the marks that a class stands for, by the document's own style sheet */
  marksOf: ReadonlyMap<string, readonly NoteMark[]>;
  leftOut: { images: number; comments: number };
};

const BLOCKS = new Set(
  "p div section article main header footer aside nav body html h1 h2 h3 h4 h5 h6 ul ol li table thead tbody tfoot tr blockquote pre hr address figure dl dt dd form fieldset details summary center".split(
    " ",
  ),
);
const NO_TEXT = new Set(
  "head script style title template noscript svg math iframe object embed video audio select".split(" "),
);

/** The text of a web page that a program saved, such as Google Docs: nothing of it is run, fetched or shown as HTML. */
export function readHtml(text: string): SourceDocument {
  const root = parseHtml(text);
  const reading: Reading = { marksOf: marksByClass(stylesIn(root)), leftOut: { images: 0, comments: 0 } };
  return { type: "text", blocks: nestBlocks(readBlocks(root.children, 0, reading)), leftOut: reading.leftOut };
}

function stylesIn(element: MarkupElement): string {
  if (element.name === "style") return element.children.join("");
  return childrenOf(element).map(stylesIn).join("\n");
}

function marksByClass(css: string): ReadonlyMap<string, readonly NoteMark[]> {
  const found = new Map<string, readonly NoteMark[]>();
  for (const [, name = "", rules = ""] of css.matchAll(/\.([\w-]{1,60})\s*\{([^{}]{0,2000})\}/g)) {
    const marks = marksOfStyle(rules);
    if (marks.length > 0) found.set(name, marks);
  }
  return found;
}

function marksOfStyle(style: string): NoteMark[] {
  const marks: NoteMark[] = [];
  if (/font-weight\s*:\s*(?:bold|[6-9]00)/i.test(style)) marks.push({ type: "strong" });
  if (/font-style\s*:\s*italic/i.test(style)) marks.push({ type: "em" });
  if (/text-decoration[^;:]*:[^;]*line-through/i.test(style)) marks.push({ type: "strike" });
  return marks;
}

/** @param level of the list around it, counted from 1; 0: none. */
function readBlocks(nodes: readonly MarkupNode[], level: number, reading: Reading): FlatBlock[] {
  const flat: FlatBlock[] = [];
  let run: MarkupNode[] = [];
  const endRun = () => {
    const content = tidyInline(run.flatMap((node) => readInline(node, [], reading)));
    run = [];
    if (content.length > 0) flat.push(asBlock(blockOf("paragraph", content), level));
  };
  for (const node of nodes) {
    if (typeof node === "string" || !hasBlocks(node)) {
      run.push(node);
      continue;
    }
    endRun();
    flat.push(...readBlock(node, level, reading));
  }
  endRun();
  return flat;
}

function hasBlocks(element: MarkupElement): boolean {
  return BLOCKS.has(element.name) || (element.name !== "head" && childrenOf(element).some(hasBlocks));
}

function asBlock(node: NoteNode, level: number): FlatBlock {
  return level === 0 ? { type: "block", node } : { type: "more", level: level - 1, node };
}

function readBlock(element: MarkupElement, level: number, reading: Reading): FlatBlock[] {
  const { name, children } = element;
  const heading = /^h([1-6])$/.exec(name)?.[1];
  if (heading) {
    const content = tidyInline(children.flatMap((child) => readInline(child, [], reading)));
    if (content.length === 0) return [];
    return [{ type: "block", node: { type: "heading", attrs: { level: Number(heading) }, content } }];
  }
  switch (name) {
    case "ul":
    case "ol":
      return readList(element, level, reading);
    case "li":
      return readItem(element, { level: level + 1, ordered: false }, reading);
    case "tr":
      return [asBlock(readRow(element, reading), level)];
    case "hr":
      return [asBlock({ type: "horizontal_rule" }, level)];
    case "pre": {
      const text = plainText(children.flatMap((child) => readInline(child, [], reading, true)));
      return text === "" ? [] : [asBlock({ type: "code_block", content: [{ type: "text", text }] }, level)];
    }
    case "blockquote": {
      const quoted = nestBlocks(readBlocks(children, 0, reading));
      return quoted.length === 0 ? [] : [asBlock(blockOf("blockquote", quoted), level)];
    }
    case "p": {
      const inline = tidyInline(children.flatMap((child) => readInline(child, [], reading)));
      const box = level === 0 ? boxOf(inline) : null;
      if (!box) return readBlocks(children, level, reading);
      const node = blockOf("paragraph", tidyInline(box.content));
      return [{ type: "item", level: 0, kind: "check", checked: box.checked, node }];
    }
    default:
      return readBlocks(children, level, reading);
  }
}

function readList(list: MarkupElement, level: number, reading: Reading): FlatBlock[] {
  // Google Docs writes lists in lists one after the other, and says in a class how deep each is.
  const said = Number(/(?:^|\s)lst-\S+?-(\d)(?:\s|$)/.exec(list.attributes.get("class") ?? "")?.[1] ?? 0);
  const depth = Math.max(level + 1, said + 1);
  return list.children.flatMap((child) => {
    if (typeof child === "string") return [];
    if (child.name === "li") return readItem(child, { level: depth, ordered: list.name === "ol" }, reading);
    return readBlock(child, depth, reading); // a list right inside of a list
  });
}

function readItem(item: MarkupElement, at: { level: number; ordered: boolean }, reading: Reading): FlatBlock[] {
  const blocks = readBlocks(item.children, at.level, reading);
  const first = blocks[0];
  const level = at.level - 1;
  const isOwn = first?.type === "more" && first.level === level;
  const node = isOwn ? first.node : blockOf("paragraph", []);
  const rest = isOwn ? blocks.slice(1) : blocks;
  const input = inputOf(item);
  const box = node.type === "paragraph" ? boxOf(node.content ?? []) : null;
  const checked = input ? input.attributes.has("checked") : (box?.checked ?? false);
  const kind = input || box ? "check" : at.ordered ? "ordered" : "bullet";
  const own = box ? blockOf("paragraph", tidyInline(box.content)) : node;
  if ((own.content ?? []).length === 0 && rest.length === 0) return [];
  return [{ type: "item", level, kind, checked, node: own }, ...rest];
}

function inputOf(element: MarkupElement): MarkupElement | undefined {
  for (const child of childrenOf(element)) {
    if (child.name === "input" && child.attributes.get("type")?.toLowerCase() === "checkbox") return child;
    const found = child.name === "ul" || child.name === "ol" ? undefined : inputOf(child);
    if (found) return found;
  }
  return undefined;
}

function readRow(row: MarkupElement, reading: Reading): NoteNode {
  const cells = childrenOf(row).map((cell) => tidyInline(readInline(cell, [], reading)));
  const divider: NoteNode = { type: "text", text: " | " };
  return blockOf("paragraph", tidyInline(cells.flatMap((cell, index) => (index > 0 ? [divider, ...cell] : cell))));
}

function readInline(node: MarkupNode, marks: readonly NoteMark[], reading: Reading, isCode = false): NoteNode[] {
  if (typeof node === "string") return textNode(isCode ? node : node.replace(/[\s\u00a0]+/g, " "), marks);
  const { name, attributes, children } = node;
  if (NO_TEXT.has(name)) return [];
  if (name === "br") return isCode ? textNode("\n", []) : [{ type: "hard_break" }];
  if (name === "img") {
    reading.leftOut.images += 1;
    return [];
  }
  // A link to the comment that stands at the end of what Google Docs saves.
  if (name === "a" && /^#cmnt/.test(attributes.get("href") ?? "")) {
    if (!attributes.get("href")?.startsWith("#cmnt_ref")) reading.leftOut.comments += 1;
    return [];
  }
  let all = marks;
  for (const mark of marksOf(node, reading)) all = withMark(all, mark);
  const inner = children.flatMap((child) => readInline(child, all, reading, isCode));
  return BLOCKS.has(name) && inner.length > 0 ? [...inner, { type: "text", text: " " }] : inner;
}

const MARK_OF: Readonly<Record<string, NoteMark>> = {
  b: { type: "strong" },
  strong: { type: "strong" },
  i: { type: "em" },
  em: { type: "em" },
  s: { type: "strike" },
  del: { type: "strike" },
  strike: { type: "strike" },
  code: { type: "code" },
};

function marksOf({ name, attributes }: MarkupElement, { marksOf: byClass }: Reading): NoteMark[] {
  const classes = (attributes.get("class") ?? "").split(/\s+/);
  const own = Object.hasOwn(MARK_OF, name) ? [MARK_OF[name] as NoteMark] : [];
  const href = name === "a" ? safeHref(targetOf(attributes.get("href") ?? "")) : null;
  const link: NoteMark[] = href === null ? [] : [{ type: "link", attrs: { href } }];
  return [
    ...own,
    ...link,
    ...marksOfStyle(attributes.get("style") ?? ""),
    ...classes.flatMap((each) => byClass.get(each) ?? []),
  ];
}

/** Google Docs sends every link by way of itself. */
function targetOf(href: string): string {
  const found = /^https:\/\/www\.google\.com\/url\?(?:[^#]*&)?q=([^&#]+)/.exec(href)?.[1];
  if (found === undefined) return href;
  try {
    return decodeURIComponent(found);
  } catch {
    return href;
  }
}
