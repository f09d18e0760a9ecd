import { LINK_PROVIDERS, LINK_STATES, TOKEN_PROVIDERS } from "@candor/core/link/link-look.ts";
import {
  type AddLinkAccount,
  type AskLinks,
  type DocumentConsent,
  type FinishDocuments,
  type LinkAccount,
  type LinkAccountGone,
  type LinkAccounts,
  type LinkTitle,
  type LinkTitles,
  MAX_LINKS_ASKED,
} from "@candor/protocol/http/link.ts";
import { z } from "@hono/zod-openapi";
import { plainLine } from "../http/plain-line.ts";

const MAX_ADDRESS_LENGTH = 2_000; // UTF-16 units
const MAX_TOKEN_LENGTH = 1_000;

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
    provider: z.enum(LINK_PROVIDERS),
    origin: z.string(),
    who: z.string(),
    addedAt: z.iso.datetime(),
    isRefused: z.boolean(),
  })
  .openapi("LinkAccount") satisfies z.ZodType<LinkAccount>;

export const linkAccountsSchema = z
  .object({ accounts: z.array(linkAccountSchema), asks: z.enum(["all", "tokens", "off"]), documents: z.boolean() })
  .openapi("LinkAccounts") satisfies z.ZodType<LinkAccounts>;
export const linkAccountGoneSchema = linkAccountsSchema
  .extend({ isGivenBack: z.boolean() })
  .openapi("LinkAccountGone") satisfies z.ZodType<LinkAccountGone>;

export const addLinkAccountSchema = z
  .strictObject({
    provider: z.enum(TOKEN_PROVIDERS),
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

export const documentConsentSchema = z
  .object({ address: z.string() })
  .openapi("DocumentConsent") satisfies z.ZodType<DocumentConsent>;

export const finishDocumentsSchema = z
  .strictObject({ code: z.string().min(1).max(4000), state: z.string().min(1).max(4000) })
  .openapi("FinishDocuments") satisfies z.ZodType<FinishDocuments>;

export const linkAccountParams = z.object({ id: z.uuid() });
