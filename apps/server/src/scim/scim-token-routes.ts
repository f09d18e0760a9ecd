import { mayInWorkspace } from "@candor/core/access/may-in-workspace.ts";
import type { NewScimToken, ScimSettings, ScimToken } from "@candor/protocol/http/scim.ts";
import { createRoute, z } from "@hono/zod-openapi";
import type { MiddlewareHandler } from "hono";
import type { Kysely } from "kysely";
import type { Schema } from "../database/schema.ts";
import { createRoutes, type SignedInEnv } from "../http/app-env.ts";
import { json, jsonBody, problems } from "../http/json-content.ts";
import { plainLine } from "../http/plain-line.ts";
import { plainName } from "../http/plain-name.ts";
import { problem } from "../http/problem.ts";
import { readPlace } from "../workspace/place.ts";
import { workspaceParams } from "../workspace/workspace-schemas.ts";
import { readAdminGroup, setAdminGroup } from "./group-role.ts";
import { createToken, listTokens, restoreToken, revokeToken, type TokenSeeds } from "./scim-tokens.ts";

const MAX_NAME_LENGTH = 80; // UTF-16 units

const tokenParams = workspaceParams.extend({ token: z.uuid() });
const time = z.iso.datetime();
const needed = (text: string) => text !== "";

const tokenSchema = z
  .object({
    id: z.uuid(),
    name: z.string(),
    createdAt: time,
    lastUsedOn: z.iso.date().nullable(),
    revokedAt: time.nullable(),
  })
  .openapi("ScimToken") satisfies z.ZodType<ScimToken>;
const newTokenSchema = tokenSchema
  .extend({ secret: z.string() })
  .openapi("NewScimToken") satisfies z.ZodType<NewScimToken>;
const settingsSchema = z
  .object({ baseUrl: z.string(), adminGroup: z.string().nullable(), tokens: z.array(tokenSchema) })
  .openapi("ScimSettings") satisfies z.ZodType<ScimSettings>;
const createTokenSchema = z.object({ name: plainName(MAX_NAME_LENGTH) }).openapi("CreateScimToken");
const adminGroupSchema = z
  .object({ adminGroup: plainLine("A group's name", 254).refine(needed, "A group's name is needed.").nullable() })
  .openapi("ScimAdminGroup");

const settingsAnswer = { 200: { description: "How a directory writes this workspace", ...json(settingsSchema) } };
const tokenAnswer = { 200: { description: "The token, without its secret", ...json(tokenSchema) } };

const read = createRoute({
  method: "get",
  path: "/api/workspaces/{workspace}/scim",
  summary: "How a directory writes the workspace, and its tokens; for owners",
  request: { params: workspaceParams },
  responses: { ...settingsAnswer, ...problems(401, 404, 429) },
});

const change = createRoute({
  method: "patch",
  path: "/api/workspaces/{workspace}/scim",
  summary: "Say which of the directory's groups gives the admin role; null: none",
  request: { params: workspaceParams, ...jsonBody(adminGroupSchema) },
  responses: { ...settingsAnswer, ...problems(400, 401, 404, 429) },
});

const create = createRoute({
  method: "post",
  path: "/api/workspaces/{workspace}/scim/tokens",
  summary: "Make a token; its secret is told this once",
  request: { params: workspaceParams, ...jsonBody(createTokenSchema) },
  responses: {
    201: { description: "The token with its secret", ...json(newTokenSchema) },
    ...problems(400, 401, 404, 409, 429),
  },
});

const revoke = createRoute({
  method: "delete",
  path: "/api/workspaces/{workspace}/scim/tokens/{token}",
  summary: "Revoke a token, at once",
  request: { params: tokenParams },
  responses: { ...tokenAnswer, ...problems(401, 404, 429) },
});

const restore = createRoute({
  method: "post",
  path: "/api/workspaces/{workspace}/scim/tokens/{token}/restore",
  summary: "Take a revocation back, within minutes",
  request: { params: tokenParams },
  responses: { ...tokenAnswer, ...problems(401, 404, 409, 429) },
});

export type ScimTokenParts = {
  db: Kysely<Schema>;
  now: () => Date;
  origin: () => string;
  newTokenSeeds: () => TokenSeeds;
};

/** Who may write a workspace from outside is for its owners to say. */
export function scimTokenRoutes({ db, now, origin, newTokenSeeds }: ScimTokenParts) {
  const settings = async (workspaceId: string): Promise<ScimSettings> => ({
    baseUrl: `${origin()}/scim/v2`,
    adminGroup: await readAdminGroup(db, workspaceId),
    tokens: await listTokens(db, workspaceId, now()),
  });
  const ownersOnly: MiddlewareHandler<SignedInEnv> = async (c, next) => {
    const place = await readPlace(db, c.req.param("workspace") ?? "", c.var.who.userId, now());
    const verdict = mayInWorkspace(place?.me.role ?? null, { action: "change_settings" });
    return verdict.type === "allowed" ? next() : problem(c, "not_found");
  };
  const routes = createRoutes<SignedInEnv>();
  for (const path of ["/api/workspaces/:workspace/scim", "/api/workspaces/:workspace/scim/*"])
    routes.use(path, ownersOnly);
  return routes
    .openapi(read, async (c) => c.json(await settings(c.req.valid("param").workspace), 200))
    .openapi(change, async (c) => {
      const { workspace: id } = c.req.valid("param");
      await setAdminGroup(db, id, c.req.valid("json").adminGroup);
      return c.json(await settings(id), 200);
    })
    .openapi(create, async (c) => {
      const { workspace: id } = c.req.valid("param");
      const by = { name: c.req.valid("json").name, userId: c.var.who.userId };
      const result = await createToken(db, id, by, newTokenSeeds(), now());
      return result.type === "created" ? c.json(result.token, 201) : problem(c, result.type);
    })
    .openapi(revoke, async (c) => {
      const { workspace: id, token } = c.req.valid("param");
      const revoked = await revokeToken(db, id, token, now());
      return revoked ? c.json(revoked, 200) : problem(c, "not_found");
    })
    .openapi(restore, async (c) => {
      const { workspace: id, token } = c.req.valid("param");
      const result = await restoreToken(db, id, token, now());
      return result.type === "restored" ? c.json(result.token, 200) : problem(c, result.type);
    });
}
