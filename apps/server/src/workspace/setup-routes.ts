import { createRoute } from "@hono/zod-openapi";
import { type AppEnv, createRoutes, type SignedInEnv } from "../http/app-env.ts";
import { json, jsonBody, problems } from "../http/json-content.ts";
import { problem } from "../http/problem.ts";
import { opensSetup, setUpWorkspace } from "./setup-link.ts";
import type { WorkspaceRoutesParts } from "./workspace-routes.ts";
import { secretSchema, setUpSchema, workspaceSchema } from "./workspace-schemas.ts";

const look = createRoute({
  method: "post",
  path: "/api/setup/look",
  summary: "Whether a setup link opens anything; changes nothing",
  request: jsonBody(secretSchema),
  responses: { 204: { description: "It does" }, ...problems(400, 410, 429) },
});

const setUp = createRoute({
  method: "post",
  path: "/api/setup",
  summary: "Begin a workspace and become its owner, once for each link",
  request: jsonBody(setUpSchema),
  responses: { 201: { description: "The workspace", ...json(workspaceSchema) }, ...problems(400, 401, 410, 429) },
});

export function setupLookRoute({ db, now }: Pick<WorkspaceRoutesParts, "db" | "now">) {
  return createRoutes<AppEnv>().openapi(look, async (c) => {
    const opens = await opensSetup(db, c.req.valid("json").secret, now());
    return opens ? c.body(null, 204) : problem(c, "setup_over");
  });
}

export function setupRoutes({ db, now, newId }: WorkspaceRoutesParts) {
  return createRoutes<SignedInEnv>().openapi(setUp, async (c) => {
    const workspace = await setUpWorkspace(db, c.req.valid("json"), c.var.who.userId, newId, now());
    return workspace ? c.json(workspace, 201) : problem(c, "setup_over");
  });
}
