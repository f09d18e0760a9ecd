import { type NoteNode, plainText } from "@candor/core/notes/note-node.ts";
import { strFromU8 } from "fflate";
import { parseBlocks } from "../notes/parse-markdown.ts";
import { looksLikeDate } from "../transfer/find-date.ts";
import type { ZipEntry } from "./read-zip.ts";
import { NOTHING_LEFT_OUT, type SourceDocument } from "./source-document.ts";

/** Properties of a page that say when it was; other programs' folders of Markdown name them alike. */
const DATE_PROPERTY = /^(?:date|when|day|meeting date|held|event time|created|created time|datum)$/i;

/**
 * Pages of Markdown in a folder, as Notion exports them: a page that has a date, in its title or among its properties, is
 * a meeting; one that has dates as headings is a document of many; one without is kept for the Hopper.
 */
export function readMarkdownFolder(entries: readonly ZipEntry[]): SourceDocument {
  const pages = entries.toSorted((left, right) => (left.name < right.name ? -1 : 1));
  const parts = pages.map(({ name, read }) => readPage(name, strFromU8(read())));
  const undated = parts.filter(({ dated }) => !dated).flatMap(({ blocks }) => blocks);
  const hopper: NoteNode[] = undated.length > 0 ? [headingOf(1, "Hopper"), ...undated] : [];
  const dated = parts.filter((part) => part.dated).flatMap(({ blocks }) => blocks);
  return { type: "text", blocks: [...dated, ...hopper], leftOut: { ...NOTHING_LEFT_OUT } };
}

function readPage(path: string, text: string): { dated: boolean; blocks: NoteNode[] } {
  const { title, date, body } = withProperties(path, text.replace(/^\ufeff/, ""));
  const blocks = parseBlocks(body);
  if (looksLikeDate(title)) return { dated: true, blocks: [headingOf(1, title), ...deeper(blocks, 1)] };
  if (date !== null) return { dated: true, blocks: [headingOf(1, `${date} · ${title}`), ...deeper(blocks, 1)] };
  const levels = blocks.flatMap((block) => (isDateHeading(block) ? [Number(block.attrs?.level)] : []));
  if (levels.length > 0) return { dated: true, blocks: deeper(blocks, 1 - Math.min(...levels)) };
  return { dated: false, blocks: [headingOf(2, title), ...deeper(blocks, 2)] };
}

/** `# Title`, then lines such as `Date: November 10, 2026`, as far as there are any. */
function withProperties(path: string, text: string): { title: string; date: string | null; body: string } {
  const lines = text.split(/\r?\n/);
  const first = lines.findIndex((line) => line.trim() !== "");
  const heading = /^#\s+(.+)$/.exec(lines[first] ?? "")?.[1];
  // Notion puts an id of its own behind the name of the file.
  const named = (path.split("/").at(-1) ?? path).replace(/\.\w+$/, "").replace(/ [\da-f]{32}$/, "");
  const rest = heading === undefined ? lines : lines.slice(first + 1);
  const start = rest.findIndex((line) => line.trim() !== "");
  let date: string | null = null;
  let end = Math.max(0, start);
  for (; end < rest.length; end += 1) {
    const [, key = "", value = ""] = /^(\w[\w /-]{0,40}): (.+)$/.exec(rest[end] ?? "") ?? [];
    if (key === "") break;
    if (DATE_PROPERTY.test(key) && looksLikeDate(value)) date ??= value.replace(/\s*→.*$/, "");
  }
  const body = date === null ? rest : rest.slice(end);
  return { title: heading ?? named, date, body: body.join("\n") };
}

function isDateHeading(block: NoteNode): boolean {
  return block.type === "heading" && looksLikeDate(plainText([block]));
}

function headingOf(level: number, text: string): NoteNode {
  return { type: "heading", attrs: { level }, content: [{ type: "text", text }] };
}

function deeper(blocks: readonly NoteNode[], by: number): NoteNode[] {
  return blocks.map((block) =>
    block.type === "heading"
      ? { ...block, attrs: { level: Math.min(6, Math.max(1, Number(block.attrs?.level) + by)) } }
      : block,
  );
}
