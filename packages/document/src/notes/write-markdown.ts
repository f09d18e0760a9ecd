import type { NoteNode } from "@candor/core/notes/note-node.ts";
import { writeInline } from "./write-markdown-inline.ts";

/**
 * Markdown that `parseMarkdown` reads back as the same rich text; mentions become their names. Ends without a newline.
 *
 * @param below the level of the heading under which it will stand; 0: a document of its own.
 */
export function writeMarkdown(nodes: readonly NoteNode[], below = 0): string {
  return writeBlocks(below === 0 ? nodes : nodes.map((node) => lowered(node, below))).join("\n");
}

function lowered(node: NoteNode, below: number): NoteNode {
  if (node.type === "heading")
    return { ...node, attrs: { level: Math.min(6, Number(node.attrs?.level ?? 1) + below) } };
  return node.content ? { ...node, content: node.content.map((child) => lowered(child, below)) } : node;
}

/** @returns lines, without a blank one at either end. */
function writeBlocks(nodes: readonly NoteNode[], tight = false): string[] {
  const lines: string[] = [];
  let last: NoteNode | null = null;
  for (const node of looseTextInParagraphs(nodes)) {
    const written = writeBlock(node);
    if (written.length === 0) continue;
    if (last) {
      if (wouldRunTogether(last, node)) lines.push("", "<!-- -->", "");
      else if (!(tight && last.type === "paragraph" && followsClosely(node))) lines.push("");
    }
    lines.push(...written);
    last = node;
  }
  return lines;
}

function writeBlock(node: NoteNode): string[] {
  const content = node.content ?? [];
  switch (node.type) {
    case "paragraph": {
      const text = writeInline(content, "\\\n");
      return text === "" ? [] : text.split("\n");
    }
    case "heading":
      return [`${"#".repeat(Number(node.attrs?.level ?? 1))} ${writeHeading(content)}`.trimEnd()];
    case "bullet_list":
      return content.flatMap((item) => writeItem(item, "- "));
    case "ordered_list": {
      const start = Number(node.attrs?.start ?? 1);
      return content.flatMap((item, index) => writeItem(item, `${start + index}. `));
    }
    case "check_list":
      return content.flatMap((item) => writeItem(item, item.attrs?.checked === true ? "- [x] " : "- [ ] "));
    case "blockquote": {
      const lines = writeBlocks(content);
      return (lines.length > 0 ? lines : [""]).map((line) => `> ${line}`.trimEnd());
    }
    case "code_block":
      return writeCode(content.map((each) => each.text ?? "").join(""), node.attrs?.language);
    case "table":
      return writeTable(content);
    case "image":
      return [`![${String(node.attrs?.alt ?? "").replace(/[[\]\n]/g, " ")}](${String(node.attrs?.src ?? "")})`];
    case "horizontal_rule":
      return ["***"]; // dashes after a list's dash would make both one rule
    default:
      return writeBlocks(content); // an item outside of its list, after two people's edits met
  }
}

function writeTable(rows: readonly NoteNode[]): string[] {
  const lines = rows.map((row) =>
    (row.content ?? []).map((cell) => withoutBars(writeInline(cell.content ?? [], "<br>"))),
  );
  const width = Math.max(1, ...lines.map(({ length }) => length));
  const write = (cells: readonly string[]) =>
    `| ${Array.from({ length: width }, (_, index) => cells[index] ?? "").join(" | ")} |`;
  const [head = [], ...rest] = lines;
  return [write(head), `|${" --- |".repeat(width)}`, ...rest.map(write)];
}

/** A bar would part a cell. One that is escaped already stays: two backslashes before it would be one that is meant. */
function withoutBars(cell: string): string {
  return cell.replace(/(\\*)\|/g, (found, { length }: string) =>
    length % 2 === 0 ? `${found.slice(0, -1)}\\|` : found,
  );
}

function writeHeading(content: readonly NoteNode[]): string {
  return writeInline(content, "<br>").replace(/(?<![\\#])#+$/, (signs) => `\\${signs}`);
}

function writeItem(item: NoteNode, marker: string): string[] {
  const content = looseTextInParagraphs(item.content ?? []);
  const isCheck = marker.includes("[");
  const lines = writeBlocks(content, true);
  const beginsWithText = content[0]?.type === "paragraph" && (content[0].content?.length ?? 0) > 0;
  if (isCheck && !beginsWithText) lines.unshift("&nbsp;", ...(lines.length > 0 ? [""] : []));
  const indent = " ".repeat(isCheck ? 2 : marker.length);
  return lines.length === 0
    ? [marker.trimEnd()]
    : lines.map((line, index) => (index === 0 ? marker + line : line === "" ? "" : indent + line));
}

function writeCode(text: string, language: unknown): string[] {
  const longest = Math.max(2, ...Array.from(text.matchAll(/`+/g), (run) => run[0].length));
  const fence = "`".repeat(longest + 1);
  return [`${fence}${typeof language === "string" ? language : ""}`, ...(text === "" ? [] : text.split("\n")), fence];
}

function isList(node: NoteNode): boolean {
  return node.type === "bullet_list" || node.type === "ordered_list" || node.type === "check_list";
}

/** A number other than 1 right after a line of text would be part of that text. */
function followsClosely(node: NoteNode): boolean {
  return isList(node) && (node.type !== "ordered_list" || node.attrs?.start === 1);
}

function wouldRunTogether(last: NoteNode, node: NoteNode): boolean {
  if (!isList(last) || !isList(node)) return false;
  return (last.type === "ordered_list") === (node.type === "ordered_list");
}

const INLINE = new Set(["text", "hard_break", "mention"]);

function looseTextInParagraphs(nodes: readonly NoteNode[]): NoteNode[] {
  const blocks: NoteNode[] = [];
  let loose: NoteNode[] | null = null;
  for (const node of nodes) {
    if (!INLINE.has(node.type)) {
      blocks.push(node);
      loose = null;
    } else if (loose) loose.push(node);
    else {
      loose = [node];
      blocks.push({ type: "paragraph", content: loose });
    }
  }
  return blocks;
}
