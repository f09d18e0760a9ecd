import { TOKEN_SCOPES } from "@candor/core/access/may-by-token.ts";
import { createRoute, z } from "@hono/zod-openapi";
import type { Kysely } from "kysely";
import type { Schema } from "../database/schema.ts";
import { createRoutes, type SignedInEnv } from "../http/app-env.ts";
import { json, jsonBody, problems } from "../http/json-content.ts";
import { problem } from "../http/problem.ts";
import { requireFresh } from "../sign-in/account/require-fresh.ts";
import { newTokenSchema } from "../token/token-schemas.ts";
import type { TokenSeeds } from "../token/tokens.ts";
import {
  answerAsking,
  askForToken,
  type DeviceSeeds,
  INTERVAL_SECONDS,
  LIFETIME_SECONDS,
  pollForToken,
  readAsking,
} from "./device-requests.ts";

const scopesSchema = z.array(z.enum(TOKEN_SCOPES)).min(1).max(TOKEN_SCOPES.length);
const nameSchema = z.string().trim().min(1).max(60);

const ask = createRoute({
  method: "post",
  path: "/api/device",
  summary: "Ask for a token from a machine without a browser, after RFC 8628",
  request: { ...jsonBody(z.object({ name: nameSchema, scopes: scopesSchema })) },
  responses: {
    200: {
      description: "A code for the person to type, and one to ask with",
      ...json(
        z
          .object({
            ...{ deviceCode: z.string(), userCode: z.string(), verificationUri: z.string() },
            ...{ expiresIn: z.number().int(), interval: z.number().int() },
          })
          .openapi("DeviceRequest"),
      ),
    },
    ...problems(400, 429),
  },
});

const poll = createRoute({
  method: "post",
  path: "/api/device/token",
  summary: "The token, once the person has said yes; it is given once",
  request: { ...jsonBody(z.object({ deviceCode: z.string().min(1).max(100) })) },
  responses: {
    200: { description: "The token with its secret", ...json(newTokenSchema) },
    ...problems(400, 409, 410, 429),
  },
});

const codeParams = z.object({ code: z.string().min(1).max(20) });

const look = createRoute({
  method: "get",
  path: "/api/me/devices/{code}",
  summary: "What the program that shows this code asks for",
  request: { params: codeParams },
  responses: {
    200: {
      description: "It waits",
      ...json(z.object({ name: z.string(), scopes: scopesSchema, askedAt: z.string() }).openapi("AskingDevice")),
    },
    ...problems(401, 404, 429),
  },
});

const answer = createRoute({
  method: "post",
  path: "/api/me/devices/{code}",
  summary: "Let the program in, or not, soon after signing in",
  request: { params: codeParams, ...jsonBody(z.object({ grant: z.boolean() })) },
  responses: { 204: { description: "Answered" }, ...problems(400, 401, 403, 404, 429) },
});

export type DeviceParts = {
  db: Kysely<Schema>;
  now: () => Date;
  origin: () => string;
  newTokenSeeds: () => TokenSeeds;
  newDeviceSeeds: () => DeviceSeeds;
};

/** For whoever has no session: a program that asks. */
export function deviceRoutes({ db, now, origin, newTokenSeeds, newDeviceSeeds }: DeviceParts) {
  return createRoutes()
    .openapi(ask, async (c) => {
      const asked = await askForToken(db, c.req.valid("json"), newDeviceSeeds(), now());
      if (!asked) return problem(c, "too_many_requests");
      const verificationUri = `${origin()}/settings/device`;
      return c.json({ ...asked, verificationUri, expiresIn: LIFETIME_SECONDS, interval: INTERVAL_SECONDS }, 200);
    })
    .openapi(poll, async (c) => {
      const result = await pollForToken(db, c.req.valid("json").deviceCode, newTokenSeeds(), now());
      return result.type === "given" ? c.json(result.token, 200) : problem(c, result.type);
    });
}

/** For the person who is asked. */
export function myDeviceRoutes({ db, now }: Pick<DeviceParts, "db" | "now">) {
  const routes = createRoutes<SignedInEnv>();
  const fresh = requireFresh(now);
  routes.use("/api/me/devices/:code", (c, next) => (c.req.method === "POST" ? fresh(c, next) : next()));
  return routes
    .openapi(look, async (c) => {
      const asking = await readAsking(db, c.req.valid("param").code, now());
      return asking ? c.json(asking, 200) : problem(c, "not_found");
    })
    .openapi(answer, async (c) => {
      const { code } = c.req.valid("param");
      const { grant } = c.req.valid("json");
      const isAnswered = await answerAsking(db, { code, userId: c.var.who.userId, grant }, now());
      return isAnswered ? c.body(null, 204) : problem(c, "not_found");
    });
}
