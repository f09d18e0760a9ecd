import { admitPart, admitSimple, admitValue, isObject, MAX_VALUES, type Part, type Resource } from "./admit-value.ts";
import { type Attribute, attributeNamed, type ResourceType } from "./attributes.ts";
import { matchPart } from "./match-filter.ts";
import type { Filter } from "./parse-filter.ts";
import { parsePath, type Target } from "./parse-path.ts";
import { ScimRefusal } from "./scim-refusal.ts";

export type Operation = { op: "add" | "remove" | "replace"; path: string | null; value: unknown };

const MAX_OPERATIONS = 1000;
const MAX_COMPARISONS = 2_000_000; // of one request; everybody else waits for about half a second then

/** @throws {ScimRefusal} where the body is no list of operations. */
export function readOperations(body: Readonly<Record<string, unknown>>): Operation[] {
  const [, given] = Object.entries(body).find(([key]) => key.toLowerCase() === "operations") ?? [];
  if (!Array.isArray(given) || given.length === 0) throw syntax("Operations is no list, or an empty one.");
  if (given.length > MAX_OPERATIONS) {
    throw new ScimRefusal(413, null, `At most ${MAX_OPERATIONS} operations are taken at once.`);
  }
  return given.map((each: unknown) => {
    if (!isObject(each)) throw syntax("An operation is no object.");
    const op = typeof each.op === "string" ? each.op.toLowerCase() : ""; // Entra sends "Add"
    if (op !== "add" && op !== "remove" && op !== "replace") throw syntax("An operation's op is unknown.");
    const { path = null, value } = each;
    if (path !== null && typeof path !== "string") throw syntax("An operation's path is no text.");
    return { op, path: path === "" ? null : path, value };
  });
}

/**
 * The resource as the operations leave it, all or none of them.
 *
 * @throws {ScimRefusal} where one of them cannot be done.
 */
export function patchResource(type: ResourceType, resource: Resource, operations: readonly Operation[]): Resource {
  const patched = structuredClone(resource);
  const work: Work = { left: MAX_COMPARISONS };
  for (const operation of operations) apply(type, patched, operation, work);
  for (const attribute of type.attributes) {
    const value = patched[attribute.name];
    if (!attribute.multi || !Array.isArray(value)) continue;
    const left = value.filter((part) => part.value !== undefined);
    if (left.length === 0) delete patched[attribute.name];
    else patched[attribute.name] = left;
  }
  return patched;
}

/** What may still be compared. */
type Work = { left: number };

function apply(type: ResourceType, resource: Resource, operation: Operation, work: Work): void {
  if (operation.path !== null) applyAt(type, resource, operation, parsePath(type, operation.path), work);
  else if (operation.op !== "remove") applyEach(type, resource, operation, work);
  else throw new ScimRefusal(400, "noTarget", "A remove operation needs a path.");
}

/** Each key of the value is a path of its own; Entra and Okta send dots, filters and schemas in them. */
function applyEach(type: ResourceType, resource: Resource, { op, value }: Operation, work: Work): void {
  if (!isObject(value)) throw new ScimRefusal(400, "invalidValue", "An operation without a path needs an object.");
  for (const [path, each] of Object.entries(value)) {
    const target = targetIfAny(type, path);
    // A whole resource may be sent back as it was read, its id and times included.
    if (target.type === "attribute" && target.attribute.readOnly) continue;
    applyAt(type, resource, { op, path, value: each }, target, work);
  }
}

function targetIfAny(type: ResourceType, path: string): Target {
  try {
    return parsePath(type, path);
  } catch (error) {
    if (error instanceof ScimRefusal && error.scimType === "invalidPath") return { type: "ignored" };
    throw error;
  }
}

function applyAt(type: ResourceType, resource: Resource, operation: Operation, target: Target, work: Work): void {
  if (target.type === "ignored") return;
  if (target.type === "extension") {
    if (operation.op !== "remove") applyEach(type, resource, operation, work);
    else for (const { name, enterprise } of type.attributes) if (enterprise) delete resource[name];
    return;
  }
  const { attribute, sub } = target;
  if (attribute.readOnly) throw new ScimRefusal(400, "mutability", `${attribute.name} cannot be changed.`);
  if (attribute.multi) applyToMany(resource, target, operation, work);
  else if (sub) applyToPart(resource, attribute, sub, operation);
  else applyToOne(resource, attribute, operation);
}

function applyToOne(resource: Resource, attribute: Attribute, { op, value: given }: Operation): void {
  if (op !== "remove" && attribute.type === "complex" && isObject(given)) {
    // Parts that are not named stay as they are.
    const part = { ...partOf(resource, attribute) };
    for (const [key, each] of Object.entries(given)) {
      const sub = attributeNamed(attribute.sub ?? [], key);
      if (sub && !sub.readOnly) setIn(part, sub, each);
    }
    setPart(resource, attribute, part);
    return;
  }
  const value = op === "remove" ? null : admitValue(attribute, given);
  if (value === null) delete resource[attribute.name];
  else if (isPart(value)) resource[attribute.name] = { ...partOf(resource, attribute), ...value };
  else resource[attribute.name] = value;
}

function applyToPart(resource: Resource, attribute: Attribute, sub: Attribute, { op, value }: Operation): void {
  const part = { ...partOf(resource, attribute) };
  setIn(part, sub, op === "remove" ? null : value);
  setPart(resource, attribute, part);
}

