import type { Context } from "hono";
import type { Resource } from "./admit-value.ts";
import type { ResourceType } from "./attributes.ts";
import {
  type Meta,
  type Presented,
  presentResource,
  type Selection,
  selectAttributes,
  versionOf,
} from "./present-resource.ts";
import type { ScimEnv } from "./scim-env.ts";
import type { ScimRefusal } from "./scim-refusal.ts";
import type { Page } from "./scim-world.ts";

const ERROR = "urn:ietf:params:scim:api:messages:2.0:Error";
const LIST = "urn:ietf:params:scim:api:messages:2.0:ListResponse";

type Found = { resource: Resource; meta: Meta };

export function answer(c: Context, body: Presented, status: 200 | 201 = 200): Response {
  return c.body(JSON.stringify(body), status, { "content-type": "application/scim+json; charset=utf-8" });
}

/** An error as RFC 7644, section 3.12 has it. */
export function answerRefusal(c: Context, { status, scimType, message }: ScimRefusal): Response {
  const body = { schemas: [ERROR], ...(scimType ? { scimType } : {}), detail: message, status: String(status) };
  c.header("cache-control", "no-store");
  return c.body(JSON.stringify(body), status, { "content-type": "application/scim+json; charset=utf-8" });
}

/** One resource, or the news that it is still the one the other side has. */
export function answerOne(
  c: Context<ScimEnv>,
  type: ResourceType,
  { resource, meta }: Found,
  selection: Selection,
  status: 200 | 201 = 200,
): Response {
  const presented = presentResource(type, resource, meta, c.var.world.base);
  const version = versionOf(presented);
  c.header("etag", version);
  if (status === 201) c.header("location", `${c.var.world.base}${type.endpoint}/${String(resource.id)}`);
  const known = c.req.method === "GET" ? c.req.header("if-none-match") : undefined;
  if (known?.split(",").some((each) => each.trim() === version)) return c.body(null, 304);
  return answer(c, selectAttributes(type, presented, selection), status);
}

export function answerList(c: Context<ScimEnv>, type: ResourceType, page: Page<Found>, selection: Selection): Response {
  const { base } = c.var.world;
  const items = page.items.map(({ resource, meta }) =>
    selectAttributes(type, presentResource(type, resource, meta, base), selection),
  );
  return answer(c, listOf(items, page.total, page.startIndex));
}

export function listOf(items: Presented[], total = items.length, startIndex = 1): Presented {
  return { schemas: [LIST], totalResults: total, startIndex, itemsPerPage: items.length, Resources: items };
}
