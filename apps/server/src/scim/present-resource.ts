import { createHash } from "node:crypto";
import type { Json, Part, Resource } from "./admit-value.ts";
import { attributeNamed, type ResourceType, withoutSchema } from "./attributes.ts";

export type Meta = { created: string; lastModified: string };
export type Presented = { [name: string]: Json };

/** Which attributes are wanted, as the query says (RFC 7644, section 3.9). */
export type Selection = { attributes: string | null; excluded: string | null };

/**
 * The resource as it is sent, with where it is and a version that is another whenever anything about it is.
 *
 * @param base such as https://candor.example.org/scim/v2
 */
export function presentResource(type: ResourceType, resource: Resource, meta: Meta, base: string): Presented {
  const schemas = type.extension ? [type.schema, type.extension] : [type.schema];
  const presented: Presented = { schemas, id: resource.id ?? null };
  const extension: Presented = {};
  for (const attribute of type.attributes) {
    const value = resource[attribute.name];
    if (value === undefined || attribute.name === "id" || attribute.name === "meta") continue;
    (attribute.enterprise ? extension : presented)[attribute.name] = linked(attribute.name, value, base);
  }
  if (type.extension && Object.keys(extension).length > 0) presented[type.extension] = extension;
  const version = `W/"${createHash("sha256").update(JSON.stringify(presented)).digest("base64url").slice(0, 22)}"`;
  const location = `${base}${type.endpoint}/${String(resource.id)}`;
  presented.meta = { resourceType: type.name, ...meta, location, version };
  return presented;
}

function linked(name: string, value: Resource[string], base: string): Json {
  const link = (part: Part): Presented => ({ ...part, $ref: `${base}/Users/${String(part.value)}` });
  if (name === "manager" && typeof value === "object" && !Array.isArray(value)) return link(value);
  if (name === "members" && Array.isArray(value)) return value.map(link);
  return value;
}

export function versionOf(presented: Presented): string {
  const { meta } = presented;
  return typeof meta === "object" && meta !== null && !Array.isArray(meta) ? String(meta.version) : "";
}

/** Leaves away what was not asked for. `id` and `schemas` always stay; names that do not exist choose nothing. */
export function selectAttributes(type: ResourceType, presented: Presented, selection: Selection): Presented {
  const { attributes, excluded } = selection;
  if (!attributes && !excluded) return presented;
  const names = pathsOf(type, attributes ?? excluded ?? "");
  const chosen: Presented = {};
  for (const [key, value] of Object.entries(presented)) {
    if (key === "schemas" || key === "id") chosen[key] = value;
    else if (key === type.extension) {
      const inside = chooseIn(value, (name) => names.get(name), attributes !== null);
      if (Object.keys(inside).length > 0) chosen[key] = inside;
    } else
      Object.assign(
        chosen,
        chooseIn({ [key]: value }, (name) => names.get(name), attributes !== null),
      );
  }
  return chosen;
}

type Choice = "whole" | ReadonlySet<string>;

function chooseIn(value: Json, choiceOf: (name: string) => Choice | undefined, keep: boolean): Presented {
  const chosen: Presented = {};
  if (typeof value !== "object" || value === null || Array.isArray(value)) return chosen;
  for (const [name, each] of Object.entries(value)) {
    const choice = choiceOf(name.toLowerCase());
    if (choice === undefined || choice === "whole") {
      if ((choice === "whole") === keep) chosen[name] = each;
      continue;
    }
    const part = (one: Json) => chooseIn(one, (sub) => (choice.has(sub) ? "whole" : undefined), keep);
    chosen[name] = Array.isArray(each) ? each.map(part) : part(each);
  }
  return chosen;
}

function pathsOf(type: ResourceType, list: string): Map<string, Choice> {
  const paths = new Map<string, Choice>();
  for (const each of list.split(",").slice(0, 100)) {
    const path = withoutSchema(type, each.trim())?.toLowerCase();
    if (path === "")
      for (const { name, enterprise } of type.attributes) if (enterprise) paths.set(name.toLowerCase(), "whole");
    const [name = "", sub] = path?.split(".") ?? [];
    if (!attributeNamed(type.attributes, name)) continue;
    const sofar = paths.get(name);
    if (sub === undefined) paths.set(name, "whole");
    else if (sofar !== "whole") paths.set(name, new Set([...(sofar ?? []), sub]));
  }
  return paths;
}
