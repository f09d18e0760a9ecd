import { createRoute, z } from "@hono/zod-openapi";
import type { Kysely } from "kysely";
import type { Schema } from "../database/schema.ts";
import { createRoutes, type SignedInEnv } from "../http/app-env.ts";
import { json, jsonBody, problems } from "../http/json-content.ts";
import { problem } from "../http/problem.ts";
import { changePair, listPairs, putPair, readPair } from "./pairs.ts";
import { changePairSchema, createPairSchema, pairParams, pairSchema } from "./people-schemas.ts";

const pairAnswer = { 200: { description: "The pair as I see it", ...json(pairSchema) } };

const put = createRoute({
  method: "put",
  path: "/api/pairs/{id}",
  summary: "Begin a pair, myself in seat a; the same again changes nothing",
  request: { params: pairParams, ...jsonBody(createPairSchema) },
  responses: { ...pairAnswer, ...problems(400, 401, 404, 409, 429) },
});

const list = createRoute({
  method: "get",
  path: "/api/pairs",
  summary: "The pairs I have a seat in, the newest first",
  responses: { 200: { description: "All of them", ...json(z.array(pairSchema)) }, ...problems(401) },
});

const read = createRoute({
  method: "get",
  path: "/api/pairs/{id}",
  summary: "One pair",
  request: { params: pairParams },
  responses: { ...pairAnswer, ...problems(401, 404) },
});

const change = createRoute({
  method: "patch",
  path: "/api/pairs/{id}",
  summary: "Change names and roles",
  request: { params: pairParams, ...jsonBody(changePairSchema) },
  responses: { ...pairAnswer, ...problems(400, 401, 404, 409) },
});

export function pairRoutes({ db, now }: { db: Kysely<Schema>; now: () => Date }) {
  return createRoutes<SignedInEnv>()
    .openapi(put, async (c) => {
      const result = await putPair(db, c.req.valid("param").id, c.var.who.userId, c.req.valid("json"), now());
      return result.type === "pair" ? c.json(result.pair, 200) : problem(c, result.type);
    })
    .openapi(list, async (c) => c.json(await listPairs(db, c.var.who.userId), 200))
    .openapi(read, async (c) => {
      const pair = await readPair(db, c.req.valid("param").id, c.var.who.userId);
      return pair ? c.json(pair, 200) : problem(c, "not_found");
    })
    .openapi(change, async (c) => {
      const wanted = c.req.valid("json");
      const pair = await changePair(db, c.req.valid("param").id, c.var.who.userId, wanted);
      if (pair === "relation_fixed") return problem(c, pair);
      return pair ? c.json(pair, 200) : problem(c, "not_found");
    });
}
