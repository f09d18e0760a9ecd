import { isInwardHost } from "@candor/integrations/egress/is-inward-host.ts";
import { readAddress } from "@candor/integrations/egress/read-address.ts";
import { createRoute, z } from "@hono/zod-openapi";
import type { Kysely } from "kysely";
import type { AddressSeal } from "../calendar/address-seal.ts";
import type { Schema } from "../database/schema.ts";
import { createRoutes, type SignedInEnv } from "../http/app-env.ts";
import { json, jsonBody, problems } from "../http/json-content.ts";
import { problem } from "../http/problem.ts";
import { requireFresh } from "../sign-in/account/require-fresh.ts";
import {
  createWebhookSchema,
  newWebhookSchema,
  turnWebhookSchema,
  webhookDeliveryParams,
  webhookDeliverySchema,
  webhookParams,
  webhookSchema,
} from "./webhook-schemas.ts";
import {
  changeSecret,
  createWebhook,
  listDeliveries,
  listWebhooks,
  removeWebhook,
  replayDelivery,
  tryWebhook,
  turnWebhook,
} from "./webhooks.ts";

export type WebhookPorts = {
  seal: AddressSeal;
  /** origins that whoever runs the server vouches for */
  allowed: readonly string[];
  random: (size: number) => Uint8Array;
  /** something is to be sent now */
  wake: () => void;
};

const one = { 200: { description: "The webhook, without its secret", ...json(webhookSchema) } };
const done = { 204: { description: "Done" } };

const list = createRoute({
  method: "get",
  path: "/api/me/webhooks",
  summary: "Where I have it told what happens on my pages",
  responses: { 200: { description: "All of them", ...json(z.array(webhookSchema)) }, ...problems(401, 429) },
});
const create = createRoute({
  method: "post",
  path: "/api/me/webhooks",
  summary: "Have it told somewhere, soon after signing in; the secret that signs it is told this once",
  request: { ...jsonBody(createWebhookSchema) },
  responses: {
    201: { description: "The webhook with its secret", ...json(newWebhookSchema) },
    ...problems(400, 401, 403, 404, 409, 429),
  },
});
const turn = createRoute({
  method: "patch",
  path: "/api/me/webhooks/{id}",
  summary: "Turn a webhook off, or on again",
  request: { params: webhookParams, ...jsonBody(turnWebhookSchema) },
  responses: { ...one, ...problems(400, 401, 404, 429) },
});
const remove = createRoute({
  method: "delete",
  path: "/api/me/webhooks/{id}",
  summary: "Take a webhook away, with what it has told",
  request: { params: webhookParams },
  responses: { ...done, ...problems(401, 404, 429) },
});
const test = createRoute({
  method: "post",
  path: "/api/me/webhooks/{id}/try",
  summary: "Turn it on, and have what waits sent now, and a message that says that it is a test",
  request: { params: webhookParams },
  responses: { ...one, ...problems(401, 404, 429) },
});
const secret = createRoute({
  method: "post",
  path: "/api/me/webhooks/{id}/secret",
  summary: "Change the secret that signs, soon after signing in; the old one signs beside it for a day",
  request: { params: webhookParams },
  responses: {
    200: { description: "The webhook with its new secret", ...json(newWebhookSchema) },
    ...problems(401, 403, 404, 429),
  },
});
const deliveries = createRoute({
  method: "get",
  path: "/api/me/webhooks/{id}/deliveries",
  summary: "What it was told, the newest first",
  request: { params: webhookParams },
  responses: {
    200: { description: "The newest fifty", ...json(z.array(webhookDeliverySchema)) },
    ...problems(401, 404, 429),
  },
});
const replay = createRoute({
  method: "post",
  path: "/api/me/webhooks/{id}/deliveries/{delivery}/replay",
  summary: "Tell it once more, under the same id",
  request: { params: webhookDeliveryParams },
  responses: { ...done, ...problems(401, 404, 429) },
});

export type WebhookRouteParts = {
  db: Kysely<Schema>;
  now: () => Date;
  newId: () => string;
  webhooks: WebhookPorts;
};

export function webhookRoutes({ db, now, newId, webhooks }: WebhookRouteParts) {
  const parts = { ...webhooks, db, now, newId };
  const routes = createRoutes<SignedInEnv>();
  const fresh = requireFresh(now);
  routes.use("/api/me/webhooks", (c, next) => (c.req.method === "POST" ? fresh(c, next) : next()));
  routes.use("/api/me/webhooks/:id/secret", (c, next) => (c.req.method === "POST" ? fresh(c, next) : next()));
  return routes
    .openapi(list, async (c) => c.json(await listWebhooks(db, c.var.who.userId), 200))
    .openapi(create, async (c) => {
      const wanted = c.req.valid("json");
      const read = readAddress(wanted.address.trim(), new Set(webhooks.allowed));
      if (read.type !== "address") return problem(c, "no_webhook_address");
      const { href: address, host, hostname, origin } = read.url;
      if (!webhooks.allowed.includes(origin) && isInwardHost(hostname)) return problem(c, "inner_webhook_address");
      const result = await createWebhook(parts, c.var.who.userId, { ...wanted, address, host });
      return result.type === "created" ? c.json(result.webhook, 201) : problem(c, result.type);
    })
    .openapi(turn, async (c) => {
      const own = { userId: c.var.who.userId, id: c.req.valid("param").id };
      const turned = await turnWebhook(parts, own, c.req.valid("json").on);
      if (turned?.off === null) webhooks.wake();
      return turned ? c.json(turned, 200) : problem(c, "not_found");
    })
    .openapi(remove, async (c) => {
      const isGone = await removeWebhook(db, { userId: c.var.who.userId, id: c.req.valid("param").id });
      return isGone ? c.body(null, 204) : problem(c, "not_found");
    })
    .openapi(test, async (c) => {
      const tried = await tryWebhook(parts, { userId: c.var.who.userId, id: c.req.valid("param").id });
      if (tried) webhooks.wake();
      return tried ? c.json(tried, 200) : problem(c, "not_found");
    })
    .openapi(secret, async (c) => {
      const changed = await changeSecret(parts, { userId: c.var.who.userId, id: c.req.valid("param").id });
      return changed ? c.json(changed, 200) : problem(c, "not_found");
    })
    .openapi(deliveries, async (c) => {
      const found = await listDeliveries(db, { userId: c.var.who.userId, id: c.req.valid("param").id });
      return found ? c.json(found, 200) : problem(c, "not_found");
    })
    .openapi(replay, async (c) => {
      const { id, delivery } = c.req.valid("param");
      const isDue = await replayDelivery(parts, { userId: c.var.who.userId, id }, delivery);
      if (isDue) webhooks.wake();
      return isDue ? c.body(null, 204) : problem(c, "not_found");
    });
}