function setPart(resource: Resource, attribute: Attribute, part: Part): void {
  if (Object.keys(part).length === 0) delete resource[attribute.name];
  else resource[attribute.name] = part;
}

function applyToMany(
  resource: Resource,
  { attribute, filter, sub }: Extract<Target, { type: "attribute" }>,
  operation: Operation,
  work: Work,
): void {
  const parts = partsOf(resource, attribute);
  const { value } = operation;
  if (!filter && !sub) {
    const given = value === undefined || value === null ? [] : listOf(admitValue(attribute, value));
    if (operation.op === "add") setParts(resource, attribute, merge(parts, given), given);
    else if (operation.op === "replace") setParts(resource, attribute, merge([], given), given);
    else {
      const gone = new Set(given.map(keyOf)); // none named: all of them
      setParts(resource, attribute, given.length === 0 ? [] : parts.filter((part) => !gone.has(keyOf(part))), []);
    }
    return;
  }
  const chosen = filter ? choose(attribute, parts, filter, work) : parts.slice();
  if (operation.op === "remove") {
    if (sub) for (const part of chosen) delete part[sub.name];
    setParts(resource, attribute, sub ? parts : without(parts, chosen), []);
    return;
  }
  if (chosen.length === 0) {
    const begun = filter ? partThatMatches(attribute, filter) : {};
    parts.push(begun);
    chosen.push(begun);
  }
  for (const part of chosen) {
    if (sub) setIn(part, sub, value);
    else Object.assign(part, admitPart(attribute, Array.isArray(value) && value.length === 1 ? value[0] : value));
  }
  setParts(resource, attribute, parts, chosen);
}

function choose(attribute: Attribute, parts: readonly Part[], filter: Filter, work: Work): Part[] {
  const sub =
    filter.op === "eq" && sameName(filter.path, "value") ? attributeNamed(attribute.sub ?? [], "value") : null;
  if (filter.op === "eq" && typeof filter.value === "string" && sub?.type === "string") {
    // By far the most frequent: one of several thousand is taken out of a group.
    const { value } = filter;
    const wanted = fold(sub, value);
    return parts.filter((part) => typeof part.value === "string" && fold(sub, part.value) === wanted);
  }
  work.left -= parts.length * countComparisons(filter);
  if (work.left < 0) throw new ScimRefusal(413, "tooMany", "This compares too much at once; send fewer operations.");
  return parts.filter((part) => matchPart(attribute, part, filter));
}

function fold({ caseExact }: Attribute, text: string): string {
  return caseExact ? text : text.toLowerCase();
}

function countComparisons(filter: Filter): number {
  if ("filters" in filter) return filter.filters.reduce((sum, each) => sum + countComparisons(each), 0);
  return "filter" in filter ? countComparisons(filter.filter) : 1;
}

/** "Replace the work address" where there is none makes one; clients count on it. */
function partThatMatches(attribute: Attribute, filter: Filter): Part {
  if (filter.op === "and") {
    return Object.assign({}, ...filter.filters.map((each) => partThatMatches(attribute, each)));
  }
  const sub = filter.op === "eq" ? attribute.sub?.find(({ name }) => sameName(name, filter.path)) : undefined;
  if (filter.op !== "eq" || !sub || sub.readOnly) {
    throw new ScimRefusal(400, "noTarget", `No value of ${attribute.name} is the one that is meant.`);
  }
  const part: Part = {};
  setIn(part, sub, filter.value);
  return part;
}

function setIn(part: Part, sub: Attribute, given: unknown): void {
  if (sub.readOnly) throw new ScimRefusal(400, "mutability", `${sub.name} cannot be changed.`);
  const value = admitSimple(sub, given);
  if (value === null) delete part[sub.name];
  else part[sub.name] = value;
}

/** @param fresh those that came or changed: one of them being primary, no other is any more. */
function setParts(resource: Resource, attribute: Attribute, parts: Part[], fresh: readonly Part[]): void {
  if (parts.length > MAX_VALUES) {
    throw new ScimRefusal(400, "tooMany", `${attribute.name} has more than ${MAX_VALUES} values.`);
  }
  const primary = fresh.findLast((part) => part.primary === true);
  if (primary)
    for (const part of parts) if (part.primary === true && keyOf(part) !== keyOf(primary)) part.primary = false;
  if (parts.length === 0) delete resource[attribute.name];
  else resource[attribute.name] = parts;
}

/** The same value again changes what is said about it and adds nothing. */
function merge(parts: readonly Part[], added: readonly Part[]): Part[] {
  const merged = new Map(parts.map((part) => [keyOf(part), part]));
  for (const part of added) merged.set(keyOf(part), { ...merged.get(keyOf(part)), ...part });
  return [...merged.values()];
}

function without(parts: readonly Part[], gone: readonly Part[]): Part[] {
  const set = new Set(gone);
  return parts.filter((part) => !set.has(part));
}

function keyOf(part: Part): string {
  return String(part.value ?? "").toLowerCase();
}

function isPart(value: unknown): value is Part {
  return isObject(value);
}

function partOf(resource: Resource, attribute: Attribute): Part {
  const value = resource[attribute.name];
  return isPart(value) ? value : {};
}

function partsOf(resource: Resource, attribute: Attribute): Part[] {
  return listOf(resource[attribute.name] ?? null).slice();
}

function listOf(value: Resource[string] | null): Part[] {
  return Array.isArray(value) ? value : [];
}

function sameName(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

function syntax(detail: string): ScimRefusal {
  return new ScimRefusal(400, "invalidSyntax", detail);
}
