import { isId } from "@candor/core/id.ts";
import type { NoteNode } from "@candor/core/notes/note-node.ts";
import { PLAIN_TOPIC } from "@candor/core/topic/topic.ts";
import * as Y from "yjs";
import { checkNotes, type KnownNodes, NODES_OF } from "../notes/check-notes.ts";
import { readNotes } from "../notes/read-notes.ts";
import { writeNotes } from "../notes/write-notes.ts";
import { PAIRING_KEYS } from "../pairing/read-pairing.ts";
import { meetingsMap, pageMap, welcomeFragment } from "../roots.ts";
import { PAGE_ROOTS, type Roots, SCHEMA_VERSION } from "../schema-version.ts";
import { cutText, MAX_LINE_LENGTH, wellFormed } from "../text.ts";
import { CARRIED } from "../topic/read-topic.ts";
import { checkField, checkLine, MAX_KEYS, MAX_THINGS } from "./check-page.ts";
import { readSchemaVersion, readSettings } from "./read-settings.ts";

const KNOWN_KEYS: ReadonlySet<string> = new Set([
  ...["schemaVersion", ...Object.keys(readSettings(new Y.Doc()))],
  ...["title", "notes", "text", "place", "rank", "author", "createdAt", ...Object.keys(PLAIN_TOPIC)],
  ...["owner", "due", "why", "fromTopic", "fromMeeting"],
  ...PAIRING_KEYS,
]);

/**
 * Takes out of a page what `checkPage` would refuse and no honest client writes, so that one person cannot spoil the
 * page for the other: after it, every page that Yjs could build is sound. Words stay: a text with something foreign in
 * it is written anew without that, and what is nested too deep becomes paragraphs. Of more than a page may hold, what
 * was there before stays first.
 *
 * @param before the clocks of a state known to be sound.
 * @returns what was changed, as one update by the document's own clientID; null where there was nothing to take out.
 */
export function mendPage(doc: Y.Doc, before: ReadonlyMap<number, number> = new Map()): Uint8Array | null {
  return mendDocument(doc, PAGE_ROOTS, (transaction) => {
    mendThings(doc.getMap("topics"), "title", { before, transaction });
    mendThings(doc.getMap("actions"), "text", { before, transaction });
    mendThings(doc.getMap("pairing"), "text", { before, transaction });
    mendMeetings(meetingsMap(doc), { before, transaction });
    mendNotes(welcomeFragment(doc), transaction);
  });
}

/** What is mended in a document of any kind, and then what is in this one; all as one update. */
export function mendDocument(
  doc: Y.Doc,
  roots: Roots,
  mendRest: (transaction: Y.Transaction) => void,
): Uint8Array | null {
  const updates: Uint8Array[] = [];
  const collect = (update: Uint8Array) => updates.push(update);
  doc.on("update", collect);
  doc.transact((transaction) => {
    mendRoots(doc, roots, transaction);
    const page = pageMap(doc);
    removeList(page, transaction);
    mendFields("page", page);
    trim(page, MAX_KEYS, byUse);
    if (readSchemaVersion(doc) > SCHEMA_VERSION) page.set("schemaVersion", SCHEMA_VERSION);
    mendRest(transaction);
  });
  doc.off("update", collect);
  return updates[0] ?? null; // one transaction, one update
}

type Mending = { before: ReadonlyMap<number, number>; transaction: Y.Transaction };

function mendRoots(doc: Y.Doc, roots: Roots, transaction: Y.Transaction): void {
  for (const [name, type] of doc.share) {
    if (Object.hasOwn(roots, name)) continue;
    removeList(type, transaction);
    removeKeys(type, transaction);
  }
}

