import { type Id, isId } from "@candor/core/id.ts";
import { isMemberId, type MemberId } from "@candor/core/person/member.ts";
import type * as Y from "yjs";
import { hashText } from "../hash-text.ts";
import { readNotes } from "../notes/read-notes.ts";
import { entriesOf, find, meetingsMap, pageMap, type Root } from "../roots.ts";
import { wholeBetween } from "../whole-between.ts";

/** What was brought in from elsewhere in one go: it can be told to the other, and taken back, by this. */
export type PageImport = {
  id: Id;
  by: MemberId;
  /** ISO instant */
  at: string;
  /** the file's, for people */
  name: string;
  meetings: number;
  topics: number;
  actions: number;
  /** ISO instant at which it was taken back; null: it stands */
  undoneAt: string | null;
};

/** How long an import can be taken back as a whole. Until then what it brought stays on the page, whatever its age. */
export const UNDO_DAYS = 14;

const IMPORT = "import:"; // a key of the page each, under this name
const MAX_NAME = 200;
const MOST = 100_000;

/** Key of a thing: the import that brought it. */
export const IMPORT_ID = "importId";
/** Key of a thing: what it said when it came, so that taking back leaves alone what was changed since. */
const AS_IMPORTED = "asImported";

export function writeImport(doc: Y.Doc, { id, name, ...rest }: PageImport): void {
  pageMap(doc).set(IMPORT + id, JSON.stringify({ ...rest, name: name.slice(0, MAX_NAME) }));
}

/** Newest first. */
export function readImports(doc: Y.Doc): PageImport[] {
  const found: PageImport[] = [];
  for (const [key, value] of pageMap(doc).entries()) {
    const id = key.startsWith(IMPORT) ? key.slice(IMPORT.length) : "";
    if (isId(id) && typeof value === "string") found.push(...readImport(id, value));
  }
  return found.sort((left, right) => (left.at < right.at ? 1 : -1));
}

function readImport(id: Id, text: string): PageImport[] {
  try {
    const fields = JSON.parse(text) as Record<string, unknown>;
    const { by, at, name, undoneAt } = fields;
    if (!isMemberId(by) || typeof at !== "string") return [];
    const count = (key: string) => wholeBetween(fields[key], 0, MOST, 0);
    return [
      {
        ...{ id, by, at, name: typeof name === "string" ? name : "" },
        ...{ meetings: count("meetings"), topics: count("topics"), actions: count("actions") },
        undoneAt: typeof undoneAt === "string" ? undoneAt : null,
      },
    ];
  } catch {
    return []; // a peer can write anything; what makes no sense is no import
  }
}

/** The imports that can still be taken back. */
export function openImports(doc: Y.Doc, now: Temporal.Instant): PageImport[] {
  return readImports(doc).filter(({ at, undoneAt }) => undoneAt === null && isRecent(at, now));
}

function isRecent(at: string, now: Temporal.Instant): boolean {
  const age = now.epochMilliseconds - Date.parse(at);
  return age < UNDO_DAYS * 86_400_000 && age > -86_400_000; // clocks differ; one that is days ahead holds nothing back
}

export function markThing(doc: Y.Doc, root: Root, id: Id, importId: Id): void {
  const map = find(doc, root, id);
  map?.set(IMPORT_ID, importId);
  map?.set(AS_IMPORTED, sayingOf(map));
}

export function markMeeting(doc: Y.Doc, id: Id, importId: Id): void {
  meetingsMap(doc).set(`${id}:${IMPORT_ID}`, importId);
}

export function importOf(map: Y.Map<unknown>): Id | null {
  const id = map.get(IMPORT_ID);
  return isId(id) ? id : null;
}

export function importOfMeeting(doc: Y.Doc, id: Id): Id | null {
  const value = meetingsMap(doc).get(`${id}:${IMPORT_ID}`);
  return isId(value) ? value : null;
}

/** The meetings, topics and actions that an import brought, whatever has become of them. */
export function broughtBy(doc: Y.Doc, importId: Id): { meetings: Id[]; topics: Id[]; actions: Id[] } {
  const of = (root: Root) => entriesOf(doc, root).flatMap(([id, map]) => (importOf(map) === importId ? [id] : []));
  const meetings = [...meetingsMap(doc).entries()].flatMap(([key, value]) => {
    const [id, field] = key.split(":");
    return field === IMPORT_ID && value === importId && isId(id) ? [id] : [];
  });
  return { meetings, topics: of("topics"), actions: of("actions") };
}

export function isAsImported(map: Y.Map<unknown>): boolean {
  return map.get(AS_IMPORTED) === sayingOf(map);
}

const SAID = ["place", "state", "theme", "answer", "answerLink", "altitude", "kind", "snoozedUntil", "owner", "due"];

/** All that people say about a thing, in short. */
function sayingOf(map: Y.Map<unknown>): string {
  const notes = map.get("notes") as Y.XmlFragment | undefined;
  const line = (map.get("title") ?? map.get("text")) as Y.Text | undefined;
  const written = [line?.toJSON(), notes ? readNotes(notes) : []];
  return hashText(JSON.stringify([...written, ...SAID.map((key) => map.get(key) ?? null)]));
}
