const MAX_ROWS = 10_000;
const SEPARATORS = [",", ";", "\t"] as const;

export type ReadCsvResult =
  | { type: "records"; records: { line: number; cells: string[] }[] }
  | { type: "unreadable"; line: number }
  | { type: "too_many_rows"; most: number };

/**
 * Reads a file of people as spreadsheets save it: with or without a byte-order mark, with commas, semicolons or tabs,
 * with any ending of lines, and with line breaks in quotes.
 */
export async function readCsv(text: string): Promise<ReadCsvResult> {
  const { CsvError, parse } = await import("csv-parse/sync");
  try {
    const parsed = parse(text, {
      bom: true,
      delimiter: separatorOf(text),
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      info: true,
      to: MAX_ROWS + 2, // one for the headers, one to know that there are more
    }) as unknown as { record: string[]; info: { lines: number } }[];
    if (parsed.length > MAX_ROWS + 1) return { type: "too_many_rows", most: MAX_ROWS };
    const records = parsed.map(({ record, info }) => ({ line: info.lines - breaksIn(record), cells: record }));
    return { type: "records", records };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return { type: "unreadable", line: Number(error.lines) || 1 };
  }
}

/** The one of which the first line has most; what stands in quotes does not count. */
function separatorOf(text: string): string {
  const line = /^(?:"(?:[^"]|"")*"|[^"\r\n])*/.exec(text)?.[0].replace(/"(?:[^"]|"")*"/g, "") ?? "";
  const counts = SEPARATORS.map((separator) => line.split(separator).length);
  return SEPARATORS[counts.indexOf(Math.max(...counts))] ?? ",";
}

// The parser tells the line on which a record ends.
function breaksIn(record: readonly string[]): number {
  return record.reduce((breaks, cell) => breaks + (cell.match(/\r\n|\n|\r/g)?.length ?? 0), 0);
}
