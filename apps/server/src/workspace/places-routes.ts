import { createRoute, z } from "@hono/zod-openapi";
import { createRoutes, type SignedInEnv } from "../http/app-env.ts";
import { json, problems } from "../http/json-content.ts";
import { problem } from "../http/problem.ts";
import { listPlacesForMe, takePlace } from "./places-for-me.ts";
import type { WorkspaceRoutesParts } from "./workspace-routes.ts";
import { placeForMeSchema, placeParams, workspaceSchema } from "./workspace-schemas.ts";

const list = createRoute({
  method: "get",
  path: "/api/me/places",
  summary: "Workspaces that know the address I signed in by and have a place for me",
  responses: { 200: { description: "All of them", ...json(z.array(placeForMeSchema)) }, ...problems(401) },
});

const take = createRoute({
  method: "post",
  path: "/api/me/places/{person}",
  summary: "Take a place that a workspace has for me",
  request: { params: placeParams },
  responses: { 200: { description: "The workspace", ...json(workspaceSchema) }, ...problems(401, 404) },
});

export function placesRoutes({ db, engine, now }: WorkspaceRoutesParts) {
  return createRoutes<SignedInEnv>()
    .openapi(list, async (c) => c.json(await listPlacesForMe({ db, engine }, c.var.who.userId), 200))
    .openapi(take, async (c) => {
      const workspace = await takePlace({ db, engine }, c.req.valid("param").person, c.var.who.userId, now());
      return workspace ? c.json(workspace, 200) : problem(c, "not_found");
    });
}
