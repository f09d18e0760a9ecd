import { type Attribute, attributeNamed, type ResourceType, withoutSchema } from "./attributes.ts";
import { type Filter, parseFilter } from "./parse-filter.ts";
import { ScimRefusal } from "./scim-refusal.ts";

/** What a PATCH operation aims at (RFC 7644, section 3.5.2). */
export type Target =
  | { type: "attribute"; attribute: Attribute; filter: Filter | null; sub: Attribute | null }
  /** the enterprise extension as a whole */
  | { type: "extension" }
  /** an attribute of the standard that is not kept */
  | { type: "ignored" };

const MAX_LENGTH = 2000; // characters
const SHAPE = /^([a-z$][\w$-]*)(?:\[(.*)\])?(?:\.([a-z$][\w$-]*))?$/is;

/** @throws {ScimRefusal} where the resource has nothing of that name. */
export function parsePath(type: ResourceType, path: string): Target {
  if (path.length > MAX_LENGTH) throw refusal(`A path has more than ${MAX_LENGTH} characters.`);
  const bare = withoutSchema(type, path.trim());
  if (bare === "") return { type: "extension" };
  const [, name = "", filter, subName] = SHAPE.exec(bare ?? "") ?? [];
  const attribute = attributeNamed(type.attributes, name);
  if (!attribute) {
    if (type.ignored.has(name.toLowerCase())) return { type: "ignored" };
    throw refusal("A path names an attribute that does not exist.");
  }
  if (filter !== undefined && !attribute.multi) throw refusal(`${attribute.name} has a single value.`);
  const sub = subName === undefined ? null : attributeNamed(attribute.sub ?? [], subName);
  if (subName !== undefined && !sub) throw refusal(`${attribute.name} has no such part.`);
  return { type: "attribute", attribute, filter: filter === undefined ? null : parseFilter(filter), sub };
}

function refusal(detail: string): ScimRefusal {
  return new ScimRefusal(400, "invalidPath", detail);
}
