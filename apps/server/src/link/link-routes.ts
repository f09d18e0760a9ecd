import type { CalendarProvider } from "@candor/integrations/calendar/oauth/calendar-provider.ts";
import { createRoute } from "@hono/zod-openapi";
import type { Kysely } from "kysely";
import { readStandings } from "../artifact/artifact-access.ts";
import { artifactParams } from "../artifact/artifact-schemas.ts";
import type { AddressSeal } from "../calendar/address-seal.ts";
import type { Engine } from "../database/engine.ts";
import type { Schema } from "../database/schema.ts";
import { createRoutes, type SignedInEnv } from "../http/app-env.ts";
import { json, jsonBody, problems } from "../http/json-content.ts";
import { problem } from "../http/problem.ts";
import { pairParams } from "../people/people-schemas.ts";
import type { PageAccess } from "../sync/page-access.ts";
import { askForDocuments, finishDocuments, giveBackDocuments } from "./document-consent.ts";
import { addLinkAccount, listLinkAccounts, removeLinkAccount } from "./link-accounts.ts";
import type { LinkConfig } from "./link-config.ts";
import {
  addLinkAccountSchema,
  askLinksSchema,
  documentConsentSchema,
  finishDocumentsSchema,
  linkAccountGoneSchema,
  linkAccountParams,
  linkAccountsSchema,
  linkTitlesSchema,
} from "./link-schemas.ts";
import type { ReadTitles } from "./read-titles.ts";

export type LinkTitlePorts = {
  seal: AddressSeal;
  config: Pick<LinkConfig, "asks" | "sites" | "allowed">;
  /** Google, where people may let this server see what their documents are called; null: they may not */
  documents: CalendarProvider | null;
  readTitles: ReadTitles;
};

const titles = { 200: { description: "Of those of which something may be shown", ...json(linkTitlesSchema) } };

const ofPage = createRoute({
  method: "post",
  path: "/api/pairs/{id}/link-titles",
  summary: "What links on a page lead to, as far as I may see it",
  request: { params: pairParams, ...jsonBody(askLinksSchema) },
  responses: { ...titles, ...problems(400, 401, 404, 429) },
});

const ofArtifact = createRoute({
  method: "post",
  path: "/api/artifacts/{id}/link-titles",
  summary: "What links in an artifact lead to, as far as I may see it",
  request: { params: artifactParams, ...jsonBody(askLinksSchema) },
  responses: { ...titles, ...problems(400, 401, 404, 429) },
});

const accounts = { 200: { description: "Mine, without their tokens", ...json(linkAccountsSchema) } };

const list = createRoute({
  method: "get",
  path: "/api/me/link-accounts",
  summary: "With whom I have a token by which titles of links are asked for",
  responses: { ...accounts, ...problems(401, 429) },
});

const add = createRoute({
  method: "post",
  path: "/api/me/link-accounts",
  summary: "Give a token of mine; it is sent to its own provider alone",
  request: jsonBody(addLinkAccountSchema),
  responses: { ...accounts, ...problems(400, 401, 409, 429) },
});

const consent = createRoute({
  method: "post",
  path: "/api/me/link-accounts/consent",
  summary: "Where Google asks me whether this server may see what my documents are called, and nothing else of them",
  responses: {
    200: { description: "An address of Google's", ...json(documentConsentSchema) },
    ...problems(401, 404, 429),
  },
});

const finish = createRoute({
  method: "post",
  path: "/api/me/link-accounts/consent/finish",
  summary: "Keep the permission that I came back with from Google",
  request: jsonBody(finishDocumentsSchema),
  responses: { ...accounts, ...problems(400, 401, 404, 409, 410, 429) },
});

const remove = createRoute({
  method: "delete",
  path: "/api/me/link-accounts/{id}",
  summary: "Take a token away, with what was found out by it; what Google permitted is given back there",
  request: { params: linkAccountParams },
  responses: {
    200: { description: "Those that are left", ...json(linkAccountGoneSchema) },
    ...problems(401, 404, 429),
  },
});

type Parts = {
  db: Kysely<Schema>;
  engine: Engine;
  guardedAccess: Pick<PageAccess, "accessTo">;
  links: LinkTitlePorts;
  now: () => Date;
  newId: () => string;
  origin: () => string;
};

/** The screen that people leave from, which finds what they come back with in its address. */
const BACK_AT = "/settings/connections";

export function linkTitleRoutes({ db, engine, guardedAccess, links, now, newId, origin }: Parts) {
  const { seal, config, documents, readTitles } = links;
  const parts = { db, seal, now, newId, ports: { allowed: config.allowed } };
  const mayRead = async (artifact: string, userId: string) =>
    (await readStandings({ db, engine }, [{ page: artifact, userId }])).has(`${artifact} ${userId}`);
  const all = async (userId: string) => ({
    accounts: await listLinkAccounts(db, userId),
    asks: config.asks,
    documents: documents !== null,
  });
  return createRoutes<SignedInEnv>()
    .openapi(ofPage, async (c) => {
      const { userId } = c.var.who;
      const access = await guardedAccess.accessTo(c.req.valid("param").id, userId);
      if (access === null) return problem(c, "not_found");
      return c.json({ links: await readTitles(userId, c.req.valid("json").addresses) }, 200);
    })
    .openapi(ofArtifact, async (c) => {
      const { userId } = c.var.who;
      if (!(await mayRead(c.req.valid("param").id, userId))) return problem(c, "not_found");
      return c.json({ links: await readTitles(userId, c.req.valid("json").addresses) }, 200);
    })
    .openapi(list, async (c) => c.json(await all(c.var.who.userId), 200))
    .openapi(add, async (c) => {
      const refusal = await addLinkAccount(parts, c.var.who.userId, c.req.valid("json"));
      return refusal === null ? c.json(await all(c.var.who.userId), 200) : problem(c, refusal);
    })
    .openapi(remove, async (c) => {
      const { userId } = c.var.who;
      const gone = await removeLinkAccount(parts, userId, c.req.valid("param").id);
      if (gone === null) return problem(c, "not_found");
      const renewal = gone.token?.renewal;
      const isGivenBack = renewal
        ? await giveBackDocuments({ ...parts, documents }, userId, renewal.refreshToken).catch(() => false)
        : false;
      return c.json({ ...(await all(userId)), isGivenBack }, 200);
    })
    .openapi(consent, (c) => {
      if (documents === null) return problem(c, "not_found");
      // Of several addresses of ours, back to the one they are at, where they are signed in.
      const redirectUri = `${c.req.header("origin") ?? origin()}${BACK_AT}`;
      return c.json({ address: askForDocuments({ seal, documents, now }, c.var.session.id, redirectUri) }, 200);
    })
    .openapi(finish, async (c) => {
      if (documents === null) return problem(c, "not_found");
      const { userId } = c.var.who;
      const consenting = { ...parts, documents, sites: config.sites };
      const refusal = await finishDocuments(consenting, { userId, sessionId: c.var.session.id }, c.req.valid("json"));
      return refusal === null ? c.json(await all(userId), 200) : problem(c, refusal);
    });
}
