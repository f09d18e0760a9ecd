import { ACCESS_EVENT_KINDS, SERVER_EVENT_KINDS } from "@candor/core/access/access-log.ts";
import type { AccessLog, NoteAccess } from "@candor/protocol/http/access.ts";
import { createRoute, z } from "@hono/zod-openapi";
import type { Kysely } from "kysely";
import type { Schema } from "../database/schema.ts";
import { createRoutes, type SignedInEnv } from "../http/app-env.ts";
import { json, jsonBody, problems } from "../http/json-content.ts";
import { problem } from "../http/problem.ts";
import { readMembership } from "../people/pairs.ts";
import { pairParams } from "../people/people-schemas.ts";
import { noteAccess } from "./note-access.ts";
import { readAccessLog } from "./read-access-log.ts";

const member = z.enum(["a", "b"]).nullable();

const accessLogSchema = z
  .object({
    events: z.array(
      z.object({
        day: z.iso.date(),
        kind: z.enum([...ACCESS_EVENT_KINDS, ...SERVER_EVENT_KINDS]),
        member,
        name: z.string(),
        actor: member,
      }),
    ),
    more: z.boolean(),
  })
  .openapi("AccessLog") satisfies z.ZodType<AccessLog>;

const noteAccessSchema = z
  .strictObject({ kind: z.enum(["exported", "restored"]) })
  .openapi("NoteAccess") satisfies z.ZodType<NoteAccess>;

const read = createRoute({
  method: "get",
  path: "/api/pairs/{id}/access-log",
  summary: "Who could read the page and who did, by days, the newest first; `before` goes further back",
  request: { params: pairParams, query: z.object({ before: z.iso.date().optional() }) },
  responses: { 200: { description: "A part of it", ...json(accessLogSchema) }, ...problems(400, 401, 404) },
});

const note = createRoute({
  method: "post",
  path: "/api/pairs/{id}/access-log",
  summary: "Say that I took the page out of Candor, or brought an earlier version back",
  request: { params: pairParams, ...jsonBody(noteAccessSchema) },
  responses: { 204: { description: "It is in the log" }, ...problems(400, 401, 404, 429) },
});

export function accessLogRoutes({ db, now }: { db: Kysely<Schema>; now: () => Date }) {
  return createRoutes<SignedInEnv>()
    .openapi(read, async (c) => {
      const { before } = c.req.valid("query");
      const asked = { pairId: c.req.valid("param").id, userId: c.var.who.userId, before };
      const log = await readAccessLog(db, asked, now());
      return log ? c.json(log, 200) : problem(c, "not_found");
    })
    .openapi(note, async (c) => {
      const { id } = c.req.valid("param");
      const membership = await readMembership(db, id, c.var.who.userId);
      if (!membership) return problem(c, "not_found");
      const { member } = membership;
      await noteAccess(db, { pairId: id, kind: c.req.valid("json").kind, member, actor: member }, now());
      return c.body(null, 204);
    });
}
