import type { SearchHit } from "@candor/protocol/http/search.ts";
import { createRoute, z } from "@hono/zod-openapi";
import type { Kysely } from "kysely";
import type { Engine } from "../database/engine.ts";
import type { Schema } from "../database/schema.ts";
import { createRoutes, type SignedInEnv } from "../http/app-env.ts";
import { json, problems } from "../http/json-content.ts";
import { searchPages } from "./projection/search-pages.ts";

const MAX_QUERY_LENGTH = 200; // UTF-16 units
const MOST_HITS = 40;

const hitSchema = z
  .object({
    page: z.uuid(),
    volume: z.number().int().nullable(),
    kind: z.enum(["topic", "action", "welcome"]),
    item: z.string(),
    title: z.string(),
    excerpt: z.string(),
  })
  .openapi("SearchHit") satisfies z.ZodType<SearchHit>;

const search = createRoute({
  method: "get",
  path: "/api/search",
  summary: "Full-text search over the pages I have a seat at",
  request: { query: z.object({ q: z.string().max(MAX_QUERY_LENGTH) }) },
  responses: {
    200: { description: `The best ${MOST_HITS}`, ...json(z.array(hitSchema)) },
    ...problems(400, 401, 429),
  },
});

export function searchRoutes({ db, engine }: { db: Kysely<Schema>; engine: Engine }) {
  return createRoutes<SignedInEnv>().openapi(search, async (c) => {
    const seats = await db
      .selectFrom("pair_member")
      .select("pair_id")
      .where("user_id", "=", c.var.who.userId)
      .execute();
    const pages = seats.map((seat) => seat.pair_id);
    return c.json(await searchPages({ db, engine }, pages, c.req.valid("query").q, MOST_HITS), 200);
  });
}
