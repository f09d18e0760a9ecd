import { NOTE_MARK_TYPES, type NoteMark, type NoteNode } from "@candor/core/notes/note-node.ts";

const DELIMITERS = { strong: "**", em: "_", strike: "~~" } as const;
const APART = "<!---->"; // an empty comment: keeps two delimiters, or a delimiter and a letter, from being read as one

type Run = { text: string; marks: readonly NoteMark[]; type: "text" | "break" };

/** @param lineBreak how a break within the block is written. */
export function writeInline(nodes: readonly NoteNode[], lineBreak: string): string {
  let out = "";
  let open: NoteMark[] = [];
  let atLineStart = true;
  const runs = runsOf(nodes);
  for (const [index, run] of runs.entries()) {
    const kept = open.findIndex((mark, at) => !sameMark(mark, run.marks[at]));
    const closing = kept < 0 ? [] : open.slice(kept).reverse();
    const opening = run.marks.slice(open.length - closing.length);
    const closed = closing.map(closeOf).join("");
    const opened = opening.map(openOf).join("");
    const text =
      run.type === "break"
        ? lineBreak
        : hasCode(run)
          ? writeCode(run.text)
          : escapeText(run.text, atLineStart, lineBreak);
    const written = hasCode(run) ? text : spaceAtEnds(text, index === 0, index === runs.length - 1);
    out += closed;
    if (needsApart(out, closed, opened, opened + written)) out += APART;
    out += opened + written;
    atLineStart = run.type === "break" ? lineBreak.endsWith("\n") : false;
    open = [...run.marks];
  }
  return out + open.slice().reverse().map(closeOf).join("");
}

/** Text and breaks with their marks in the order of nesting; white space at the edge of a mark stands outside of it. */
function runsOf(nodes: readonly NoteNode[]): Run[] {
  const runs: Run[] = [];
  for (const node of nodes) {
    if (node.type === "hard_break") runs.push({ type: "break", text: "", marks: [] });
    else if (node.type === "mention") runs.push({ type: "text", text: `@${node.attrs?.name ?? ""}`, marks: [] });
    else if (node.type === "text" && node.text) {
      const marks = NOTE_MARK_TYPES.flatMap((type) => node.marks?.find((mark) => mark.type === type) ?? []);
      const [, before = "", inner = "", after = ""] = /^(\s*)([\s\S]*?)(\s*)$/.exec(node.text) ?? [];
      const pieces = marks.some((mark) => mark.type === "code") ? [node.text] : [before, inner, after];
      for (const text of pieces) if (text !== "") runs.push({ type: "text", text, marks });
    }
  }
  return runs.map((run, index) => (isSpace(run) ? { ...run, marks: sharedMarks(runs, index) } : run));
}

function isSpace(run: Run): boolean {
  return run.type === "text" && run.text.trim() === "" && !hasCode(run);
}

/** Those marks of a space that go on both before and after it. */
function sharedMarks(runs: readonly Run[], index: number): NoteMark[] {
  const before = runs.slice(0, index).findLast((run) => !isSpace(run));
  const after = runs.slice(index + 1).find((run) => !isSpace(run));
  const has = (run: Run | undefined, mark: NoteMark) => run?.marks.some((each) => sameMark(each, mark)) ?? false;
  return (runs[index]?.marks ?? []).filter((mark) => has(before, mark) && has(after, mark));
}

function hasCode(run: Run): boolean {
  return run.marks.some((mark) => mark.type === "code");
}

function sameMark(left: NoteMark, right: NoteMark | undefined): boolean {
  return left.type === right?.type && left.attrs?.href === right.attrs?.href;
}

function openOf(mark: NoteMark): string {
  if (mark.type === "link") return "[";
  return mark.type === "code" ? "" : DELIMITERS[mark.type];
}

function closeOf(mark: NoteMark): string {
  if (mark.type === "link") return `](${writeAddress(mark.attrs?.href ?? "")})`;
  return mark.type === "code" ? "" : DELIMITERS[mark.type];
}

function writeAddress(href: string): string {
  const safe = href.replace(/[\s<>\\]/g, (character) => encodeURIComponent(character));
  return /[()]/.test(safe) ? `<${safe}>` : safe;
}

// A delimiter opens only where no letter stands before and punctuation behind it, and closes the other way round
// (CommonMark 6.2); next to another delimiter it would be read as part of it.
function needsApart(out: string, closed: string, opened: string, next: string): boolean {
  if (opened.startsWith("[") && out.endsWith("!")) return true; // would be an image
  if (/[*~_]$/.test(closed)) {
    const inside = last(out.replace(/(\*\*|~~|_)$/, ""));
    if (/^[*~_]/.test(opened)) return true;
    return isLetter(first(next)) && (closed.endsWith("_") || isPunctuation(inside)); // "_" never ends within a word
  }
  if (!/^[*~_]/.test(opened)) return false;
  const inside = first(next.replace(/^(\*\*|~~|_)/, ""));
  return /[*~_]$/.test(out) || (isLetter(last(out)) && (opened.startsWith("_") || isPunctuation(inside)));
}

// By code points: half of an emoji is neither letter nor punctuation.
function first(text: string): string {
  return /^./su.exec(text)?.[0] ?? " ";
}

function last(text: string): string {
  return /.$/su.exec(text)?.[0] ?? " ";
}

// Parsers differ on emoji, so these count as both.
function isLetter(character: string): boolean {
  return character.length > 1 || !/[\s\p{P}\p{S}]/u.test(character);
}

function isPunctuation(character: string): boolean {
  return /[\p{P}\p{S}]/u.test(character);
}

function writeCode(text: string): string {
  const line = text.replace(/\n/g, " ");
  const longest = Math.max(0, ...Array.from(line.matchAll(/`+/g), (run) => run[0].length));
  const fence = "`".repeat(longest + 1);
  const pad = /^`|`$|^ .*[^ ].* $/.test(line) ? " " : "";
  return fence + pad + line + pad + fence;
}

function escapeText(text: string, atLineStart: boolean, lineBreak: string): string {
  const escaped = text
    .replace(/[\\`*[\]<~|]/g, "\\$&")
    .replace(/&(?=#?\w+;)/g, "\\&")
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, "\\_");
  return escaped
    .split("\n")
    .map((line, index) => (index > 0 || atLineStart ? escapeLineStart(line) : line))
    .join(lineBreak);
}

/** What would make a heading, a quote, a list or a rule of the line. */
function escapeLineStart(line: string): string {
  return line.replace(/^(\s*)([#>+=-])/, "$1\\$2").replace(/^(\s*\d+)([.)])/, "$1\\$2");
}

/** Spaces at either end of a block would be trimmed. */
function spaceAtEnds(text: string, first: boolean, last: boolean): string {
  let spaced = text;
  if (first) spaced = spaced.replace(/^[ \t]/, (space) => (space === "\t" ? "&#9;" : "&#32;"));
  if (last) spaced = spaced.replace(/[ \t]$/, (space) => (space === "\t" ? "&#9;" : "&#32;"));
  return spaced;
}
