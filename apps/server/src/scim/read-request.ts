import type { Context } from "hono";
import { isObject } from "./admit-value.ts";
import { MAX_RESULTS } from "./discovery.ts";
import type { Selection } from "./present-resource.ts";
import { ScimRefusal } from "./scim-refusal.ts";
import type { ListQuery } from "./scim-world.ts";

const DEFAULT_RESULTS = 100; // in one answer, where nobody says

/** @throws {ScimRefusal} where the body is no JSON object. */
export async function readBody(c: Context): Promise<Record<string, unknown>> {
  const type = c.req.header("content-type")?.split(";")[0]?.trim().toLowerCase();
  if (type !== "application/scim+json" && type !== "application/json") {
    throw new ScimRefusal(415, null, "The body must be application/scim+json.");
  }
  const text = await c.req.text();
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    throw new ScimRefusal(400, "invalidSyntax", "The body is no JSON.");
  }
  if (!isObject(body)) throw new ScimRefusal(400, "invalidSyntax", "The body is no JSON object.");
  return body;
}

export function readListQuery(c: Context): ListQuery {
  return { filter: c.req.query("filter") || null, ...range(c.req.query("startIndex"), c.req.query("count")) };
}

export function readSelection(c: Context): Selection {
  return { attributes: c.req.query("attributes") || null, excluded: c.req.query("excludedAttributes") || null };
}

/** The same two for a search whose question is in the body (RFC 7644, section 3.4.3). */
export async function readSearch(c: Context): Promise<{ query: ListQuery; selection: Selection }> {
  const { filter, startIndex, count, attributes, excludedAttributes } = await readBody(c);
  const names = (given: unknown) => (Array.isArray(given) && given.length > 0 ? given.map(String).join(",") : null);
  return {
    query: { filter: typeof filter === "string" && filter !== "" ? filter : null, ...range(startIndex, count) },
    selection: { attributes: names(attributes), excluded: names(excludedAttributes) },
  };
}

/** What is no number is left to us, what is too small is the smallest there is (RFC 7644, section 3.4.2.4). */
function range(startIndex: unknown, count: unknown): { startIndex: number; count: number } {
  return {
    startIndex: Math.min(Math.max(whole(startIndex, 1), 1), 1_000_000_000),
    count: Math.min(Math.max(whole(count, DEFAULT_RESULTS), 0), MAX_RESULTS),
  };
}

function whole(given: unknown, otherwise: number): number {
  const number = typeof given === "number" || (typeof given === "string" && given !== "") ? Number(given) : Number.NaN;
  return Number.isFinite(number) ? Math.trunc(number) : otherwise;
}
