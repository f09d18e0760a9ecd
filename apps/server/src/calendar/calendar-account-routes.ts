import type { AccountCalendar, AccountFault } from "@candor/integrations/calendar/account/calendar-account.ts";
import { readAddress } from "@candor/integrations/egress/read-address.ts";
import type {
  AccountCalendarChoice,
  CalendarAccount,
  ChooseCalendars,
  ConnectAccount,
  ConnectedAccount,
  MyCalendarAccounts,
  RenewAccount,
} from "@candor/protocol/http/calendar.ts";
import { createRoute, z } from "@hono/zod-openapi";
import type { Kysely } from "kysely";
import type { Schema } from "../database/schema.ts";
import { createRoutes, type SignedInEnv } from "../http/app-env.ts";
import { json, jsonBody, problems } from "../http/json-content.ts";
import { problem } from "../http/problem.ts";
import {
  addAccount,
  chooseCalendars,
  listAccounts,
  noteRevoked,
  readAccount,
  removeAccount,
  renewAccount,
} from "./calendar-accounts.ts";
import { type CalendarPorts, calendarParams, FAULTS, timeZone } from "./calendar-routes.ts";
import { type DavSecret, openStoredAccount } from "./open-stored-account.ts";

const targetSchema = z.object({
  ...{ calendar: z.string(), name: z.string(), showsNames: z.boolean(), isLeaving: z.boolean() },
  state: z.enum(["waiting", "written", "failing"]),
  fault: z.enum(FAULTS).nullable(),
  ...{ writtenAt: z.string().nullable(), meetings: z.number().int() },
});

const accountSchema = z
  .object({
    ...{ id: z.string(), kind: z.enum(["caldav", "google", "microsoft"]), name: z.string(), addedAt: z.string() },
    ...{ isRevoked: z.boolean(), reads: z.array(z.string()), target: targetSchema.nullable() },
  })
  .openapi("CalendarAccount") satisfies z.ZodType<CalendarAccount>;

const choiceSchema = z
  .object({ id: z.string(), name: z.string(), canWrite: z.boolean(), isMain: z.boolean() })
  .openapi("AccountCalendarChoice") satisfies z.ZodType<AccountCalendarChoice>;

const mineSchema = z
  .object({ accounts: z.array(accountSchema) })
  .openapi("MyCalendarAccounts") satisfies z.ZodType<MyCalendarAccounts>;

const connectedSchema = z
  .object({ account: accountSchema, calendars: z.array(choiceSchema) })
  .openapi("ConnectedAccount") satisfies z.ZodType<ConnectedAccount>;

const password = z.string().min(1).max(1000);

const connectSchema = z
  .strictObject({ address: z.string().max(2000), userName: z.string().min(1).max(320), password, timeZone })
  .openapi("ConnectAccount") satisfies z.ZodType<ConnectAccount>;

const renewSchema = z.strictObject({ password }).openapi("RenewAccount") satisfies z.ZodType<RenewAccount>;

const calendarId = z.string().min(1).max(2000);
const chooseSchema = z
  .strictObject({
    reads: z.array(calendarId).max(50),
    writes: calendarId.nullable(),
    showsNames: z.boolean(),
  })
  .openapi("ChooseCalendars") satisfies z.ZodType<ChooseCalendars>;

const path = "/api/me/calendar-accounts";

const list = createRoute({
  method: "get",
  path,
  summary: "The accounts with calendar services that I connected",
  responses: {
    200: { description: "All of them, without what opens them", ...json(mineSchema) },
    ...problems(401, 429),
  },
});

const connect = createRoute({
  method: "post",
  path,
  summary: "Connect an account with a CalDAV server",
  request: jsonBody(connectSchema),
  responses: {
    201: { description: "It let us in, and has these calendars", ...json(connectedSchema) },
    ...problems(400, 401, 409, 429),
  },
});

const look = createRoute({
  method: "get",
  path: `${path}/{id}/calendars`,
  summary: "Which calendars an account has now",
  request: { params: calendarParams },
  responses: {
    200: { description: "As the service says", ...json(connectedSchema) },
    ...problems(400, 401, 404, 409, 429),
  },
});

const renew = createRoute({
  method: "put",
  path: `${path}/{id}/password`,
  summary: "Give another password for an account",
  request: { params: calendarParams, ...jsonBody(renewSchema) },
  responses: {
    200: { description: "It let us in", ...json(connectedSchema) },
    ...problems(400, 401, 404, 409, 429),
  },
});

const choose = createRoute({
  method: "put",
  path: `${path}/{id}/choice`,
  summary: "Say which calendars of an account are read, and into which my meetings are put",
  request: { params: calendarParams, ...jsonBody(chooseSchema) },
  responses: {
    200: { description: "As it is now", ...json(accountSchema) },
    ...problems(400, 401, 404, 409, 429),
  },
});

const remove = createRoute({
  method: "delete",
  path: `${path}/{id}`,
  summary: "Disconnect an account, with all that was read of it",
  request: { params: calendarParams },
  responses: { 204: { description: "It is gone" }, ...problems(401, 404, 429) },
});

type Parts = { db: Kysely<Schema>; now: () => Date; newId: () => string; calendars: CalendarPorts };

