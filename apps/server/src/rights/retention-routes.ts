import type { Retention } from "@candor/protocol/http/rights.ts";
import { createRoute } from "@hono/zod-openapi";
import type { Kysely } from "kysely";
import type { Schema } from "../database/schema.ts";
import { createRoutes, type SignedInEnv } from "../http/app-env.ts";
import { json, jsonBody, problems } from "../http/json-content.ts";
import { problem } from "../http/problem.ts";
import { changeWorkspace, readPlace, refusal } from "../workspace/place.ts";
import { workspaceParams } from "../workspace/workspace-schemas.ts";
import { parseRetention } from "./read-archive.ts";
import { retentionSchema } from "./rights-schemas.ts";

const read = createRoute({
  method: "get",
  path: "/api/workspaces/{workspace}/retention",
  summary: "How long the workspace keeps what nobody works on any more; everybody in it may know",
  request: { params: workspaceParams },
  responses: { 200: { description: "As it is set", ...json(retentionSchema) }, ...problems(401, 404, 429) },
});

const set = createRoute({
  method: "put",
  path: "/api/workspaces/{workspace}/retention",
  summary: "Set it; for owners. Nothing goes before the two of a page have been told for thirty days",
  request: { params: workspaceParams, ...jsonBody(retentionSchema) },
  responses: { 200: { description: "As it is set", ...json(retentionSchema) }, ...problems(400, 401, 404, 409, 429) },
});

export function retentionRoutes({ db, now }: { db: Kysely<Schema>; now: () => Date }) {
  return createRoutes<SignedInEnv>()
    .openapi(read, async (c) => {
      const place = await readPlace(db, c.req.valid("param").workspace, c.var.who.userId, now());
      return place ? c.json(parseRetention(place.workspace.settings), 200) : problem(c, "not_found");
    })
    .openapi(set, async (c) => {
      const who = { workspaceId: c.req.valid("param").workspace, userId: c.var.who.userId, now: now() };
      const result = await setRetention(db, who, c.req.valid("json"));
      return result.type === "retention" ? c.json(result.retention, 200) : problem(c, result.type);
    });
}

async function setRetention(
  db: Kysely<Schema>,
  who: { workspaceId: string; userId: string; now: Date },
  retention: Retention,
) {
  return changeWorkspace(db, who, async ({ tx, ...place }) => {
    const refused = refusal(place, { action: "change_settings" });
    if (refused) return refused;
    const before = JSON.parse(place.workspace.settings) as Record<string, unknown>;
    const isSame = parseRetention(place.workspace.settings).formerManagerDays === retention.formerManagerDays;
    // Whoever is reading by the limit of before is told thirty days ahead, see core.
    const since = isSame ? {} : { formerManagerSince: place.now.toISOString() };
    const settings = JSON.stringify({ ...before, ...since, retention });
    await tx.updateTable("workspace").set({ settings }).where("id", "=", place.workspace.id).execute();
    return { type: "retention" as const, retention: parseRetention(settings) };
  });
}
