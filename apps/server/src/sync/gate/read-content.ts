import { GateFault, type UpdateCursor } from "./update-cursor.ts";

// The content kinds of Yjs's update format, version 1 (yjs/src/structs/Item.js, contentRefs).
const DELETED = 1;
const JSON_LIST = 2;
const BINARY = 3;
const STRING = 4;
const EMBED = 5;
const FORMAT = 6;
const TYPE = 7;
const ANY = 8;
const SUBDOCUMENT = 9;

// The shared types of Yjs (yjs/src/structs/ContentType.js, typeRefs).
const XML_ELEMENT = 3;
const XML_HOOK = 5;
const LAST_TYPE = 6;

// The tags of lib0's self-describing values (lib0/encoding.js, writeAny).
const UNDEFINED = 127;
const NULL = 126;
const INTEGER = 125;
const FLOAT_32 = 124;
const FLOAT_64 = 123;
const BIGINT = 122; // JSON.stringify throws on it
const FALSE = 121;
const TRUE = 120;
const TEXT = 119;
const OBJECT = 118;
const ARRAY = 117;
const BYTES = 116;

/**
 * Reads the content of one item.
 *
 * @param strict also refuses what no page document holds: subdocuments, binaries, embeds, hooks, keys that would reach
 *   a prototype.
 * @returns how many clock steps it takes.
 * @throws {GateFault}
 */
export function readContent(from: UpdateCursor, kind: number, strict: boolean): number {
  switch (kind) {
    case STRING:
      return from.skipText();
    case ANY:
      return readList(from, () => readAny(from, strict, MAX_DEPTH));
    case TYPE:
      readType(from, strict);
      return 1;
    case FORMAT:
      if (from.text() === PROTOTYPE_KEY && strict) throw new GateFault("schema_violation");
      readJson(from);
      return 1;
    case DELETED:
      return from.number();
    default:
      if (strict && kind >= JSON_LIST && kind <= SUBDOCUMENT) throw new GateFault("schema_violation");
      return readOtherContent(from, kind);
  }
}

const PROTOTYPE_KEY = "__proto__"; // a plain object that is given it changes its prototype (SECURITY.md Y10)

export function isSafeKey(key: string): boolean {
  return key !== PROTOTYPE_KEY && key.length <= MAX_KEY_LENGTH;
}

const MAX_KEY_LENGTH = 256; // ids and attribute names are far shorter

// Readers on the other side recurse once for each level.
const MAX_DEPTH = 16;

function readList(from: UpdateCursor, readOne: () => void): number {
  const length = from.number();
  for (let left = length; left > 0; left -= 1) readOne();
  return length;
}

function readType(from: UpdateCursor, strict: boolean): void {
  const type = from.number();
  if (type > LAST_TYPE) throw new GateFault("malformed_update");
  if (type === XML_HOOK && strict) throw new GateFault("schema_violation");
  if (type === XML_ELEMENT || type === XML_HOOK) from.skipText();
}

function readOtherContent(from: UpdateCursor, kind: number): number {
  switch (kind) {
    case JSON_LIST:
      return readList(from, () => readJson(from));
    case BINARY:
      from.skip(from.number());
      return 1;
    case EMBED:
      readJson(from);
      return 1;
    case SUBDOCUMENT:
      from.skipText();
      readAny(from, false, MAX_DEPTH);
      return 1;
    default:
      throw new GateFault("malformed_update");
  }
}

/** A peer parses it while it applies the update; text that is no JSON would throw half-way through. */
function readJson(from: UpdateCursor): void {
  const text = from.text();
  if (text === "null" || text === "{}" || text === "true") return;
  try {
    checkDepth(JSON.parse(text), MAX_DEPTH);
  } catch (error) {
    throw error instanceof GateFault ? error : new GateFault("malformed_update");
  }
}

function checkDepth(value: unknown, depth: number): void {
  if (value === null || typeof value !== "object") return;
  if (depth === 0) throw new GateFault("schema_violation");
  for (const key of Object.keys(value)) {
    if (key === PROTOTYPE_KEY) throw new GateFault("schema_violation");
    checkDepth((value as Record<string, unknown>)[key], depth - 1);
  }
}

/** lib0's self-describing values (lib0/decoding.js, readAny). */
function readAny(from: UpdateCursor, strict: boolean, depth: number): void {
  const tag = from.byte();
  if (tag === UNDEFINED || tag === NULL || tag === FALSE || tag === TRUE) return;
  if (tag === TEXT) from.skipText();
  else if (tag === INTEGER) from.skipSignedNumber();
  else if (tag === FLOAT_32) from.skip(4);
  else if (tag === FLOAT_64) from.skip(8);
  else if (tag === OBJECT) readObject(from, strict, depth);
  else if (tag === ARRAY) readArray(from, strict, depth);
  else if (tag !== BIGINT && tag !== BYTES) throw new GateFault("malformed_update");
  else if (strict) throw new GateFault("schema_violation");
  else from.skip(tag === BIGINT ? 8 : from.number());
}

function readArray(from: UpdateCursor, strict: boolean, depth: number): void {
  if (depth === 0) throw new GateFault("schema_violation");
  readList(from, () => readAny(from, strict, depth - 1));
}

function readObject(from: UpdateCursor, strict: boolean, depth: number): void {
  if (depth === 0) throw new GateFault("schema_violation");
  readList(from, () => {
    if (!isSafeKey(from.text()) && strict) throw new GateFault("schema_violation");
    readAny(from, strict, depth - 1);
  });
}