/** A person's own accounts with calendar services. Nobody else ever sees that there are any. */
export function calendarAccountRoutes({ db, now, newId, calendars }: Parts) {
  return createRoutes<SignedInEnv>()
    .openapi(list, async (c) => c.json({ accounts: await listAccounts(db, c.var.who.userId) }, 200))
    .openapi(connect, async (c) => {
      const { address, userName, password, timeZone } = c.req.valid("json");
      const verdict = readAddress(withScheme(address), new Set(calendars.allowed));
      if (verdict.type !== "address") return problem(c, verdict.type === "no_address" ? "no_server" : verdict.type);
      const credentials: DavSecret = { address: verdict.url.href, userName, password };
      const opened = calendars.openAccount({ kind: "caldav", credentials, allowed: calendars.allowed });
      const listed = await opened.listCalendars();
      if (listed.type === "failed") return problem(c, problemOf(listed.fault));
      const id = newId();
      const account = await addAccount(
        db,
        c.var.who.userId,
        {
          ...{ id, kind: "caldav", name: `${userName}, ${verdict.url.host}`.slice(0, 200), time_zone: timeZone },
          sealed: calendars.seal.seal(id, JSON.stringify(credentials)),
        },
        now(),
      );
      return account === "too_many_calendars"
        ? problem(c, account)
        : c.json({ account, calendars: listed.value.map(choiceOf) }, 201);
    })
    .openapi(look, async (c) => {
      const { userId } = c.var.who;
      const row = await readAccount(db, userId, c.req.valid("param").id);
      if (row === null) return problem(c, "not_found");
      const listed = await openStoredAccount(calendars, row)?.listCalendars();
      if (listed === undefined) return problem(c, "account_refused");
      if (listed.type === "failed") {
        const isOver = row.kind !== "caldav" && listed.fault.type === "unauthorised";
        if (isOver) await noteRevoked(db, row.id, now());
        return problem(c, isOver ? "account_revoked" : problemOf(listed.fault));
      }
      const account = (await listAccounts(db, userId)).find(({ id }) => id === row.id);
      return account ? c.json({ account, calendars: listed.value.map(choiceOf) }, 200) : problem(c, "not_found");
    })
    .openapi(renew, async (c) => {
      const row = await readAccount(db, c.var.who.userId, c.req.valid("param").id);
      const before = row && calendars.seal.open(row.id, row.sealed);
      if (row === null || row.kind !== "caldav") return problem(c, "not_found");
      if (before === null) return problem(c, "account_refused");
      const credentials: DavSecret = { ...(JSON.parse(before) as DavSecret), ...c.req.valid("json") };
      const opened = calendars.openAccount({ kind: "caldav", credentials, allowed: calendars.allowed });
      const listed = await opened.listCalendars();
      if (listed.type === "failed") return problem(c, problemOf(listed.fault));
      const account = await renewAccount(db, row, calendars.seal.seal(row.id, JSON.stringify(credentials)), now());
      if (account === null) return problem(c, "not_found");
      calendars.wake();
      return c.json({ account, calendars: listed.value.map(choiceOf) }, 200);
    })
    .openapi(choose, async (c) => {
      const row = await readAccount(db, c.var.who.userId, c.req.valid("param").id);
      if (row === null) return problem(c, "not_found");
      const listed = await openStoredAccount(calendars, row)?.listCalendars();
      if (listed === undefined) return problem(c, "account_refused");
      if (listed.type === "failed") {
        const isOver = row.kind !== "caldav" && listed.fault.type === "unauthorised";
        if (isOver) await noteRevoked(db, row.id, now());
        return problem(c, isOver ? "account_revoked" : problemOf(listed.fault));
      }
      const choice = { ...c.req.valid("json"), calendars: listed.value, newId };
      const account = await chooseCalendars(db, row, choice, now());
      if (account === "not_there") return problem(c, "calendar_not_there");
      if (account === "too_many_calendars") return problem(c, account);
      calendars.wake();
      return c.json(account, 200);
    })
    .openapi(remove, async (c) => {
      const row = await readAccount(db, c.var.who.userId, c.req.valid("param").id);
      if (row !== null) await calendars.leave?.(row.id);
      const removed = await removeAccount(db, c.var.who.userId, c.req.valid("param").id);
      return removed ? c.body(null, 204) : problem(c, "not_found");
    });
}

/** People copy the name of a server as often as its address. */
function withScheme(address: string): string {
  const text = address.trim();
  return /^[\w.-]+\.[a-z]{2,}(?:\/|$)/i.test(text) ? `https://${text}` : text;
}

function choiceOf({ id, name, canWrite, isMain }: AccountCalendar): AccountCalendarChoice {
  return { id, name: name.slice(0, 200), canWrite, isMain };
}

function problemOf(fault: AccountFault) {
  switch (fault.type) {
    case "unauthorised":
    case "forbidden":
      return "account_refused";
    case "not_found":
    case "odd_answer":
      return "no_caldav";
    case "rate_limited":
      return "account_busy";
    case "unreachable":
      return fault.why === "not_allowed" ? "account_not_allowed" : "account_unreachable";
  }
}
