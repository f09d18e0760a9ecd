import { isId } from "@candor/core/id.ts";
import * as Y from "yjs";
import { holdsKeys, holdsList } from "../holds.ts";
import { checkNotes } from "../notes/check-notes.ts";
import { meetingsMap, pageMap, type Root, rootMap, welcomeFragment } from "../roots.ts";
import { PAGE_ROOTS, type Roots, SCHEMA_VERSION } from "../schema-version.ts";
import { MAX_LINE_LENGTH, MAX_STRING_LENGTH } from "../text.ts";

/** `what` names the part and the fault, never the content: it goes into logs. */
export type PageCheck = { type: "sound" } | { type: "violation"; what: string };

export const MAX_THINGS = 20_000; // topics, or actions: more than two people write in a life
export const MAX_KEYS = 2_000; // of one thing; a topic has one for every meeting that did not reach it
const HARMFUL_KEYS = new Set(["__proto__", "constructor", "prototype"]);

class Violation extends Error {}

/**
 * Checks a page on a copy of its own before others are given it. It is strict on what could harm whoever opens it:
 * unknown roots, foreign types, embedded objects, unsafe links, names that reach prototypes, and sizes. Plain values of
 * the wrong kind pass, since they read as their defaults.
 */
export function checkPage(doc: Y.Doc): PageCheck {
  return checkDocument(doc, PAGE_ROOTS, () => {
    checkThings(doc, "topics", { title: checkLine, notes: checkNotesOf });
    checkThings(doc, "actions", { text: checkLine });
    checkThings(doc, "pairing", { text: checkLine });
    checkMeetings(meetingsMap(doc));
    checkNotes(welcomeFragment(doc), (what) => fail(`welcome: ${what}`));
  });
}

/**
 * What holds for a document of any kind, and then what holds for this one.
 *
 * @param checkRest throws by `fail`.
 */
export function checkDocument(doc: Y.Doc, roots: Roots, checkRest: () => void): PageCheck {
  try {
    checkStore(doc);
    checkRoots(doc, roots);
    checkFields("page", pageMap(doc));
    checkSchemaVersion(pageMap(doc).get("schemaVersion"));
    checkRest();
    return { type: "sound" };
  } catch (cause) {
    if (cause instanceof Violation) return { type: "violation", what: cause.message };
    throw cause;
  }
}

export function fail(what: string): never {
  throw new Violation(what);
}

function checkStore(doc: Y.Doc): void {
  if (doc.store.pendingStructs !== null || doc.store.pendingDs !== null)
    fail("page: something it builds on is missing");
}

function checkRoots(doc: Y.Doc, roots: Roots): void {
  for (const [name, type] of doc.share) {
    const kind = Object.hasOwn(roots, name) ? (roots[name] ?? null) : null;
    // One that was emptied stays among Yjs's names as long as the document.
    if (kind === null && (holdsKeys(type) || holdsList(type))) fail("page: unknown root");
    // A root takes its type from whoever asks first; what it holds shows which kind the writer meant.
    if (kind === "map" && holdsList(type)) fail(`${name}: a list where a map belongs`);
    if (kind === "line") checkLine(name, doc.getText(name));
    if (kind === "xml" && holdsKeys(type)) fail(`${name}: keys where rich text belongs`);
  }
}

function checkSchemaVersion(version: unknown): void {
  if (typeof version === "number" && version > SCHEMA_VERSION) fail("page: written for a newer schema");
}

type ThingCheck = (where: string, value: unknown) => void;

function checkThings(doc: Y.Doc, root: Root, nested: Record<string, ThingCheck>): void {
  const map: Y.Map<unknown> = rootMap(doc, root) as Y.Map<unknown>;
  let count = 0;
  for (const [id, thing] of map.entries()) {
    count += 1;
    if (count > MAX_THINGS) fail(`${root}: too many`);
    if (!isId(id)) fail(`${root}: not an id`);
    if (!(thing instanceof Y.Map)) fail(`${root}: not a map`);
    if (holdsList(thing)) fail(`${root}: a list inside a map`);
    if (thing.size > MAX_KEYS) fail(`${root}: too many keys`);
    for (const [key, value] of thing.entries()) {
      const check = Object.hasOwn(nested, key) ? nested[key] : undefined;
      if (check) check(`${root}: ${key}`, value);
      else checkField(root, key, value);
    }
  }
}

function checkMeetings(map: Y.Map<unknown>): void {
  if (map.size > MAX_THINGS) fail("meetings: too many");
  for (const [key, value] of map.entries()) {
    const [id, field] = key.split(":");
    if (!isId(id)) fail("meetings: not an id");
    checkField("meetings", field ?? "start", value);
  }
}

function checkFields(where: string, map: Y.Map<unknown>): void {
  if (map.size > MAX_KEYS) fail(`${where}: too many keys`);
  for (const [key, value] of map.entries()) checkField(where, key, value);
}

/** @throws where a plain value could harm. */
export function checkField(where: string, key: string, value: unknown): void {
  if (HARMFUL_KEYS.has(key) || key.length > MAX_STRING_LENGTH) fail(`${where}: a harmful key`);
  if (value === null || value === undefined || typeof value === "boolean" || typeof value === "number") return;
  if (typeof value !== "string") fail(`${where}: a value that is no plain one`);
  if (value.length > MAX_STRING_LENGTH) fail(`${where}: a value too long`);
}

/** @throws where a title or an action's text is none. */
export function checkLine(where: string, value: unknown): void {
  // XmlText is a Y.Text, too; as a title it would be read, but no client writes it
  if (!(value instanceof Y.Text) || value instanceof Y.XmlText) fail(`${where} is no text`);
  if (value.length > MAX_LINE_LENGTH) fail(`${where} is too long`);
  if (holdsKeys(value)) fail(`${where} has keys`);
  for (let item = value._start; item !== null; item = item.right) {
    if (!item.deleted && !(item.content instanceof Y.ContentString)) fail(`${where} holds more than characters`);
  }
}

function checkNotesOf(where: string, value: unknown): void {
  if (!(value instanceof Y.XmlFragment) || value instanceof Y.XmlElement) fail(`${where} is no rich text`);
  checkNotes(value, (what) => fail(`${where}: ${what}`));
}
