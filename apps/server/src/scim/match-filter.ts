import type { Value } from "./admit-value.ts";
import { type Attribute, attributeNamed, type ResourceType, withoutSchema } from "./attributes.ts";
import type { Filter } from "./parse-filter.ts";
import { ScimRefusal } from "./scim-refusal.ts";

type Comparison = Extract<Filter, { value: unknown }>;
/** What can be asked about: a resource, or one of its parts. */
type Subject = { readonly [name: string]: Value };
type Where = { attributes: readonly Attribute[]; type: ResourceType | null };

/** @throws {ScimRefusal} where the filter asks for what the resource cannot have, or compares what has no order. */
export function matchFilter(type: ResourceType, resource: Subject, filter: Filter): boolean {
  return match({ attributes: type.attributes, type }, resource, filter);
}

/** The same for one of several values, as in `emails[type eq "work"]`. */
export function matchPart(attribute: Attribute, part: Subject, filter: Filter): boolean {
  return match({ attributes: attribute.sub ?? [], type: null }, part, filter);
}

function match(where: Where, subject: Subject, filter: Filter): boolean {
  switch (filter.op) {
    case "and":
      return filter.filters.map((each) => match(where, subject, each)).every(Boolean);
    case "or":
      return filter.filters.map((each) => match(where, subject, each)).some(Boolean);
    case "not":
      return !match(where, subject, filter.filter);
    case "[]": {
      const attribute = find(where, filter.path);
      if (attribute?.type !== "complex") {
        if (attribute === null) return false;
        throw refusal(`${filter.path} has no parts.`);
      }
      return partsOf(subject[attribute.name])
        .map((part) => matchPart(attribute, part, filter.filter))
        .some(Boolean);
    }
    default: {
      const found = valuesAt(where, subject, filter.path);
      if (filter.op === "pr") return found.values.length > 0;
      if (found.attribute === null) return filter.op === "ne";
      return compare(found.attribute, found.values, filter);
    }
  }
}

function valuesAt(
  where: Where,
  subject: Subject,
  path: string,
): { attribute: Attribute | null; values: (string | boolean)[] } {
  const bare = where.type ? withoutSchema(where.type, path) : path;
  const [name = "", subName, ...more] = bare?.split(".") ?? [];
  const attribute = find(where, name);
  if (attribute === null) return { attribute: null, values: [] };
  if (more.length > 0) throw refusal("The filter's path has too many parts.");
  const value = subject[attribute.name];
  if (attribute.type !== "complex") {
    if (subName !== undefined) throw refusal(`${attribute.name} has no parts.`);
    return { attribute, values: typeof value === "string" || typeof value === "boolean" ? [value] : [] };
  }
  const sub = attributeNamed(attribute.sub ?? [], subName ?? "value");
  if (!sub) {
    // "name pr" asks for any part
    if (subName === undefined) return { attribute, values: partsOf(value).length > 0 ? [true] : [] };
    throw refusal(`${attribute.name} has no such part.`);
  }
  return {
    attribute: sub,
    values: partsOf(value).flatMap((part) => {
      const inside = part[sub.name];
      return typeof inside === "string" || typeof inside === "boolean" ? [inside] : [];
    }),
  };
}

/** @returns null: an attribute of the standard that is not kept, and so has no value. */
function find({ attributes, type }: Where, path: string): Attribute | null {
  const name = type ? withoutSchema(type, path) : path;
  const attribute = name === null ? null : attributeNamed(attributes, name);
  if (attribute || (name !== null && type?.ignored.has(name.toLowerCase()))) return attribute;
  throw refusal("The filter names an attribute that does not exist.");
}

function partsOf(value: Value | undefined): Subject[] {
  if (Array.isArray(value)) return value;
  return typeof value === "object" ? [value] : [];
}

function compare(attribute: Attribute, values: readonly (string | boolean)[], filter: Comparison): boolean {
  const { op } = filter;
  if (filter.value === null) {
    if (op === "eq") return values.length === 0;
    if (op === "ne") return values.length > 0;
    throw refusal("Nothing can only be compared by eq and ne.");
  }
  const wanted = comparable(attribute, filter.value);
  if (op === "ne") return !values.some((value) => comparable(attribute, value) === wanted);
  return values.some((value) => holds(op, comparable(attribute, value), wanted));
}

function holds(op: Comparison["op"], value: string | boolean, wanted: string | boolean): boolean {
  if (op === "eq") return value === wanted;
  if (typeof value !== "string" || typeof wanted !== "string") {
    throw refusal("A truth value can only be compared by eq and ne.");
  }
  switch (op) {
    case "co":
      return value.includes(wanted);
    case "sw":
      return value.startsWith(wanted);
    case "ew":
      return value.endsWith(wanted);
    case "gt":
      return value > wanted;
    case "ge":
      return value >= wanted;
    case "lt":
      return value < wanted;
    default:
      return value <= wanted;
  }
}

function comparable(attribute: Attribute, value: string | number | boolean): string | boolean {
  if (attribute.type === "boolean") {
    const said = typeof value === "boolean" ? value : String(value).toLowerCase();
    return said === "true" ? true : said === "false" ? false : said;
  }
  if (attribute.type === "dateTime") {
    const time = Date.parse(String(value));
    return Number.isNaN(time) ? String(value) : new Date(time).toISOString();
  }
  return attribute.caseExact ? String(value) : String(value).toLowerCase();
}

function refusal(detail: string): ScimRefusal {
  return new ScimRefusal(400, "invalidFilter", detail);
}
