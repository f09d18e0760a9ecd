import { isMemberId } from "@candor/core/person/member.ts";
import type { PageVersion, PageVolume, PageWriters } from "@candor/protocol/http/people.ts";
import { createRoute, z } from "@hono/zod-openapi";
import type { MiddlewareHandler } from "hono";
import type { Kysely } from "kysely";
import type { Schema } from "../database/schema.ts";
import { createRoutes, type SignedInEnv } from "../http/app-env.ts";
import { json, problems } from "../http/json-content.ts";
import { problem } from "../http/problem.ts";
import { readMembership } from "../people/pairs.ts";
import { pairParams } from "../people/people-schemas.ts";
import type { PageHistory } from "../sync/snapshot/page-history.ts";
import { listVolumes, readVolume } from "./read-volumes.ts";

const seq = z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER);
const year = z.coerce.number().int().min(1970).max(9999);

const versionSchema = z
  .object({
    seq: z.number().int(),
    at: z.iso.datetime(),
    by: z.array(z.enum(["a", "b"])),
    updates: z.number().int(),
  })
  .openapi("PageVersion") satisfies z.ZodType<PageVersion>;

const writersSchema = z
  .object({ by: z.array(z.enum(["a", "b"])).nullable() })
  .openapi("PageWriters") satisfies z.ZodType<PageWriters>;

const volumeSchema = z
  .object({ year: z.number().int(), sealedAt: z.iso.datetime() })
  .openapi("PageVolume") satisfies z.ZodType<PageVolume>;

const update = { content: { "application/octet-stream": { schema: z.string().openapi({ format: "binary" }) } } };

const versions = createRoute({
  method: "get",
  path: "/api/pairs/{id}/versions",
  summary: "When the page was written on and by whom, the newest first; `before` goes further back",
  request: { params: pairParams, query: z.object({ before: seq.optional() }) },
  responses: {
    200: { description: "A part of them", ...json(z.array(versionSchema)) },
    ...problems(400, 401, 404, 429),
  },
});

const version = createRoute({
  method: "get",
  path: "/api/pairs/{id}/versions/{seq}",
  summary: "The page as it was, as one Yjs update",
  request: { params: pairParams.extend({ seq }) },
  responses: { 200: { description: "The state", ...update }, ...problems(401, 404, 429) },
});

const writers = createRoute({
  method: "get",
  path: "/api/pairs/{id}/versions/{seq}/writers-after",
  summary: "Who wrote on the page after that; null where not all of it is known",
  request: { params: pairParams.extend({ seq }) },
  responses: { 200: { description: "All of them", ...json(writersSchema) }, ...problems(401, 404, 429) },
});

const volumes = createRoute({
  method: "get",
  path: "/api/pairs/{id}/volumes",
  summary: "The years that were taken out of the page, the newest first",
  request: { params: pairParams },
  responses: { 200: { description: "All of them", ...json(z.array(volumeSchema)) }, ...problems(401, 404) },
});

const volume = createRoute({
  method: "get",
  path: "/api/pairs/{id}/volumes/{year}",
  summary: "One year of the page, as a volume file",
  request: { params: pairParams.extend({ year }) },
  responses: { 200: { description: "The state", ...update }, ...problems(401, 404, 429) },
});

/** The page's past, for those who have a seat at it. */
export function historyRoutes({ db, history }: { db: Kysely<Schema>; history: PageHistory }) {
  const membersOnly: MiddlewareHandler<SignedInEnv> = async (c, next) => {
    const member = await readMembership(db, c.req.param("id") ?? "", c.var.who.userId);
    return member ? next() : problem(c, "not_found");
  };
  const routes = createRoutes<SignedInEnv>();
  for (const path of ["versions", "versions/*", "volumes", "volumes/*"])
    routes.use(`/api/pairs/:id/${path}`, membersOnly);
  return routes
    .openapi(versions, async (c) => {
      const { before } = c.req.valid("query");
      const listed = await history.listVersions(c.req.valid("param").id, before);
      return c.json(
        listed.map((each) => ({ ...each, by: each.by.filter(isMemberId) })),
        200,
      );
    })
    .openapi(version, async (c) => {
      const { id, seq } = c.req.valid("param");
      return answerUpdate(await history.readVersion(id, seq)) ?? problem(c, "not_found");
    })
    .openapi(writers, async (c) => {
      const { id, seq } = c.req.valid("param");
      const by = await history.writersAfter(id, seq);
      return c.json({ by: by?.every(isMemberId) ? by : null }, 200);
    })
    .openapi(volumes, async (c) => c.json(await listVolumes(db, c.req.valid("param").id), 200))
    .openapi(volume, async (c) => {
      const { id, year } = c.req.valid("param");
      return answerUpdate(await readVolume(db, id, year)) ?? problem(c, "not_found");
    });
}

function answerUpdate(state: Uint8Array | null): Response | null {
  if (!state) return null;
  return new Response(new Uint8Array(state), { headers: { "content-type": "application/octet-stream" } });
}
