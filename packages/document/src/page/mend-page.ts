import { isId } from "@candor/core/id.ts";
import * as Y from "yjs";
import { checkNotes } from "../notes/check-notes.ts";
import { readNotes } from "../notes/read-notes.ts";
import { writeNotes } from "../notes/write-notes.ts";
import { meetingsMap, pageMap, welcomeFragment } from "../roots.ts";
import { SCHEMA_VERSION } from "../schema-version.ts";
import { checkField, checkLine, MAX_KEYS, MAX_LINE_LENGTH } from "./check-page.ts";
import { readSchemaVersion } from "./read-settings.ts";

/**
 * Takes out of a page what `checkPage` would refuse and no honest client writes, so that one person cannot spoil the
 * page for the other. Words stay: a text with something foreign in it is written anew without that.
 *
 * @returns what was changed, as one update by the document's own clientID; null where there was nothing to take out.
 */
export function mendPage(doc: Y.Doc): Uint8Array | null {
  const updates: Uint8Array[] = [];
  const collect = (update: Uint8Array) => updates.push(update);
  doc.on("update", collect);
  doc.transact((transaction) => {
    const page = pageMap(doc);
    removeList(page, transaction);
    mendFields("page", page);
    if (readSchemaVersion(doc) > SCHEMA_VERSION) page.set("schemaVersion", SCHEMA_VERSION);
    mendThings(doc.getMap("topics"), "title", transaction);
    mendThings(doc.getMap("actions"), "text", transaction);
    mendMeetings(meetingsMap(doc), transaction);
    mendNotes(welcomeFragment(doc), transaction);
  });
  doc.off("update", collect);
  return updates[0] ?? null; // one transaction, one update
}

function mendThings(things: Y.Map<unknown>, line: "title" | "text", transaction: Y.Transaction): void {
  removeList(things, transaction);
  for (const [id, thing] of [...things.entries()]) {
    if (!isId(id) || !(thing instanceof Y.Map)) things.delete(id);
    else mendThing(thing, line, transaction);
  }
}

function mendThing(thing: Y.Map<unknown>, line: "title" | "text", transaction: Y.Transaction): void {
  removeList(thing, transaction);
  for (const [key, value] of [...thing.entries()]) {
    if (key === line) mendLine(thing, key, value);
    else if (key === "notes" && line === "title") {
      if (value instanceof Y.XmlFragment && !(value instanceof Y.XmlElement)) mendNotes(value, transaction);
      else thing.set(key, new Y.XmlFragment());
    } else if (!passes(() => checkField("", key, value))) thing.delete(key);
  }
  for (const key of [...thing.keys()].slice(MAX_KEYS)) thing.delete(key);
}

function mendLine(thing: Y.Map<unknown>, key: string, value: unknown): void {
  if (passes(() => checkLine("", value))) return;
  const words = value instanceof Y.Text && !(value instanceof Y.XmlText) ? value.toString() : "";
  thing.set(key, new Y.Text(words.slice(0, MAX_LINE_LENGTH)));
}

function mendNotes(notes: Y.XmlFragment, transaction: Y.Transaction): void {
  for (const item of notes._map.values()) if (!item.deleted) item.delete(transaction);
  const fail = (what: string): never => {
    throw new Error(what);
  };
  if (!passes(() => checkNotes(notes, fail))) writeNotes(notes, readNotes(notes));
}

function mendMeetings(meetings: Y.Map<unknown>, transaction: Y.Transaction): void {
  removeList(meetings, transaction);
  for (const [key, value] of [...meetings.entries()]) {
    const [id, field] = key.split(":");
    if (!isId(id) || !passes(() => checkField("", field ?? "start", value))) meetings.delete(key);
  }
}

function mendFields(where: string, map: Y.Map<unknown>): void {
  for (const [key, value] of [...map.entries()]) if (!passes(() => checkField(where, key, value))) map.delete(key);
}

/** A list where a map belongs shows nowhere. */
function removeList(map: Y.Map<unknown>, transaction: Y.Transaction): void {
  for (let item = map._start; item !== null; item = item.right) if (!item.deleted) item.delete(transaction);
}

function passes(check: () => void): boolean {
  try {
    check();
    return true;
  } catch {
    return false;
  }
}
