import { NOTE_MARK_TYPES, NOTE_NODE_TYPES, ownImage, PAGE_NODE_TYPES, safeHref } from "@candor/core/notes/note-node.ts";
import * as Y from "yjs";
import { holdsKeys } from "../holds.ts";
import { MAX_VALUE_LENGTH } from "./read-attributes.ts";
import { MAX_NOTES_DEPTH, markTypeOf } from "./read-notes.ts";

/** What notes on a page may hold, and what an artifact may. */
export const NODES_OF = { page: new Set<string>(PAGE_NODE_TYPES), artifact: new Set<string>(NOTE_NODE_TYPES) } as const;
export type KnownNodes = ReadonlySet<string>;

const MARK_TYPES: ReadonlySet<string> = new Set(NOTE_MARK_TYPES);
const HARMFUL_NAMES = new Set(["__proto__", "constructor", "prototype"]);
const MAX_ATTRIBUTES = 20;

/**
 * Checks shared rich text for what could harm whoever shows it: nodes and marks nobody knows (an editor deletes those,
 * for both), embedded objects, unsafe links, nesting without end.
 *
 * @param fail told what is wrong; throws.
 */
export function checkNotes(
  fragment: Y.XmlFragment,
  fail: (what: string) => never,
  known: KnownNodes = NODES_OF.page,
): void {
  if (holdsKeys(fragment)) fail("keys where rich text belongs");
  checkChildren(fragment, { depth: 0, known }, fail);
}

type Level = { depth: number; known: KnownNodes };

function checkChildren(parent: Y.XmlFragment, { depth, known }: Level, fail: (what: string) => never): void {
  if (depth > MAX_NOTES_DEPTH) fail("nested too deep");
  for (let item = parent._start; item !== null; item = item.right) {
    if (item.deleted) continue;
    const child = item.content instanceof Y.ContentType ? item.content.type : null;
    if (child instanceof Y.XmlText) checkText(child, fail);
    else if (child instanceof Y.XmlElement && !(child instanceof Y.XmlHook))
      checkElement(child, { depth, known }, fail);
    else fail("not a node");
  }
}

function checkElement(element: Y.XmlElement, { depth, known }: Level, fail: (what: string) => never): void {
  if (!known.has(element.nodeName) || element.nodeName === "text") fail("unknown node");
  checkAttributes(element._map, fail);
  if (element.nodeName === "image" && ownImage(element.getAttribute("src")) === null) fail("an image from elsewhere");
  checkChildren(element, { depth: depth + 1, known }, fail);
}

function checkAttributes(map: Y.XmlElement["_map"], fail: (what: string) => never): void {
  if (map.size > MAX_ATTRIBUTES) fail("too many attributes");
  for (const [name, item] of map) {
    if (item.deleted) continue;
    if (HARMFUL_NAMES.has(name)) fail("a harmful attribute");
    const values = item.content instanceof Y.ContentAny ? item.content.arr : null;
    if (!values?.every(isPlain)) fail("an attribute that is no plain value");
  }
}

function checkText(text: Y.XmlText, fail: (what: string) => never): void {
  if (holdsKeys(text)) fail("text with keys");
  for (let item = text._start; item !== null; item = item.right) {
    if (item.deleted || item.content instanceof Y.ContentString) continue;
    if (!(item.content instanceof Y.ContentFormat)) fail("text that holds more than characters");
    checkMark(item.content.key, item.content.value as unknown, fail);
  }
}

function checkMark(key: string, value: unknown, fail: (what: string) => never): void {
  const type = markTypeOf(key);
  if (!MARK_TYPES.has(type)) fail("unknown mark");
  if (value === null) return; // where a mark ends
  if (typeof value !== "object") fail("a mark that is no plain value");
  const attributes = Object.entries(value);
  if (attributes.length > MAX_ATTRIBUTES) fail("too many attributes");
  for (const [name, each] of attributes) {
    if (HARMFUL_NAMES.has(name) || !isPlain(each)) fail("an attribute that is no plain value");
  }
  if (Object.getPrototypeOf(value) !== Object.prototype) fail("a harmful attribute"); // decoded from "__proto__"
  if (type === "link" && safeHref((value as { href?: unknown }).href) === null) fail("an unsafe link");
}

function isPlain(value: unknown): boolean {
  if (typeof value === "string") return value.length <= MAX_VALUE_LENGTH;
  return value === null || value === undefined || typeof value === "boolean" || typeof value === "number";
}
