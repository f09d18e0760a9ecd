import { createRoute, z } from "@hono/zod-openapi";
import type { Kysely } from "kysely";
import type { Schema } from "../database/schema.ts";
import { createRoutes, type SignedInEnv } from "../http/app-env.ts";
import { json, jsonBody, problems } from "../http/json-content.ts";
import { problem } from "../http/problem.ts";
import { requireFresh } from "../sign-in/account/require-fresh.ts";
import { createTokenSchema, newTokenSchema, tokenSchema, tokensSchema } from "./token-schemas.ts";
import { createToken, listTokens, revokeToken, type TokenSeeds } from "./tokens.ts";

const list = createRoute({
  method: "get",
  path: "/api/me/tokens",
  summary: "What I let programs do in my name, the newest first",
  responses: { 200: { description: "My tokens, without their secrets", ...json(tokensSchema) }, ...problems(401, 429) },
});

const create = createRoute({
  method: "post",
  path: "/api/me/tokens",
  summary: "Make a token, soon after signing in; its secret is told this once",
  request: { ...jsonBody(createTokenSchema) },
  responses: {
    201: { description: "The token with its secret", ...json(newTokenSchema) },
    ...problems(400, 401, 403, 404, 409, 429),
  },
});

const revoke = createRoute({
  method: "delete",
  path: "/api/me/tokens/{id}",
  summary: "Revoke a token: it is cut off at once, in the middle of what it does",
  request: { params: z.object({ id: z.uuid() }) },
  responses: { 200: { description: "The token", ...json(tokenSchema) }, ...problems(401, 404, 429) },
});

export type TokenParts = { db: Kysely<Schema>; now: () => Date; newTokenSeeds: () => TokenSeeds };

export function tokenRoutes({ db, now, newTokenSeeds }: TokenParts) {
  const routes = createRoutes<SignedInEnv>();
  const fresh = requireFresh(now);
  routes.use("/api/me/tokens", (c, next) => (c.req.method === "POST" ? fresh(c, next) : next()));
  return routes
    .openapi(list, async (c) => c.json(await listTokens(db, c.var.who.userId, now()), 200))
    .openapi(create, async (c) => {
      const result = await createToken(db, c.var.who.userId, c.req.valid("json"), newTokenSeeds(), now());
      return result.type === "created" ? c.json(result.token, 201) : problem(c, result.type);
    })
    .openapi(revoke, async (c) => {
      const revoked = await revokeToken(db, c.var.who.userId, c.req.valid("param").id, now());
      return revoked ? c.json(revoked, 200) : problem(c, "not_found");
    });
}
