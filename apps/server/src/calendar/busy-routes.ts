import type { BusySide, PairBusy, ShareBusy } from "@candor/protocol/http/calendar.ts";
import { createRoute, z } from "@hono/zod-openapi";
import type { Kysely } from "kysely";
import type { Schema } from "../database/schema.ts";
import { createRoutes, type SignedInEnv } from "../http/app-env.ts";
import { json, jsonBody, problems } from "../http/json-content.ts";
import { problem } from "../http/problem.ts";
import { pairParams } from "../people/people-schemas.ts";
import { readPairBusy, shareBusy } from "./pair-busy.ts";

const sideSchema = z
  .object({
    state: z.enum(["no_calendar", "not_shared", "known", "unknown"]),
    readAt: z.string().nullable(),
    spans: z.array(z.object({ from: z.number(), until: z.number(), type: z.enum(["taken", "maybe", "unknown"]) })),
  })
  .openapi("BusySide") satisfies z.ZodType<BusySide>;

const busySchema = z
  .object({ mine: sideSchema, theirs: sideSchema, iShare: z.boolean() })
  .openapi("PairBusy") satisfies z.ZodType<PairBusy>;

const shareSchema = z.strictObject({ shares: z.boolean() }).openapi("ShareBusy") satisfies z.ZodType<ShareBusy>;

const read = createRoute({
  method: "get",
  path: "/api/pairs/{id}/busy",
  summary: "When the two of us are taken in the next four weeks, and never by what",
  request: { params: pairParams },
  responses: { 200: { description: "As far as it is known", ...json(busySchema) }, ...problems(401, 404, 429) },
});

const share = createRoute({
  method: "put",
  path: "/api/pairs/{id}/busy-share",
  summary: "Say whether the other is told when I am taken",
  request: { params: pairParams, ...jsonBody(shareSchema) },
  responses: { 204: { description: "Done; the same again changes nothing" }, ...problems(400, 401, 404, 429) },
});

export function busyRoutes({ db, now }: { db: Kysely<Schema>; now: () => Date }) {
  return createRoutes<SignedInEnv>()
    .openapi(read, async (c) => {
      const busy = await readPairBusy(db, c.req.valid("param").id, c.var.who.userId, now());
      return busy ? c.json(busy, 200) : problem(c, "not_found");
    })
    .openapi(share, async (c) => {
      const { id } = c.req.valid("param");
      const done = await shareBusy(db, id, c.var.who.userId, c.req.valid("json").shares, now());
      return done ? c.body(null, 204) : problem(c, "not_found");
    });
}
