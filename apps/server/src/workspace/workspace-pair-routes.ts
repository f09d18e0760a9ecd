import { createRoute } from "@hono/zod-openapi";
import { createRoutes, type SignedInEnv } from "../http/app-env.ts";
import { json, jsonBody, problems } from "../http/json-content.ts";
import { problem } from "../http/problem.ts";
import { pairSchema } from "../people/people-schemas.ts";
import { noticePost } from "../skip/send-notice.ts";
import { beginWorkspacePair, letIn, readMyPlace } from "./workspace-pairs.ts";
import { type WorkspaceRoutesParts, whoAsks } from "./workspace-routes.ts";
import { beginPairSchema, myPlaceSchema, workspacePairParams, workspaceParams } from "./workspace-schemas.ts";

const mine = createRoute({
  method: "get",
  path: "/api/workspaces/{workspace}/mine",
  summary: "Where I stand in the chart today, and my own pages with people of the workspace",
  request: { params: workspaceParams },
  responses: { 200: { description: "My place", ...json(myPlaceSchema) }, ...problems(401, 404, 429) },
});

const begin = createRoute({
  method: "put",
  path: "/api/workspaces/{workspace}/pairs/{pair}",
  summary: "Begin a page with somebody of the workspace; an open one of the same two and relation is answered instead",
  request: { params: workspacePairParams, ...jsonBody(beginPairSchema) },
  responses: {
    200: { description: "The pair as I see it", ...json(pairSchema) },
    ...problems(400, 401, 404, 409, 429),
  },
});

const admit = createRoute({
  method: "post",
  path: "/api/workspaces/{workspace}/pairs/{pair}/let-in",
  summary: "Give somebody who joined after I began our page their seat on it",
  request: { params: workspacePairParams },
  responses: { 200: { description: "The pair as I see it", ...json(pairSchema) }, ...problems(401, 404, 429) },
});

export function workspacePairRoutes(parts: WorkspaceRoutesParts) {
  const { db, engine, access, now, signIn } = parts;
  return createRoutes<SignedInEnv>()
    .openapi(mine, async (c) => {
      const place = await readMyPlace(db, whoAsks(c, c.req.valid("param").workspace, now));
      return place ? c.json(place, 200) : problem(c, "not_found");
    })
    .openapi(begin, async (c) => {
      const { workspace, pair } = c.req.valid("param");
      const who = whoAsks(c, workspace, now);
      const result = await beginWorkspacePair({ db, engine }, who, pair, c.req.valid("json"), noticePost(parts));
      signIn.mail.wake();
      return "pair" in result ? c.json(result.pair, 200) : problem(c, result.type);
    })
    .openapi(admit, async (c) => {
      const { workspace, pair } = c.req.valid("param");
      const result = await letIn(db, whoAsks(c, workspace, now), pair);
      if (result.type !== "pair") return problem(c, result.type);
      access.changed(pair);
      return c.json(result.pair, 200);
    });
}
