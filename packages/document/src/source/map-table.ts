import type { NoteNode } from "@candor/core/notes/note-node.ts";
import type { MemberId } from "@candor/core/person/member.ts";
import { parseMarkdown } from "../notes/parse-markdown.ts";
import { type DateReading, findDate } from "../transfer/find-date.ts";
import type { ImportedMeeting, ImportPreview } from "../transfer/preview-markdown.ts";

/** What a column of a table may say. */
export const TABLE_FIELDS = ["date", "text", "notes", "author", "owner", "due", "done", "kind"] as const;
export type TableField = (typeof TABLE_FIELDS)[number];

/** Which column says what, by its index. */
export type TableMapping = Readonly<Partial<Record<TableField, number>>>;

/**
 * What columns are called in the tables that Fellow, Lattice, 15Five and people's own spreadsheets hold, folded: lower
 * case, letters and digits only; the likeliest first.
 */
const NAMES: Readonly<Record<TableField, readonly string[]>> = {
  date: [
    ...["meetingdate", "date", "11date", "1on1date", "oneononedate", "meetingstart", "starttime", "eventdate"],
    ...[
      "heldon",
      "scheduledfor",
      "scheduleddate",
      "day",
      "reportdate",
      "createdat",
      "createddate",
      "created",
      "createdon",
      "weekending",
      "weekof",
      "week",
      "submittedon",
      "submitted",
    ],
  ],
  text: [
    ...["talkingpoint", "talkingpoints", "topic", "topics", "agendaitem", "agenda", "actionitem", "actionitems"],
    ...["title", "item", "text", "content", "name", "description", "question", "subject", "task", "todo"],
  ],
  notes: ["notes", "note", "sharednotes", "comments", "comment", "answer", "response", "details", "body", "discussion"],
  author: [
    "createdby",
    "addedby",
    "author",
    "raisedby",
    "from",
    "presenter",
    "user",
    "person",
    "writtenby",
    "creator",
    "respondent",
    "submittedby",
  ],
  owner: ["assignee", "assignees", "assignedto", "owner", "owners", "responsible", "actionowner"],
  due: ["duedate", "due", "dueon", "deadline", "dueby"],
  done: ["completed", "iscompleted", "complete", "done", "status", "state", "checked", "discussed", "completedat"],
  kind: ["type", "itemtype", "kind", "category", "section"],
};

export function guessMapping(header: readonly string[]): TableMapping {
  const folded = header.map((cell) => cell.toLowerCase().replace(/[^\p{L}\p{N}]/gu, ""));
  const taken = new Set<number>();
  const mapping: Partial<Record<TableField, number>> = {};
  for (const field of TABLE_FIELDS) {
    const index = NAMES[field].map((name) => folded.indexOf(name)).find((each) => each >= 0 && !taken.has(each));
    if (index === undefined) continue;
    taken.add(index);
    mapping[field] = index;
  }
  return mapping;
}

export type TableReading = DateReading & {
  mapping: TableMapping;
  /** whose a name in the columns of authors and owners is, by the name in lower case */
  people: ReadonlyMap<string, MemberId>;
};

const DONE = /^(?:true|yes|y|1|x|done|completed?|closed|checked|discussed|✓|✔)$/i;
const IS_ACTION = /action|task|to-?do/i;

/** A row each is a topic, or an action where the table says so or nobody but an owner and a due day is named. */
export function previewTable(rows: readonly (readonly string[])[], reading: TableReading): ImportPreview {
  const { mapping, people } = reading;
  const cell = (row: readonly string[], field: TableField) => {
    const index = mapping[field];
    return index === undefined ? "" : (row[index] ?? "").trim();
  };
  const meetings = new Map<string, ImportedMeeting>();
  const preview: ImportPreview = { meetings: [], hopper: [], actions: [], opening: [] };
  const today = reading.today.toString();
  for (const row of rows) {
    const [text, notes] = [cell(row, "text"), cell(row, "notes")];
    const title = (text || notes).split(/\r?\n/)[0]?.trim() ?? "";
    if (title === "") continue;
    const date = findDate(cell(row, "date"), reading);
    const status = cell(row, "done");
    const isDone = DONE.test(status) || (/completedat/i.test(status) ? false : findDate(status, reading) !== null);
    const place = date === null ? preview : meetingOn(meetings, preview, date);
    if (isAction(cell(row, "kind"), mapping, cell(row, "owner"), cell(row, "due"))) {
      const owner = personIn(cell(row, "owner"), people) ?? personIn(cell(row, "author"), people);
      const due = findDate(cell(row, "due"), reading)?.day ?? null;
      place.actions.push({ text: title, owner, due, done: isDone });
      continue;
    }
    const isPast = date !== null && date.day < today;
    const topics = "hopper" in place ? place.hopper : place.topics;
    topics.push({
      title,
      notes: notesOf(text, text === "" ? "" : notes),
      author: personIn(cell(row, "author"), people),
      state: isPast || isDone ? "discussed" : "open",
    });
  }
  return preview;
}

function isAction(kind: string, mapping: TableMapping, owner: string, due: string): boolean {
  if (kind !== "") return IS_ACTION.test(kind);
  return mapping.kind === undefined && mapping.owner !== undefined && (owner !== "" || due !== "");
}

function meetingOn(
  meetings: Map<string, ImportedMeeting>,
  preview: ImportPreview,
  date: { day: string; time: string | null },
): ImportedMeeting {
  const known = meetings.get(date.day);
  if (known) return known;
  const meeting: ImportedMeeting = { ...date, topics: [], actions: [] };
  meetings.set(date.day, meeting);
  preview.meetings.push(meeting);
  return meeting;
}

/** The first of those that a cell names; several are parted by commas. */
function personIn(cell: string, people: ReadonlyMap<string, MemberId>): MemberId | null {
  for (const name of namesIn(cell)) {
    const person = people.get(name.toLowerCase());
    if (person !== undefined) return person;
  }
  return null;
}

export function namesIn(cell: string): string[] {
  return cell
    .split(/[,;]/)
    .map((name) => name.trim())
    .filter((name) => name !== "");
}

function notesOf(text: string, notes: string): NoteNode[] {
  const more = text.split(/\r?\n/).slice(1).join("\n");
  return parseMarkdown([more, notes].filter((part) => part.trim() !== "").join("\n\n"));
}
