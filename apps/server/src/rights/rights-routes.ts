import { createRoute, z } from "@hono/zod-openapi";
import type { Kysely } from "kysely";
import type { Schema } from "../database/schema.ts";
import { createRoutes, type SignedInEnv } from "../http/app-env.ts";
import { json, jsonBody, problems } from "../http/json-content.ts";
import { problem } from "../http/problem.ts";
import type { ChangeablePageAccess } from "../people/page-access.ts";
import { pairParams, pairSchema } from "../people/people-schemas.ts";
import { askErasure, readErasure, takeBackErasure } from "./ask-erasure.ts";
import { readMyData } from "./my-data.ts";
import { listPutAway, putAway, takeBack } from "./put-away.ts";
import { askErasureSchema, erasureSchema, myDataSchema, putAwaySchema } from "./rights-schemas.ts";

const put = createRoute({
  method: "post",
  path: "/api/pairs/{id}/put-away",
  summary: "Leave a pair, or bin a page that nobody else is on; to be taken back within thirty days",
  request: { params: pairParams },
  responses: { 200: { description: "What can be taken back", ...json(putAwaySchema) }, ...problems(401, 404, 429) },
});

const back = createRoute({
  method: "post",
  path: "/api/pairs/{id}/take-back",
  summary: "Take back that I put a page away",
  request: { params: pairParams },
  responses: { 200: { description: "The pair as I see it", ...json(pairSchema) }, ...problems(401, 404, 429) },
});

const list = createRoute({
  method: "get",
  path: "/api/me/put-away",
  summary: "The pages that I put away and can take back, the newest first",
  responses: { 200: { description: "All of them", ...json(z.array(putAwaySchema)) }, ...problems(401) },
});

const data = createRoute({
  method: "get",
  path: "/api/me/data",
  summary: "What is kept about me beside my pages",
  responses: { 200: { description: "All of it", ...json(myDataSchema) }, ...problems(401, 429) },
});

const read = createRoute({
  method: "get",
  path: "/api/me/erasure",
  summary: "Whether I asked to be erased; null where I did not, which is no fault",
  responses: {
    200: { description: "When it is carried out, or nothing", ...json(erasureSchema.nullable()) },
    ...problems(401),
  },
});

const ask = createRoute({
  method: "put",
  path: "/api/me/erasure",
  summary: "Ask to be erased, thirty days from now",
  request: jsonBody(askErasureSchema),
  responses: { 200: { description: "When it is carried out", ...json(erasureSchema) }, ...problems(400, 401, 409) },
});

const stay = createRoute({
  method: "delete",
  path: "/api/me/erasure",
  summary: "Take it back, as signing in anew does",
  responses: { 204: { description: "Taken back" }, ...problems(401) },
});

export function rightsRoutes(parts: { db: Kysely<Schema>; access: ChangeablePageAccess; now: () => Date }) {
  const { db, access, now } = parts;
  return createRoutes<SignedInEnv>()
    .openapi(put, async (c) => {
      const { id } = c.req.valid("param");
      const page = await putAway(db, id, c.var.who.userId, now());
      if (page) access.changed(id);
      return page ? c.json(page, 200) : problem(c, "not_found");
    })
    .openapi(back, async (c) => {
      const { id } = c.req.valid("param");
      const pair = await takeBack(db, id, c.var.who.userId, now());
      if (pair) access.changed(id);
      return pair ? c.json(pair, 200) : problem(c, "not_found");
    })
    .openapi(list, async (c) => c.json(await listPutAway(db, c.var.who.userId, now()), 200))
    .openapi(data, async (c) => c.json(await readMyData(db, c.var.who.userId, now()), 200))
    .openapi(read, async (c) => c.json(await readErasure(db, c.var.who.userId, now()), 200))
    .openapi(ask, async (c) => {
      const erasure = await askErasure(db, c.var.who.userId, c.req.valid("json"), now());
      return erasure === "only_owner" ? problem(c, erasure) : c.json(erasure, 200);
    })
    .openapi(stay, async (c) => {
      await takeBackErasure(db, c.var.who.userId);
      return c.body(null, 204);
    });
}
