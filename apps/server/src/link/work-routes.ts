import { LINK_PROVIDERS, LINK_STATES } from "@candor/core/link/link-look.ts";
import { MAX_WORK_ITEMS } from "@candor/core/link/work-list.ts";
import { safeHref } from "@candor/core/notes/note-node.ts";
import type { PairWork, SetWork, WorkItem } from "@candor/protocol/http/work.ts";
import { createRoute, z } from "@hono/zod-openapi";
import type { Kysely } from "kysely";
import type { Schema } from "../database/schema.ts";
import { createRoutes, type SignedInEnv } from "../http/app-env.ts";
import { json, jsonBody, problems } from "../http/json-content.ts";
import { problem } from "../http/problem.ts";
import { pairParams } from "../people/people-schemas.ts";
import type { LinkTitlePorts } from "./link-routes.ts";
import { readWork, setWork } from "./work-list.ts";

const itemSchema = z
  .object({
    ...{ address: z.string(), title: z.string(), state: z.enum(LINK_STATES).nullable(), said: z.string().nullable() },
  })
  .openapi("WorkItem") satisfies z.ZodType<WorkItem>;

const workSchema = z
  .object({
    isMine: z.boolean(),
    links: z.array(z.string()),
    listed: z
      .object({
        provider: z.enum(LINK_PROVIDERS),
        items: z.array(itemSchema),
        at: z.iso.datetime().nullable(),
      })
      .nullable(),
    account: z.uuid().nullable(),
  })
  .openapi("PairWork") satisfies z.ZodType<PairWork>;

const address = z
  .string()
  .trim()
  .max(2_000)
  .refine(
    (text) => /^https?:\/\/[^\s<>"\\]+$/i.test(text) && safeHref(text) !== null,
    "An address begins with https://.",
  );

const setSchema = z
  .strictObject({ links: z.array(address).max(MAX_WORK_ITEMS), account: z.uuid().nullable() })
  .openapi("SetWork") satisfies z.ZodType<SetWork>;

const answer = { 200: { description: "What the direct shows", ...json(workSchema) } };

const read = createRoute({
  method: "get",
  path: "/api/pairs/{id}/work",
  summary: "What the direct chose to show of their work",
  request: { params: pairParams },
  responses: { ...answer, ...problems(401, 404, 429) },
});

const set = createRoute({
  method: "put",
  path: "/api/pairs/{id}/work",
  summary: "Say what I show of my work here, as the direct; nothing: it is gone",
  request: { params: pairParams, ...jsonBody(setSchema) },
  responses: { ...answer, ...problems(400, 401, 404, 409, 429) },
});

type Parts = { db: Kysely<Schema>; links: LinkTitlePorts; now: () => Date };

export function workRoutes({ db, links: { seal, config }, now }: Parts) {
  const parts = { db, seal, config, now, ports: { allowed: config.allowed } };
  return createRoutes<SignedInEnv>()
    .openapi(read, async (c) => {
      const work = await readWork(parts, c.req.valid("param").id, c.var.who.userId);
      return work ? c.json(work, 200) : problem(c, "not_found");
    })
    .openapi(set, async (c) => {
      const [pair, { userId }] = [c.req.valid("param").id, c.var.who];
      const done = await setWork(parts, { pair, userId }, c.req.valid("json"));
      if (done !== "set") return problem(c, done);
      const work = await readWork(parts, pair, userId);
      return work ? c.json(work, 200) : problem(c, "not_found");
    });
}
