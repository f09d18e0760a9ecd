import { NOTE_MARK_TYPES, type NoteMark, type NoteNode, plainText, safeHref } from "@candor/core/notes/note-node.ts";
import { type MarkedToken, marked, type Token, type Tokens } from "marked";
import { decodeEntities } from "./decode-entities.ts";

const MAX_DEPTH = 30; // of lists in quotes in lists; what lies deeper becomes plain text
const EMPTY = /^\u00a0$/; // how an empty first line of an item is written

/**
 * Rich text from Markdown (GitHub's flavour): typed, pasted or imported. Nothing is dropped but images' pictures and
 * pairs of tags around words: what has no form of its own here, such as a table or other HTML, comes as text.
 *
 * @param keepsLines a line ends where its author ended it, as in a mail, and not where a paragraph does.
 */
export function parseMarkdown(markdown: string, keepsLines = false): NoteNode[] {
  return parseBlocks(markdown, keepsLines).map(clampHeading);
}

/** The same with headings as deep as Markdown has them, 1 to 6, at the top level: for telling a document's sections. */
export function parseBlocks(markdown: string, keepsLines = false): NoteNode[] {
  return blocks(marked.lexer(markdown, { gfm: true, breaks: keepsLines }), 0);
}

function clampHeading(node: NoteNode): NoteNode {
  if (node.type === "heading") return { ...node, attrs: { level: Math.min(3, Number(node.attrs?.level)) } };
  return node.content ? { ...node, content: node.content.map(clampHeading) } : node;
}

function blocks(tokens: readonly Token[], depth: number): NoteNode[] {
  if (depth > MAX_DEPTH) return tokens.flatMap((token) => paragraph([textNode(token.raw, [])]));
  return tokens.flatMap((token) => block(token as MarkedToken, depth));
}

function block(token: MarkedToken, depth: number): NoteNode[] {
  switch (token.type) {
    case "heading":
      return [withContent({ type: "heading", attrs: { level: token.depth } }, inline(token.tokens, []))];
    case "paragraph":
    case "text":
      return paragraph(inline("tokens" in token && token.tokens ? token.tokens : [token], []));
    case "list":
      return lists(token, depth);
    case "blockquote":
      return [{ type: "blockquote", content: atLeastOne(blocks(token.tokens, depth + 1)) }];
    case "code":
      return [codeBlock(token)];
    case "hr":
      return [{ type: "horizontal_rule" }];
    case "table":
      return [token.header, ...token.rows].flatMap(tableRow);
    case "html": {
      const lines = token.text.split(/\n/).map((line) => marked.Lexer.lexInline(line.trim(), { gfm: true }));
      const mute = tagPairs(lines.flat());
      return lines.flatMap((tokens) => paragraph(inline(tokens, [], mute)));
    }
    case "def": // "[todo]: call" looks like the address of a link and is none
      return safeHref(token.href) === null ? paragraph([textNode(token.raw.trim(), [])]) : [];
    case "space":
    case "checkbox":
      return [];
    default:
      return paragraph([textNode(token.raw, [])]);
  }
}

/** A list whose items are partly check-boxes comes apart where that changes. */
function lists(list: Tokens.List, depth: number): NoteNode[] {
  const nodes: NoteNode[] = [];
  let number = typeof list.start === "number" ? list.start : 1;
  for (const item of list.items) {
    const { checked, content } = itemOf(item, depth);
    const type = checked !== null ? "check_list" : list.ordered ? "ordered_list" : "bullet_list";
    let last = nodes.at(-1);
    if (last?.type !== type) {
      last = { type, ...(type === "ordered_list" && { attrs: { start: number } }), content: [] };
      nodes.push(last);
    }
    last.content?.push(
      checked === null
        ? { type: "list_item", content: atLeastOne(content) }
        : { type: "check_item", attrs: { checked }, content: atLeastOne(content) },
    );
    number += 1;
  }
  return nodes;
}

function itemOf(item: Tokens.ListItem, depth: number): { checked: boolean | null; content: NoteNode[] } {
  const content = blocks(item.tokens, depth + 1);
  const first = content[0]?.type === "paragraph" ? plainText([content[0]]) : null;
  const emptyBox = item.task ? null : /^\[([ xX]?)\]$/.exec(item.text.trim()); // the parser wants text after a box
  if (emptyBox) return { checked: /x/i.test(emptyBox[1] ?? ""), content: [] };
  const isBlank = first !== null && EMPTY.test(onlyText(content[0]));
  return { checked: item.task ? item.checked === true : null, content: isBlank ? content.slice(1) : content };
}

function onlyText(node: NoteNode | undefined): string {
  const [only, ...more] = node?.content ?? [];
  return only?.type === "text" && more.length === 0 ? (only.text ?? "") : "";
}

function codeBlock(token: Tokens.Code): NoteNode {
  const language = token.lang?.trim().split(/\s/)[0] ?? "";
  const node: NoteNode = { type: "code_block", ...(language !== "" && { attrs: { language } }) };
  return withContent(node, token.text === "" ? [] : [{ type: "text", text: token.text }]);
}

