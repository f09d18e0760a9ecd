import type { SourceDocument } from "./source-document.ts";
import { SourceFault } from "./source-fault.ts";

export const MOST_ROWS = 20_000; // without the headers
const MAX_COLUMNS = 200;
const SEPARATORS = [",", ";", "\t"] as const;
const SEPARATOR_LINE = /^"?sep=[,;\t]"?\r?\n/i; // which Excel writes before the headers, for itself

/** A table as spreadsheets and services save it (RFC 4180), with commas, semicolons or tabs, the headers first. */
export function readCsvRows(text: string): SourceDocument {
  const { records, count } = recordsOf(text.replace(/^\ufeff/, "").replace(SEPARATOR_LINE, ""));
  if (count - 1 > MOST_ROWS) throw new SourceFault("too_many_rows", count - 1);
  const [header, ...rows] = records;
  if (!header || rows.length === 0) throw new SourceFault("empty");
  return { type: "table", header: header.map((cell) => cell.trim()), rows };
}

/** Whether a text reads as a table though its name does not say so: its first two lines have as many columns. */
export function looksLikeTable(text: string): boolean {
  const [first = "", second = ""] = text.split(/\r?\n/, 2);
  const separator = separatorOf(first);
  const columnsOf = (line: string) => line.replace(/"(?:[^"]|"")*"/g, "").split(separator).length;
  return columnsOf(first) > 2 && columnsOf(first) === columnsOf(second);
}

/** No more than can be used, and the number of all. */
function recordsOf(text: string): { records: string[][]; count: number } {
  const separator = separatorOf(/^[^\r\n]*/.exec(text)?.[0] ?? "");
  const records: string[][] = [];
  let count = 0;
  let cells: string[] = [];
  const endCell = (cell: string) => {
    if (cells.length >= MAX_COLUMNS) throw new SourceFault("too_much");
    cells.push(cell);
  };
  const endRecord = () => {
    if (cells.some((cell) => cell.trim() !== "")) {
      count += 1;
      if (count <= MOST_ROWS + 1) records.push(cells);
    }
    cells = [];
  };
  for (let at = 0; at < text.length; ) {
    let cell: string;
    [cell, at] = text[at] === '"' ? quotedCell(text, at, separator) : plainCell(text, at, separator);
    endCell(cell);
    if (text[at] === separator) {
      at += 1;
      if (at === text.length) endCell("");
      continue;
    }
    if (text.startsWith("\r\n", at)) at += 2;
    else at += 1;
    endRecord();
  }
  if (cells.length > 0) endRecord();
  return { records, count };
}

function plainCell(text: string, from: number, separator: string): [string, number] {
  let at = from;
  while (at < text.length && text[at] !== separator && text[at] !== "\n" && text[at] !== "\r") at += 1;
  return [text.slice(from, at), at];
}

/** Up to its closing quote, with what stands between that and the next separator, as spreadsheets read it. */
function quotedCell(text: string, from: number, separator: string): [string, number] {
  const parts: string[] = [];
  let at = from + 1;
  for (;;) {
    const quote = text.indexOf('"', at);
    if (quote === -1) throw new SourceFault("damaged");
    parts.push(text.slice(at, quote));
    if (text[quote + 1] !== '"') {
      const [rest, end] = plainCell(text, quote + 1, separator);
      return [parts.join('"') + rest, end];
    }
    at = quote + 2;
  }
}

/** The one of which the first line has most; what stands in quotes does not count. */
function separatorOf(line: string): string {
  const bare = line.replace(/"(?:[^"]|"")*"/g, "");
  const counts = SEPARATORS.map((separator) => bare.split(separator).length);
  return SEPARATORS[counts.indexOf(Math.max(...counts))] ?? ",";
}
