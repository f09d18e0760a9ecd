import type { Search, SearchHit } from "@candor/protocol/http/search.ts";
import { createRoute, z } from "@hono/zod-openapi";
import type { Kysely } from "kysely";
import { readableArtifacts } from "../artifact/read-artifacts.ts";
import { searchLinks } from "../artifact/search-links.ts";
import type { Engine } from "../database/engine.ts";
import type { Schema } from "../database/schema.ts";
import { createRoutes, type SignedInEnv } from "../http/app-env.ts";
import { json, jsonBody, problems } from "../http/json-content.ts";
import { searchPages } from "./projection/search-pages.ts";

const MAX_QUERY_LENGTH = 200; // UTF-16 units
const MOST_HITS = 40;

const kindSchema = z.enum(["topic", "action", "welcome", "artifact", "pairing"]);

const hitSchema = z
  .object({
    page: z.uuid(),
    volume: z.number().int().nullable(),
    kind: kindSchema,
    item: z.string(),
    title: z.string(),
    excerpt: z.string(),
    at: z.string().nullable(),
  })
  .openapi("SearchHit") satisfies z.ZodType<SearchHit>;

const wantedSchema = z
  .strictObject({
    words: z.string().max(MAX_QUERY_LENGTH),
    kind: kindSchema.optional(),
    page: z.uuid().optional().openapi({ description: "one page or artifact alone" }),
    from: z.iso.datetime().optional().openapi({ description: "written first then or later" }),
    to: z.iso.datetime().optional().openapi({ description: "written first before" }),
  })
  .openapi("Search") satisfies z.ZodType<Search>;

// By POST, although it changes nothing: proxies on the way write addresses down, and what somebody looks for is theirs.
const search = createRoute({
  method: "post",
  path: "/api/search",
  summary: "Full-text search over the pages I have a seat at and the artifacts that I may read",
  request: jsonBody(wantedSchema),
  responses: {
    200: { description: `The best ${MOST_HITS}`, ...json(z.array(hitSchema)) },
    ...problems(400, 401, 429),
  },
});

export function searchRoutes(tables: { db: Kysely<Schema>; engine: Engine }) {
  return createRoutes<SignedInEnv>().openapi(search, async (c) => {
    const { userId } = c.var.who;
    const { words: text, kind, page, from, to } = c.req.valid("json");
    const seats = await tables.db.selectFrom("pair_member").select("pair_id").where("user_id", "=", userId).execute();
    const artifacts = kind === undefined || kind === "artifact" ? await readableArtifacts(tables, userId) : [];
    const readable = [...seats.map((seat) => seat.pair_id), ...artifacts.map(({ id }) => id)];
    const documents = page === undefined ? readable : readable.filter((id) => id === page);
    const wanted = { text, documents, kinds: kind === undefined ? [] : [kind], from, to };
    const links = searchLinks(
      artifacts.filter(({ id }) => documents.includes(id)),
      wanted,
    );
    return c.json([...links, ...(await searchPages(tables, wanted, MOST_HITS))].slice(0, MOST_HITS), 200);
  });
}