function tableRow(cells: readonly Tokens.TableCell[]): NoteNode[] {
  const divider: NoteNode = { type: "text", text: " | " };
  return paragraph(
    merged(cells.flatMap((cell, index) => (index > 0 ? [divider] : []).concat(inline(cell.tokens, [])))),
  );
}

function paragraph(content: NoteNode[]): NoteNode[] {
  return content.length === 0 ? [] : [{ type: "paragraph", content }];
}

function atLeastOne(content: NoteNode[]): NoteNode[] {
  return content.length > 0 ? content : [{ type: "paragraph" }];
}

function withContent(node: NoteNode, content: NoteNode[]): NoteNode {
  return content.length === 0 ? node : { ...node, content };
}

/** @param mute tags that go. */
function inline(tokens: readonly Token[], marks: readonly NoteMark[], mute = tagPairs(tokens)): NoteNode[] {
  return merged(tokens.flatMap((token) => (mute.has(token) ? [] : inlineToken(token as MarkedToken, marks))));
}

function inlineToken(token: MarkedToken, marks: readonly NoteMark[]): NoteNode[] {
  switch (token.type) {
    case "text":
      if (token.tokens) return inline(token.tokens, marks);
      return [textNode(decodeEntities(token.text.replace(/\n/g, " ")), marks)];
    case "escape":
      return [textNode(token.text, marks)];
    case "strong":
    case "em":
      return inline(token.tokens, withMark(marks, { type: token.type }));
    case "del":
      return inline(token.tokens, withMark(marks, { type: "strike" }));
    case "codespan":
      return [textNode(token.text.replace(/\n/g, " "), withMark(marks, { type: "code" }))];
    case "link":
      return inline(token.tokens, withLink(marks, token.href));
    case "image":
      return [textNode(plainText(inline(token.tokens, [])) || token.href, withLink(marks, token.href))];
    case "br":
      return [{ type: "hard_break" }];
    case "html":
      return inlineHtml(token.text, marks);
    case "checkbox":
      return [];
    default:
      return [textNode(token.raw, marks)];
  }
}

const KNOWN_TAGS = new Set(
  "a abbr b blockquote center cite code dd del details div dl dt em figcaption figure font h1 h2 h3 h4 h5 h6 i img ins kbd li mark ol p pre q s samp small span strike strong sub summary sup table tbody td tfoot th thead time tr tt u ul var".split(
    " ",
  ),
);

/**
 * The tags of HTML that only dress the words between them: a known one and its end. One that stands alone, says more
 * than its name or has nothing in it may be what somebody writes about, like `List<String>`, and stays.
 */
function tagPairs(tokens: readonly Token[]): ReadonlySet<Token> {
  const pairs = new Set<Token>();
  const open: { name: string; at: number }[] = [];
  for (const [at, token] of tokens.entries()) {
    const [, end, name = ""] = (token.type === "html" && /^<(\/?)([a-z][a-z0-9]*)\s*>$/i.exec(token.raw)) || [];
    if (!KNOWN_TAGS.has(name.toLowerCase())) continue;
    if (!end) {
      open.push({ name: name.toLowerCase(), at });
      continue;
    }
    const from = open.findLastIndex((each) => each.name === name.toLowerCase());
    const begun = open[from];
    if (begun === undefined) continue;
    open.length = from;
    const holdsWords = tokens.slice(begun.at + 1, at).some(({ type, raw }) => type !== "html" && raw.trim() !== "");
    if (holdsWords) pairs.add(tokens[begun.at] as Token).add(token);
  }
  return pairs;
}

function inlineHtml(html: string, marks: readonly NoteMark[]): NoteNode[] {
  if (/^<br\s*\/?>$/i.test(html)) return [{ type: "hard_break" }];
  return /^<!--\s*-->$/.test(html) ? [] : [textNode(html, marks)]; // an empty one only keeps two signs apart
}

function withLink(marks: readonly NoteMark[], address: string): NoteMark[] {
  const href = safeHref(decodeEntities(address));
  return href === null ? [...marks] : withMark(marks, { type: "link", attrs: { href } });
}

function withMark(marks: readonly NoteMark[], mark: NoteMark): NoteMark[] {
  const all = marks.some((each) => each.type === mark.type) ? marks : [...marks, mark];
  return NOTE_MARK_TYPES.flatMap((type) => all.filter((each) => each.type === type));
}

function textNode(text: string, marks: readonly NoteMark[]): NoteNode {
  return { type: "text", text, ...(marks.length > 0 && { marks: [...marks] }) };
}

/** Texts beside each other with the same marks are one. */
function merged(nodes: readonly NoteNode[]): NoteNode[] {
  const result: NoteNode[] = [];
  for (const node of nodes) {
    const last = result.at(-1);
    if (node.type === "text" && node.text === "") continue;
    if (last?.type === "text" && node.type === "text" && sameMarks(last, node)) {
      result[result.length - 1] = { ...last, text: `${last.text}${node.text}` };
    } else result.push(node);
  }
  return result;
}

function sameMarks(left: NoteNode, right: NoteNode): boolean {
  return JSON.stringify(left.marks ?? []) === JSON.stringify(right.marks ?? []);
}
