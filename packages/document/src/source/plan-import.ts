import type { NoteNode } from "@candor/core/notes/note-node.ts";
import type { Page } from "@candor/core/page/page.ts";
import type { MemberId } from "@candor/core/person/member.ts";
import * as Y from "yjs";
import type { Editor } from "../edit.ts";
import { changesBetween, type PageChange } from "../page/changes-between.ts";
import { fingerprintPage } from "../page/fingerprint-page.ts";
import type { PageContents } from "../page/read-contents.ts";
import { readPage } from "../page/read-page.ts";
import { type DateOrder, type DateReading, dateOrderOf } from "../transfer/find-date.ts";
import type { Imported } from "../transfer/import-contents.ts";
import { importJson } from "../transfer/import-json.ts";
import { importMarkdown } from "../transfer/import-markdown.ts";
import type { PageFile } from "../transfer/page-file.ts";
import { type ImportPreview, previewBlocks } from "../transfer/preview-markdown.ts";
import { dateHeadings, promoteDates } from "../transfer/promote-dates.ts";
import { readPageFile } from "../transfer/read-page-file.ts";
import { guessMapping, previewTable, type TableMapping } from "./map-table.ts";
import { type NamedPerson, peopleInBlocks, peopleInTable } from "./people-in.ts";
import type { MisunderstoodReason } from "./say-fault.ts";
import type { SourceDocument } from "./source-document.ts";

export type PageNames = Readonly<Record<MemberId, string>>;

/** A file that was understood, before anybody has said what it means. */
export type ReadSource = { fileName: string } & (
  | { kind: "text"; blocks: readonly NoteNode[]; leftOut: { images: number; comments: number } }
  | { kind: "table"; header: readonly string[]; rows: readonly (readonly string[])[] }
  | { kind: "page"; file: PageFile; skipped: number }
);

export function understand(
  fileName: string,
  source: Exclude<SourceDocument, { type: "pages" }>,
): { type: "understood"; source: ReadSource } | { type: "failed"; why: MisunderstoodReason } {
  if (source.type === "text") {
    if (source.blocks.length === 0) return { type: "failed", why: "nothing" };
    const blocks = promoteDates(source.blocks);
    return { type: "understood", source: { fileName, kind: "text", blocks, leftOut: source.leftOut } };
  }
  if (source.type === "table") {
    return { type: "understood", source: { fileName, kind: "table", header: source.header, rows: source.rows } };
  }
  const read = readPageFile(source.text);
  if (read.type !== "page") return { type: "failed", why: read.type };
  return { type: "understood", source: { fileName, kind: "page", file: read.file, skipped: read.skipped } };
}

/** What somebody says a file means. */
export type Mapping = {
  /** how 3/4/2026 is meant; null: not said yet */
  order: DateReading["order"] | null;
  /** whose each name is; null: nobody's here, so that it stays part of the words */
  people: Readonly<Record<string, MemberId | null>>;
  /** headings that look like dates and are none */
  notDates: ReadonlySet<string>;
  columns: TableMapping;
  /** who of an exported page sits where on this one */
  seats: Readonly<Record<MemberId, MemberId>>;
};

/** What has to be asked about a file, and the likeliest answers. */
export type Questions = {
  order: DateOrder;
  /** headings that are dates, in the order of the file */
  dates: readonly string[];
  people: readonly NamedPerson[];
};

export function questionsOf(source: ReadSource, names: PageNames, columns: TableMapping): Questions {
  if (source.kind === "page") return { order: "none", dates: [], people: [] };
  if (source.kind === "table") {
    const cells = [columns.date, columns.due].flatMap((column) =>
      column === undefined ? [] : source.rows.map((row) => row[column] ?? ""),
    );
    return { order: dateOrderOf(cells), dates: [], people: peopleInTable(source.rows, columns, names) };
  }
  const dates = dateHeadings(source.blocks);
  return { order: dateOrderOf(dates), dates, people: peopleInBlocks(source.blocks, names) };
}

export function firstMapping(source: ReadSource, names: PageNames): Mapping {
  const columns = source.kind === "table" ? guessMapping(source.header) : {};
  const { people, order } = questionsOf(source, names, columns);
  return {
    order: order === "day_month" || order === "month_day" ? order : order === "none" ? "day_month" : null,
    people: Object.fromEntries(people.map(({ name, guess }) => [name, guess])),
    notDates: new Set(),
    columns,
    seats: source.kind === "page" ? seatsBy(source.file, names) : { a: "a", b: "b" },
  };
}

