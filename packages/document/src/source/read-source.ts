import { parseBlocks } from "../notes/parse-markdown.ts";
import { decodeText } from "./decode-text.ts";
import { looksLikeTable, readCsvRows } from "./read-csv-rows.ts";
import { readDocx } from "./read-docx.ts";
import { readHtml } from "./read-html.ts";
import { readMarkdownFolder } from "./read-notion.ts";
import { isZip, readZip, type ZipEntry } from "./read-zip.ts";
import { NOTHING_LEFT_OUT, type SourceDocument } from "./source-document.ts";
import { SourceFault } from "./source-fault.ts";

const MAX_TEXT = 20_000_000; // characters of a text that is no archive
const OLD_OFFICE = [0xd0, 0xcf, 0x11, 0xe0]; // before 2007, and any that a password protects

/**
 * Reads a file by what it holds rather than by its name: Word's .docx, what Google Docs saves as a web page, a zip of
 * Notion, Markdown, a table, our own JSON, or an export of everything.
 *
 * @param page which page of an export of everything; null: the only one, or none yet.
 * @throws {SourceFault}
 */
export function readSource(name: string, bytes: Uint8Array, page: string | null = null): SourceDocument {
  if (bytes.length === 0) throw new SourceFault("empty");
  if (/\.(?:docm|dotm)$/i.test(name)) throw new SourceFault("macros");
  if (OLD_OFFICE.every((byte, index) => bytes[index] === byte)) throw new SourceFault("old_word");
  if (isZip(bytes)) return readArchive(readZip(bytes), 0, page);
  return readText(name, textOf(bytes));
}

/** As `export-everything` writes it; whoever packed it anew may have put a folder around it. */
const PAGE_OF_EVERYTHING = /^(?:[^/]+\/)?pages\/([^/]+)\/page\.json$/;

function readEverything(entries: readonly ZipEntry[], page: string | null): SourceDocument | null {
  const pages = entries.flatMap((entry) => {
    const name = PAGE_OF_EVERYTHING.exec(entry.name)?.[1];
    return name === undefined ? [] : [{ name, entry }];
  });
  const wanted = pages.length === 1 ? pages[0] : pages.find(({ name }) => name === page);
  if (wanted) return { type: "page", text: textOf(wanted.entry.read()) };
  return pages.length === 0 ? null : { type: "pages", names: pages.map(({ name }) => name) };
}

function readArchive(entries: readonly ZipEntry[], depth: number, page: string | null): SourceDocument {
  const named = (pattern: RegExp) => {
    return entries.filter((each) => pattern.test(each.name) && !/(?:^|\/)(?:__MACOSX\/|\.)/.test(each.name));
  };
  if (entries.some((each) => each.name === "word/document.xml")) return readDocx(entries);
  const everything = readEverything(entries, page);
  if (everything) return everything;
  const pages = named(/\.(?:md|markdown)$/i);
  if (pages.length > 0) return readMarkdownFolder(pages);
  const [html] = named(/\.html?$/i);
  if (html) return readHtml(textOf(html.read()));
  const [table] = named(/\.csv$/i);
  if (table) return readCsvRows(textOf(table.read()));
  // Notion packs what is large once more, in parts.
  const inner = named(/\.zip$/i);
  if (inner.length === 0 || depth > 0) throw new SourceFault("unknown_kind");
  const room = { left: 64_000_000 };
  return readArchive(
    inner.flatMap((each) => readZip(each.read(), room)),
    depth + 1,
    page,
  );
}

function textOf(bytes: Uint8Array): string {
  if (bytes.length > MAX_TEXT) throw new SourceFault("too_long");
  const text = decodeText(bytes);
  if (text === null) throw new SourceFault("not_text");
  if (text.trim() === "") throw new SourceFault("empty");
  return text.replace(/^\ufeff/, "");
}

function readText(name: string, text: string): SourceDocument {
  if (/\.json$/i.test(name) || text.trimStart().startsWith("{")) return { type: "page", text };
  if (/\.html?$/i.test(name) || /^\s*<(?:!doctype html|html)[\s>]/i.test(text)) return readHtml(text);
  if (/\.(?:csv|tsv)$/i.test(name)) return readCsvRows(text);
  const isMarkdown = /\.(?:md|markdown)$/i.test(name);
  if (!isMarkdown && looksLikeTable(text) && !text.startsWith("#")) return readCsvRows(text);
  return { type: "text", blocks: parseBlocks(text), leftOut: { ...NOTHING_LEFT_OUT } };
}