function mendThings(things: Y.Map<unknown>, line: "title" | "text", { before, transaction }: Mending): void {
  removeList(things, transaction);
  for (const [id, thing] of [...things.entries()]) {
    if (!isId(id) || !(thing instanceof Y.Map)) things.delete(id);
  }
  trim(things, MAX_THINGS, byAge(things, before));
  for (const thing of things.values()) mendThing(thing as Y.Map<unknown>, line, transaction);
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
  trim(thing, MAX_KEYS, byUse);
}

function mendLine(thing: Y.Map<unknown>, key: string, value: unknown): void {
  if (passes(() => checkLine("", value))) return;
  thing.set(key, new Y.Text(wellFormed(cutText(wordsOf(value), MAX_LINE_LENGTH))));
}

function wordsOf(value: unknown): string {
  if (typeof value === "string") return value;
  // a rich text's own puts its marks around
  return value instanceof Y.Text ? Y.Text.prototype.toString.call(value) : "";
}

export function mendNotes(notes: Y.XmlFragment, transaction: Y.Transaction, known = NODES_OF.page): void {
  removeKeys(notes, transaction);
  const fail = (what: string): never => {
    throw new Error(what);
  };
  if (!passes(() => checkNotes(notes, fail, known)))
    writeNotes(
      notes,
      readNotes(notes).flatMap((node) => keepKnown(node, known)),
    );
}

/** What a kind of document does not hold becomes what stood in it. */
function keepKnown(node: NoteNode, known: KnownNodes): NoteNode[] {
  const content = (node.content ?? []).flatMap((child) => keepKnown(child, known));
  if (node.type === "image" && node.attrs?.src === null) return [];
  if (known.has(node.type)) return [content.length > 0 ? { ...node, content } : node];
  return content.some(({ type }) => type === "text") ? [{ type: "paragraph", content }] : content;
}

function mendMeetings(meetings: Y.Map<unknown>, { before, transaction }: Mending): void {
  removeList(meetings, transaction);
  for (const [key, value] of [...meetings.entries()]) {
    const [id, field] = key.split(":");
    if (!isId(id) || !passes(() => checkField("", field ?? "start", value))) meetings.delete(key);
  }
  trim(meetings, MAX_THINGS, byAge(meetings, before));
}

function mendFields(where: string, map: Y.Map<unknown>): void {
  for (const [key, value] of [...map.entries()]) if (!passes(() => checkField(where, key, value))) map.delete(key);
}

type Order = (left: string, right: string) => number;

/** Keeps the first so many keys. */
function trim(map: Y.Map<unknown>, most: number, order: Order): void {
  if (map.size <= most) return;
  for (const key of [...map.keys()].sort(order).slice(most)) map.delete(key);
}

/** What every thing has first, then the meetings a topic was carried from, then what nobody knows. */
function byUse(left: string, right: string): number {
  return useOf(left) - useOf(right) || byName(left, right);
}

function useOf(key: string): number {
  if (KNOWN_KEYS.has(key)) return 0;
  return key.startsWith(CARRIED) ? 1 : 2;
}

/** What was there before comes first: a flood of new things takes nothing away. */
function byAge(map: Y.Map<unknown>, before: ReadonlyMap<number, number>): Order {
  const isNew = (key: string) => {
    const id = map._map.get(key)?.id;
    return id === undefined || id.clock >= (before.get(id.client) ?? 0) ? 1 : 0;
  };
  return (left, right) => isNew(left) - isNew(right) || byName(left, right);
}

function byName(left: string, right: string): number {
  return left < right ? -1 : 1;
}

type Held = Pick<Y.AbstractType<unknown>, "_map" | "_start">;

/** A list where a map belongs shows nowhere. */
function removeList(type: Held, transaction: Y.Transaction): void {
  for (let item = type._start; item !== null; item = item.right) if (!item.deleted) item.delete(transaction);
}

function removeKeys(type: Held, transaction: Y.Transaction): void {
  for (const item of type._map.values()) if (!item.deleted) item.delete(transaction);
}

export function passes(check: () => void): boolean {
  try {
    check();
    return true;
  } catch {
    return false;
  }
}
