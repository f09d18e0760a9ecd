import { LINK_PROVIDERS, LINK_STATES } from "@candor/core/link/link-look.ts";
import {
  type AddLinkAccount,
  type AskLinks,
  type LinkAccount,
  type LinkAccounts,
  type LinkTitle,
  type LinkTitles,
  MAX_LINKS_ASKED,
} from "@candor/protocol/http/link.ts";
import { z } from "@hono/zod-openapi";
import { plainLine } from "../http/plain-line.ts";

const MAX_ADDRESS_LENGTH = 2_000; // UTF-16 units
const MAX_TOKEN_LENGTH = 1_000;
const provider = z.enum(LINK_PROVIDERS);

export const askLinksSchema = z
  .strictObject({ addresses: z.array(z.string().max(MAX_ADDRESS_LENGTH)).min(1).max(MAX_LINKS_ASKED) })
  .openapi("AskLinks") satisfies z.ZodType<AskLinks>;

const linkTitleSchema = z
  .object({
    address: z.string(),
    title: z.string(),
    state: z.enum(LINK_STATES).nullable(),
    said: z.string().nullable(),
  })
  .openapi("LinkTitle") satisfies z.ZodType<LinkTitle>;

export const linkTitlesSchema = z
  .object({ links: z.array(linkTitleSchema) })
  .openapi("LinkTitles") satisfies z.ZodType<LinkTitles>;

export const linkAccountSchema = z
  .object({
    id: z.uuid(),
    provider,
    origin: z.string(),
    who: z.string(),
    addedAt: z.iso.datetime(),
    isRefused: z.boolean(),
  })
  .openapi("LinkAccount") satisfies z.ZodType<LinkAccount>;

export const linkAccountsSchema = z
  .object({ accounts: z.array(linkAccountSchema), asks: z.enum(["all", "tokens", "off"]) })
  .openapi("LinkAccounts") satisfies z.ZodType<LinkAccounts>;

export const addLinkAccountSchema = z
  .strictObject({
    provider,
    origin: z.string().max(MAX_ADDRESS_LENGTH).optional(),
    token: z
      .string()
      .trim()
      .min(1, "A token is needed.")
      .max(MAX_TOKEN_LENGTH)
      .regex(/^[\x21-\x7e]*$/, "A token has neither spaces nor letters with accents."),
    account: plainLine("An address", 200).optional(),
  })
  .openapi("AddLinkAccount") satisfies z.ZodType<AddLinkAccount>;

export const linkAccountParams = z.object({ id: z.uuid() });