/** By their names; where those say nothing, as in the file. */
function seatsBy({ members }: PageFile, names: PageNames): Mapping["seats"] {
  const nameOf = (id: MemberId) => members.find((member) => member.id === id)?.name ?? "";
  const is = (id: MemberId, here: MemberId) => nameOf(id) !== "" && nameOf(id) === names[here];
  const isSwapped = !is("a", "a") && !is("b", "b") && (is("a", "b") || is("b", "a"));
  return isSwapped ? { a: "b", b: "a" } : { a: "a", b: "b" };
}

/** Puts what a file means on a page. */
export type PlannedImport = (doc: Y.Doc, editor: Editor, options: { replaceWelcome: boolean }) => Imported;

export type ImportContext = {
  names: PageNames;
  today: Temporal.PlainDate;
  sealed: readonly PageContents[];
  /** where whoever brings it in is; left out where that is known elsewhere */
  timeZone?: string;
};

export const MOST_THINGS = 20_000; // no page has room for as many, and to try them takes minutes or all memory that a tab has

/** `things`: meetings, topics and actions, of which there are more than `MOST_THINGS` */
export type TooMuch = { type: "too_much"; things: number };

/** @returns null while something has to be said first. */
export function planImport(
  source: ReadSource,
  mapping: Mapping,
  context: ImportContext,
): PlannedImport | TooMuch | null {
  const { sealed, today, timeZone } = context;
  const name = source.fileName;
  if (source.kind === "page") {
    const { file } = source;
    const things = file.meetings.length + file.topics.length + file.actions.length;
    if (things > MOST_THINGS) return { type: "too_much", things };
    return (doc, editor, { replaceWelcome }) =>
      importJson(doc, file, { replaceWelcome, sealed, seats: mapping.seats, mark: { editor, name } });
  }
  const preview = previewOf(source, mapping, context);
  if (preview === null) return null;
  const things = thingsIn(preview);
  if (things > MOST_THINGS) return { type: "too_much", things };
  return (doc, editor) => importMarkdown(doc, editor, preview, { today: today.toString(), name, timeZone, sealed });
}

function thingsIn({ meetings, hopper, actions }: ImportPreview): number {
  const held = meetings.map((meeting) => 1 + meeting.topics.length + meeting.actions.length);
  return held.reduce((sum, count) => sum + count, hopper.length + actions.length);
}

/** @returns null while it has to be said first how dates are meant. */
export function previewOf(
  source: Exclude<ReadSource, { kind: "page" }>,
  { order, people, notDates, columns }: Mapping,
  { names, today }: ImportContext,
): ImportPreview | null {
  if (order === null) return null;
  const seats = new Map(
    Object.entries(people).flatMap(([name, seat]): [string, MemberId][] =>
      seat === null ? [] : [[name.toLowerCase(), seat]],
    ),
  );
  if (source.kind === "table") return previewTable(source.rows, { order, today, mapping: columns, people: seats });
  const members = (["a", "b"] as const).map((id) => ({ id, name: names[id] }));
  return previewBlocks(source.blocks, { order, today, members, people: seats, notDates });
}

export type ImportOutlook = {
  imported: Imported;
  changes: readonly PageChange[];
  /** as it would be then */
  page: Page;
  /** whether one page holds as much */
  fits: boolean;
};

const SPARE = 0.9; // of what a page may hold: the two want to write on

/**
 * What an import would change, found by trying it on a copy.
 *
 * @param options.mostBytes that a page may hold.
 */
export function previewImport(
  doc: Y.Doc,
  editor: Editor,
  planned: PlannedImport,
  options: { replaceWelcome: boolean; mostBytes: number },
): ImportOutlook {
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
  const before = fingerprintPage(copy);
  const imported = planned(copy, editor, options);
  const changes = changesBetween(before, copy);
  const page = readPage(copy);
  const fits = Y.encodeStateAsUpdate(copy).length <= options.mostBytes * SPARE;
  copy.destroy();
  return { imported, changes, page, fits };
}
