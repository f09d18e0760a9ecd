import { LONGEST_TOKEN_DAYS, TOKEN_SCOPES } from "@candor/core/access/may-by-token.ts";
import type { ApiToken, CreateApiToken, NewApiToken } from "@candor/protocol/http/token.ts";
import { z } from "@hono/zod-openapi";
import { plainName } from "../http/plain-name.ts";

const MAX_NAME_LENGTH = 60; // UTF-16 units
const MAX_PAGES = 500; // as many as one person can have

const time = z.iso.datetime();
const scopes = z.array(z.enum(TOKEN_SCOPES));

export const tokenSchema = z
  .object({
    id: z.uuid(),
    name: z.string(),
    scopes,
    pages: z.array(z.uuid()).nullable(),
    createdAt: time,
    expiresAt: time,
    lastUsedOn: z.iso.date().nullable(),
    revokedAt: time.nullable(),
    assistant: z.string().nullable(),
  })
  .openapi("ApiToken") satisfies z.ZodType<ApiToken>;

export const tokensSchema = z.array(tokenSchema);

export const newTokenSchema = tokenSchema
  .extend({ secret: z.string() })
  .openapi("NewApiToken") satisfies z.ZodType<NewApiToken>;

export const createTokenSchema = z
  .strictObject({
    name: plainName(MAX_NAME_LENGTH),
    scopes: scopes.min(1, "Choose at least one thing that it may do."),
    pages: z.array(z.uuid()).min(1, "Choose at least one page, or all.").max(MAX_PAGES).nullable(),
    days: z.number().int().min(1).max(LONGEST_TOKEN_DAYS).optional(),
  })
  .openapi("CreateApiToken") satisfies z.ZodType<CreateApiToken>;
