import { WEBHOOK_SUBJECTS } from "@candor/core/webhook/webhook-event.ts";
import type { CreateWebhook, NewWebhook, Webhook, WebhookDelivery } from "@candor/protocol/http/webhook.ts";
import { z } from "@hono/zod-openapi";
import { plainName } from "../http/plain-name.ts";

const MAX_NAME_LENGTH = 60; // UTF-16 units
const MAX_PAGES = 500;

const time = z.iso.datetime();
const subjects = z.array(z.enum(WEBHOOK_SUBJECTS));
export const webhookParams = z.object({ id: z.uuid() });
export const webhookDeliveryParams = webhookParams.extend({ delivery: z.string().regex(/^msg_[0-9a-f]{32}$/) });

export const webhookSchema = z
  .object({
    id: z.uuid(),
    name: z.string(),
    host: z.string(),
    subjects,
    pages: z.array(z.uuid()).nullable(),
    withContent: z.boolean(),
    createdAt: time,
    off: z.enum(["gone", "failing", "person"]).nullable(),
    last: z.object({ at: time, status: z.number().int().nullable(), fault: z.string().nullable() }).nullable(),
    failingSince: time.nullable(),
  })
  .openapi("Webhook") satisfies z.ZodType<Webhook>;
export const newWebhookSchema = webhookSchema
  .extend({ secret: z.string() })
  .openapi("NewWebhook") satisfies z.ZodType<NewWebhook>;
export const createWebhookSchema = z
  .strictObject({
    name: plainName(MAX_NAME_LENGTH),
    address: z.string().max(2_000),
    subjects: subjects.min(1, "Choose at least one thing to be told of."),
    pages: z.array(z.uuid()).min(1, "Choose at least one page, or all.").max(MAX_PAGES).nullable(),
    withContent: z.boolean(),
  })
  .openapi("CreateWebhook") satisfies z.ZodType<CreateWebhook>;
export const turnWebhookSchema = z.strictObject({ on: z.boolean() }).openapi("TurnWebhook");
export const webhookDeliverySchema = z
  .object({
    id: z.string(),
    type: z.string(),
    at: time,
    state: z.enum(["waiting", "sending", "sent", "failed", "dropped"]),
    tries: z.number().int(),
    status: z.number().int().nullable(),
    fault: z.string().nullable(),
    nextTryAt: time.nullable(),
  })
  .openapi("WebhookDelivery") satisfies z.ZodType<WebhookDelivery>;
