import { createRoute } from "@hono/zod-openapi";
import type { Kysely } from "kysely";
import type { Schema } from "../database/schema.ts";
import { createRoutes, type SignedInEnv } from "../http/app-env.ts";
import { json, jsonBody, problems } from "../http/json-content.ts";
import { problem } from "../http/problem.ts";
import { whoAsks } from "../workspace/workspace-routes.ts";
import { workspaceParams } from "../workspace/workspace-schemas.ts";
import { changeItem, holdAllHands, planAllHands, putUp, readAllHands, takeDown } from "./all-hands.ts";
import {
  allHandsSchema,
  changeItemSchema,
  itemParams,
  meetingParams,
  planSchema,
  putUpSchema,
} from "./all-hands-schemas.ts";

const path = "/api/workspaces/{workspace}/all-hands";
const itemPath = "/api/workspaces/{workspace}/agenda-items/{item}";
const all = { 200: { description: "As it stands", ...json(allHandsSchema) } };

const read = createRoute({
  method: "get",
  path,
  summary: "What is said before everybody: what waits, what is planned, what was held",
  request: { params: workspaceParams },
  responses: { ...all, ...problems(401, 404, 429) },
});

const plan = createRoute({
  method: "put",
  path: `${path}/{meeting}`,
  summary: "Plan an all-hands, onto which comes what waits, or move it; for admins and whoever manages somebody",
  request: { params: meetingParams, ...jsonBody(planSchema) },
  responses: { ...all, ...problems(400, 401, 404, 409, 429) },
});

const hold = createRoute({
  method: "post",
  path: `${path}/{meeting}/hold`,
  summary: "Say that it took place; what was not spoken of waits for the next",
  request: { params: meetingParams },
  responses: { ...all, ...problems(401, 404, 409, 429) },
});

const put = createRoute({
  method: "put",
  path: itemPath,
  summary: "Put something up for the next all-hands; the same again changes nothing",
  request: { params: itemParams, ...jsonBody(putUpSchema) },
  responses: { ...all, ...problems(400, 401, 404, 409, 429) },
});

const change = createRoute({
  method: "patch",
  path: itemPath,
  summary: "Order it, say how long, by whom, and whether it is done; for admins and whoever manages somebody",
  request: { params: itemParams, ...jsonBody(changeItemSchema) },
  responses: { ...all, ...problems(400, 401, 404, 409, 429) },
});

const remove = createRoute({
  method: "delete",
  path: itemPath,
  summary: "Take down what I put up under my name, or what I may lead",
  request: { params: itemParams },
  responses: { ...all, ...problems(401, 404, 409, 429) },
});

export function allHandsRoutes({ db, now }: { db: Kysely<Schema>; now: () => Date }) {
  return createRoutes<SignedInEnv>()
    .openapi(read, async (c) => {
      const found = await readAllHands(db, whoAsks(c, c.req.valid("param").workspace, now));
      return found ? c.json(found, 200) : problem(c, "not_found");
    })
    .openapi(plan, async (c) => {
      const { workspace, meeting } = c.req.valid("param");
      const result = await planAllHands(db, whoAsks(c, workspace, now), { meeting, ...c.req.valid("json") });
      return result.type === "all_hands" ? c.json(result.all, 200) : problem(c, result.type);
    })
    .openapi(hold, async (c) => {
      const { workspace, meeting } = c.req.valid("param");
      const result = await holdAllHands(db, whoAsks(c, workspace, now), meeting);
      return result.type === "all_hands" ? c.json(result.all, 200) : problem(c, result.type);
    })
    .openapi(put, async (c) => {
      const { workspace, item } = c.req.valid("param");
      const result = await putUp(db, whoAsks(c, workspace, now), { item, wanted: c.req.valid("json") });
      return result.type === "all_hands" ? c.json(result.all, 200) : problem(c, result.type);
    })
    .openapi(change, async (c) => {
      const { workspace, item } = c.req.valid("param");
      const result = await changeItem(db, whoAsks(c, workspace, now), { item, change: c.req.valid("json") });
      return result.type === "all_hands" ? c.json(result.all, 200) : problem(c, result.type);
    })
    .openapi(remove, async (c) => {
      const { workspace, item } = c.req.valid("param");
      const result = await takeDown(db, whoAsks(c, workspace, now), item);
      return result.type === "all_hands" ? c.json(result.all, 200) : problem(c, result.type);
    });
}
