import { fitName } from "@candor/core/person/fit-name.ts";
import { type Attribute, attributeNamed, type ResourceType, withoutSchema } from "./attributes.ts";
import { ScimRefusal } from "./scim-refusal.ts";

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** The value of one attribute, its parts under the names of the standard. */
export type Value = string | boolean | Part | Part[];
export type Part = { [name: string]: string | boolean };

/** A resource as it is worked on: names as in `attributes.ts`, those of the extension among the others, nothing unknown. */
export type Resource = { [name: string]: Value };

const MAX_TEXT = 1000; // UTF-16 units; what Candor keeps of it has its own, smaller limit
const MAX_SHOWN = 254; // UTF-16 units, of a title or a part of a name
export const MAX_VALUES = 20_000; // members of a group

/**
 * Takes from a body what the standard knows and Candor keeps; the rest is ignored, as the standard asks for.
 *
 * @throws {ScimRefusal} where a value is not of its type.
 */
export function admitResource(type: ResourceType, body: Readonly<Record<string, unknown>>): Resource {
  const resource: Resource = {};
  for (const [key, given] of Object.entries(body)) {
    const name = withoutSchema(type, key);
    if (name === null) continue;
    if (name === "") {
      if (isObject(given)) Object.assign(resource, admitResource(type, given));
      continue;
    }
    const attribute = attributeNamed(type.attributes, name);
    if (!attribute || attribute.readOnly) continue;
    const value = admitValue(attribute, given);
    if (value !== null) resource[attribute.name] = value;
  }
  return resource;
}

/**
 * @returns null: unassigned, which null, an empty list and an empty text mean alike.
 * @throws {ScimRefusal} where the value is not of its type.
 */
export function admitValue(attribute: Attribute, given: unknown): Value | null {
  if (attribute.multi) {
    const list = Array.isArray(given) ? given : [given];
    if (list.length > MAX_VALUES) throw wrong(attribute, `has more than ${MAX_VALUES} values`);
    const parts = list.map((each) => admitPart(attribute, each)).filter((part) => part !== null);
    return parts.length === 0 ? null : parts;
  }
  if (attribute.type === "complex") {
    // Some send a list of one where one is meant.
    return admitPart(attribute, Array.isArray(given) && given.length === 1 ? given[0] : given);
  }
  return admitSimple(attribute, given);
}

/** @returns null: nothing in it. A bare text stands for the part's `value`. */
export function admitPart(attribute: Attribute, given: unknown): Part | null {
  if (given === null || given === undefined || given === "") return null;
  const part: Part = {};
  for (const [key, each] of Object.entries(typeof given === "string" ? { value: given } : asObject(attribute, given))) {
    const sub = attributeNamed(attribute.sub ?? [], key);
    if (!sub || sub.readOnly) continue;
    const value = admitSimple(sub, each);
    if (value !== null) part[sub.name] = value;
  }
  return Object.keys(part).length === 0 ? null : part;
}

export function admitSimple(attribute: Attribute, given: unknown): string | boolean | null {
  if (given === null || given === undefined) return null;
  if (attribute.type === "boolean") {
    if (typeof given === "boolean") return given;
    const said = typeof given === "string" ? given.toLowerCase() : ""; // Entra sends "True"
    if (said === "true" || said === "false") return said === "true";
    throw wrong(attribute, "is neither true nor false");
  }
  if (typeof given !== "string" && typeof given !== "number") throw wrong(attribute, "is no text");
  const text = attribute.shown ? fitName(String(given), MAX_SHOWN) : String(given).trim();
  if (text.length > MAX_TEXT) throw wrong(attribute, `has more than ${MAX_TEXT} characters`);
  return text === "" ? null : text;
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function asObject(attribute: Attribute, given: unknown): Record<string, unknown> {
  if (!isObject(given)) throw wrong(attribute, "is no object");
  return given;
}

function wrong(attribute: Attribute, how: string): ScimRefusal {
  return new ScimRefusal(400, "invalidValue", `${attribute.name} ${how}.`);
}
