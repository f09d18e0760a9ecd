import { createRoute, z } from "@hono/zod-openapi";
import type { Kysely } from "kysely";
import type { Schema } from "../database/schema.ts";
import { createRoutes, type SignedInEnv } from "../http/app-env.ts";
import { json, jsonBody, problems } from "../http/json-content.ts";
import { problem } from "../http/problem.ts";
import { whoAsks } from "../workspace/workspace-routes.ts";
import { workspaceParams } from "../workspace/workspace-schemas.ts";
import { beginRound } from "./begin-round.ts";
import type { PlanningRounds } from "./open-rounds.ts";
import { readMyTurns, readNewestRound } from "./read-round.ts";
import {
  beginRoundSchema,
  chooseTurnSchema,
  myRoundParams,
  myTurnSchema,
  newestRoundSchema,
  roundParams,
  roundTurnParams,
} from "./round-schemas.ts";
import { cancelRound, chooseTurn, passTurn } from "./settle-turn.ts";

const path = "/api/workspaces/{workspace}/planning-round";

const read = createRoute({
  method: "get",
  path,
  summary: "The newest round of planning: who has planned and who waits for whom; for owners and admins",
  request: { params: workspaceParams },
  responses: { 200: { description: "As it stands", ...json(newestRoundSchema) }, ...problems(401, 404, 429) },
});

const begin = createRoute({
  method: "post",
  path,
  summary: "Begin a round in which the managers plan, who is above first; for owners and admins",
  request: { params: workspaceParams, ...jsonBody(beginRoundSchema) },
  responses: { 201: { description: "It has begun", ...json(newestRoundSchema) }, ...problems(400, 401, 404, 409, 429) },
});

const cancel = createRoute({
  method: "delete",
  path: `${path}/{round}`,
  summary: "End a round where it stands; for owners and admins",
  request: { params: roundParams },
  responses: { 200: { description: "As it stands", ...json(newestRoundSchema) }, ...problems(401, 404, 409, 429) },
});

const pass = createRoute({
  method: "post",
  path: `${path}/{round}/turns/{person}/pass`,
  summary: "Go on without somebody, whose 1:1s stay as they are; for owners and admins",
  request: { params: roundTurnParams },
  responses: { 200: { description: "As it stands", ...json(newestRoundSchema) }, ...problems(401, 404, 409, 429) },
});

const choose = createRoute({
  method: "put",
  path: "/api/me/planner/rounds/{round}",
  summary: "Say whether mine is planned with the round, by hand, or stays as it is",
  request: { params: myRoundParams, ...jsonBody(chooseTurnSchema) },
  responses: {
    200: { description: "My turns", ...json(z.array(myTurnSchema)) },
    ...problems(400, 401, 404, 409, 429),
  },
});

type Parts = { db: Kysely<Schema>; now: () => Date; newId: () => string; planner: { rounds: PlanningRounds } };

/** Rounds of planning. None of it reads a page, a plan or a calendar. */
export function roundRoutes({ db, now, newId, planner: { rounds } }: Parts) {
  return createRoutes<SignedInEnv>()
    .openapi(read, async (c) => {
      const newest = await readNewestRound(db, whoAsks(c, c.req.valid("param").workspace, now));
      return newest ? c.json(newest, 200) : problem(c, "not_found");
    })
    .openapi(begin, async (c) => {
      const who = whoAsks(c, c.req.valid("param").workspace, now);
      const begun = await beginRound(db, who, c.req.valid("json"), newId);
      if (begun.type === "chart_in_circle") return problem(c, begun.type, `${begun.names.join(" → ")}.`);
      if (begun.type !== "begun") return problem(c, begun.type);
      const newest = await readNewestRound(db, who);
      return newest ? c.json(newest, 201) : problem(c, "not_found");
    })
    .openapi(cancel, async (c) => {
      const { workspace, round } = c.req.valid("param");
      const who = whoAsks(c, workspace, now);
      const { type } = await cancelRound(db, who, round);
      if (type !== "changed") return problem(c, type);
      const newest = await readNewestRound(db, who);
      return newest ? c.json(newest, 200) : problem(c, "not_found");
    })
    .openapi(pass, async (c) => {
      const { workspace, round, person } = c.req.valid("param");
      const who = whoAsks(c, workspace, now);
      const { type } = await passTurn(db, who, round, person);
      if (type !== "changed") return problem(c, type);
      rounds.wake();
      const newest = await readNewestRound(db, who);
      return newest ? c.json(newest, 200) : problem(c, "not_found");
    })
    .openapi(choose, async (c) => {
      const { userId } = c.var.who;
      const chosen = await chooseTurn(db, { userId, now: now() }, c.req.valid("param").round, c.req.valid("json"));
      if (chosen !== "chosen") return problem(c, chosen);
      rounds.wake();
      return c.json(await readMyTurns(db, userId), 200);
    });
}
