import { askPermission } from "@candor/integrations/calendar/oauth/ask-permission.ts";
import { type CalendarProvider, scopesOf } from "@candor/integrations/calendar/oauth/calendar-provider.ts";
import type {
  AskConsent,
  CalendarServices,
  ConnectedService,
  ConsentAddress,
  FinishConsent,
} from "@candor/protocol/http/calendar-consent.ts";
import { createRoute, z } from "@hono/zod-openapi";
import type { Kysely } from "kysely";
import type { Schema } from "../database/schema.ts";
import { createRoutes, type SignedInEnv } from "../http/app-env.ts";
import { json, jsonBody, problems } from "../http/json-content.ts";
import { problem } from "../http/problem.ts";
import type { AddressSeal } from "./address-seal.ts";
import { timeZone } from "./calendar-routes.ts";
import { openConsent, sealConsent } from "./consent-state.ts";
import { finishConsent } from "./finish-consent.ts";

/** What the routes of permissions need beside the database. */
export type ConsentPorts = {
  seal: AddressSeal;
  providers: readonly CalendarProvider[];
  /** origins that whoever runs the server vouches for */
  allowed: readonly string[];
  random: (size: number) => Uint8Array;
};

const CONSENT_MILLISECONDS = 20 * 60_000; // to sign in there, find the second factor, and read what is asked for
const VERIFIER_BYTES = 32;
/** The screen that people leave from, which finds what they come back with in its address. */
const BACK_AT = "/settings/calendar";

const kind = z.enum(["google", "microsoft"]);
const servicesSchema = z
  .object({ services: z.array(kind) })
  .openapi("CalendarServices") satisfies z.ZodType<CalendarServices>;
const askSchema = z
  .strictObject({ kind, writes: z.boolean(), timeZone })
  .openapi("AskConsent") satisfies z.ZodType<AskConsent>;
const addressSchema = z.object({ address: z.string() }).openapi("ConsentAddress") satisfies z.ZodType<ConsentAddress>;
const finishSchema = z
  .strictObject({ code: z.string().min(1).max(4000), state: z.string().min(1).max(4000) })
  .openapi("FinishConsent") satisfies z.ZodType<FinishConsent>;
const connectedSchema = z
  .object({ id: z.string(), kind, name: z.string(), writes: z.boolean() })
  .openapi("ConnectedService") satisfies z.ZodType<ConnectedService>;

const list = createRoute({
  method: "get",
  path: "/api/me/calendar-consents",
  summary: "The services whose calendars can be connected by giving permission there",
  responses: { 200: { description: "Those that are set up here", ...json(servicesSchema) }, ...problems(401, 429) },
});

const ask = createRoute({
  method: "post",
  path: "/api/me/calendar-consents",
  summary: "Where to go to give permission",
  request: jsonBody(askSchema),
  responses: {
    200: { description: "An address of the service's", ...json(addressSchema) },
    ...problems(400, 401, 404, 429),
  },
});

const finish = createRoute({
  method: "post",
  path: "/api/me/calendar-consents/finish",
  summary: "Connect an account with what one came back with",
  request: jsonBody(finishSchema),
  responses: {
    200: { description: "It is connected", ...json(connectedSchema) },
    ...problems(400, 401, 409, 410, 429, 503),
  },
});

type Parts = {
  db: Kysely<Schema>;
  now: () => Date;
  newId: () => string;
  origin: () => string;
  consents: ConsentPorts;
  calendars: { wake: () => void };
};

/** Permissions that people give at a service; what comes of them is an account like any other. */
export function consentRoutes({ db, now, newId, origin, consents, calendars }: Parts) {
  const { seal, providers, allowed, random } = consents;
  return createRoutes<SignedInEnv>()
    .openapi(list, (c) => c.json({ services: providers.map((each) => each.kind) }, 200))
    .openapi(ask, (c) => {
      const wanted = c.req.valid("json");
      const provider = providers.find((each) => each.kind === wanted.kind);
      if (provider === undefined) return problem(c, "not_found");
      const verifier = Buffer.from(random(VERIFIER_BYTES)).toString("base64url");
      // Of several addresses of ours, back to the one they are at, where they are signed in.
      const redirectUri = `${c.req.header("origin") ?? origin()}${BACK_AT}`;
      const until = now().getTime() + CONSENT_MILLISECONDS;
      const state = sealConsent(seal, c.var.session.id, { ...wanted, verifier, redirectUri, until });
      const address = askPermission(provider, {
        ...{ redirectUri, state, verifier, scope: scopesOf(provider, wanted.writes) },
      });
      return c.json({ address }, 200);
    })
    .openapi(finish, async (c) => {
      const { code, state } = c.req.valid("json");
      const consent = openConsent(seal, c.var.session.id, state, now());
      if (consent === null) return problem(c, "consent_void");
      const parts = { db, seal, providers, allowed, now, newId };
      const finished = await finishConsent(parts, c.var.who.userId, consent, code);
      if (finished.type !== "connected") return problem(c, finished.type);
      calendars.wake();
      return c.json(finished.service, 200);
    });
}
