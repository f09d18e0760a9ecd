import type { NightlyExport, SetNightlyExport } from "@candor/protocol/http/nightly.ts";
import { createRoute, z } from "@hono/zod-openapi";
import type { Kysely } from "kysely";
import type { Schema } from "../database/schema.ts";
import { createRoutes, type SignedInEnv } from "../http/app-env.ts";
import { json, jsonBody, problems } from "../http/json-content.ts";
import { readNightly, setNightly } from "./nightly-switch.ts";

const nightlySchema = z
  .object({
    ...{ available: z.boolean(), on: z.boolean(), folder: z.string() },
    ...{ writtenAt: z.iso.datetime().nullable(), failed: z.boolean() },
  })
  .openapi("NightlyExport") satisfies z.ZodType<NightlyExport>;

const setSchema = z.strictObject({ on: z.boolean() }).openapi("SetNightlyExport") satisfies z.ZodType<SetNightlyExport>;

const mine = { 200: { description: "Whether it is, and when it last was", ...json(nightlySchema) } };

const read = createRoute({
  method: "get",
  path: "/api/me/nightly-export",
  summary: "Whether my pages are written to a folder of the server each night",
  responses: { ...mine, ...problems(401, 429) },
});

const set = createRoute({
  method: "put",
  path: "/api/me/nightly-export",
  summary: "Let my own pages be written to a folder of the server each night, or no longer",
  request: jsonBody(setSchema),
  responses: { ...mine, ...problems(400, 401, 429) },
});

/** @param nightly whether there is a folder. */
export function nightlyRoutes({ db, nightly, now }: { db: Kysely<Schema>; nightly: boolean; now: () => Date }) {
  return createRoutes<SignedInEnv>()
    .openapi(read, async (c) => c.json(await readNightly(db, c.var.who.userId, nightly), 200))
    .openapi(set, async (c) => {
      const wanted = c.req.valid("json");
      return c.json(await setNightly(db, c.var.who.userId, wanted, { available: nightly, now: now() }), 200);
    });
}
