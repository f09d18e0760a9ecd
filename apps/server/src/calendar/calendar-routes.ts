import { readAddress } from "@candor/integrations/egress/read-address.ts";
import type {
  CalendarFault,
  CalendarProblem,
  CalendarSource,
  ChangeCalendar,
  ConnectCalendar,
  MyCalendars,
  UploadCalendar,
} from "@candor/protocol/http/calendar.ts";
import { createRoute, z } from "@hono/zod-openapi";
import type { Kysely } from "kysely";
import type { Schema } from "../database/schema.ts";
import { createRoutes, type SignedInEnv } from "../http/app-env.ts";
import { json, jsonBody, problems } from "../http/json-content.ts";
import { plainName } from "../http/plain-name.ts";
import { problem } from "../http/problem.ts";
import type { OpenAccount } from "./account-beside.ts";
import type { AddressSeal } from "./address-seal.ts";
import {
  addCalendar,
  askForReading,
  changeCalendar,
  listCalendars,
  readCalendar,
  removeCalendar,
} from "./calendar-sources.ts";
import type { ServicePorts } from "./open-service-account.ts";
import { listShares } from "./pair-busy.ts";
import type { ReadBeside } from "./read-beside.ts";
import { ownAddresses, told } from "./read-due.ts";

/** What the routes of calendars need beside the database. */
export type CalendarPorts = {
  seal: AddressSeal;
  read: ReadBeside;
  openAccount: OpenAccount;
  allowed: readonly string[];
  /** of accounts that are opened by a permission; left out: there are none */
  services?: ServicePorts;
  /** ends what was arranged with the service of an account that is about to be disconnected; left out: nothing is */
  leave?: (accountId: string) => Promise<void>;
  /** a calendar waits to be read, or to be written to */
  wake: () => void;
};

const DAY = 86_400_000;
const FILE_AHEAD_MILLISECONDS = 370 * DAY;
const MAX_NAME_LENGTH = 120;
const MAX_FILE_LENGTH = 4 * 1024 * 1024;

export const calendarParams = z.object({ id: z.uuid() });
export const timeZone = z.string().max(60).refine(isZone, "That is no time zone.");

export const FAULTS = [
  ...(["not_allowed", "unreachable", "too_slow", "too_large", "too_many_redirects", "refused", "gone"] as const),
  ...(["broken_off", "odd_answer", "no_calendar", "too_heavy", "revoked", "rate_limited"] as const),
  "key_lost",
] as const satisfies readonly CalendarFault[];

const problemSchema = z.discriminatedUnion("type", [
  z.object({ type: z.literal("older_reader") }),
  z.object({ type: z.literal("too_many_events") }),
  z.object({ type: z.literal("unknown_zone"), names: z.array(z.string()) }),
  z.object({ type: z.literal("unread_rules"), count: z.number().int(), starts: z.array(z.string()).optional() }),
  z.object({ type: z.literal("too_often"), count: z.number().int(), starts: z.array(z.string()) }),
  z.object({ type: z.literal("without_time"), count: z.number().int() }),
]) satisfies z.ZodType<CalendarProblem>;

const sourceSchema = z
  .object({
    id: z.string(),
    kind: z.enum(["address", "file", "account"]),
    name: z.string(),
    addedAt: z.string(),
    allDayCounts: z.boolean(),
    state: z.enum(["waiting", "read", "failing"]),
    fault: z.enum(FAULTS).nullable(),
    problems: z.array(problemSchema),
    events: z.number().int().nullable(),
    readAt: z.string().nullable(),
    readsUntil: z.string().nullable(),
  })
  .openapi("CalendarSource") satisfies z.ZodType<CalendarSource>;

const mineSchema = z
  .object({ calendars: z.array(sourceSchema), sharedWith: z.array(z.string()) })
  .openapi("MyCalendars") satisfies z.ZodType<MyCalendars>;

const connectSchema = z
  .strictObject({ address: z.string().max(2000), timeZone, allDayCounts: z.boolean() })
  .openapi("ConnectCalendar") satisfies z.ZodType<ConnectCalendar>;

const uploadSchema = z
  .strictObject({
    name: plainName(MAX_NAME_LENGTH),
    text: z.string().max(MAX_FILE_LENGTH),
    timeZone,
    allDayCounts: z.boolean(),
  })
  .openapi("UploadCalendar") satisfies z.ZodType<UploadCalendar>;

const changeSchema = z
  .strictObject({ allDayCounts: z.boolean() })
  .openapi("ChangeCalendar") satisfies z.ZodType<ChangeCalendar>;

const list = createRoute({
  method: "get",
  path: "/api/me/calendars",
  summary: "The calendars I connected, and with whom I share when I am taken",
  responses: {
    200: { description: "All of them, without their addresses", ...json(mineSchema) },
    ...problems(401, 429),
  },
});

const connect = createRoute({
  method: "post",
  path: "/api/me/calendars",
  summary: "Connect a calendar by its secret address",
  request: jsonBody(connectSchema),
  responses: { 201: { description: "It is read next", ...json(sourceSchema) }, ...problems(400, 401, 409, 429) },
});

const upload = createRoute({
  method: "post",
  path: "/api/me/calendars/files",
  summary: "Add a calendar from a file; nothing of it is kept but when I am taken",
  request: jsonBody(uploadSchema),
  responses: { 201: { description: "It was read", ...json(sourceSchema) }, ...problems(400, 401, 409, 413, 429) },
});

const change = createRoute({
  method: "patch",
  path: "/api/me/calendars/{id}",
  summary: "Say whether whole days of a calendar take my time",
  request: { params: calendarParams, ...jsonBody(changeSchema) },
  responses: { 200: { description: "As it is now", ...json(sourceSchema) }, ...problems(400, 401, 404, 429) },
});

const remove = createRoute({
  method: "delete",
  path: "/api/me/calendars/{id}",
  summary: "Take a calendar away, with all that was read of it",
  request: { params: calendarParams },
  responses: { 204: { description: "It is gone" }, ...problems(401, 404, 429) },
});

const readAnew = createRoute({
  method: "post",
  path: "/api/me/calendars/{id}/read",
  summary: "Have a calendar read now",
  request: { params: calendarParams },
  responses: { 200: { description: "It is read next", ...json(sourceSchema) }, ...problems(401, 404, 429) },
});

type Parts = { db: Kysely<Schema>; now: () => Date; newId: () => string; calendars: CalendarPorts };

/** A person's own calendars. Nobody else ever sees that there are any. */
export function calendarRoutes({ db, now, newId, calendars }: Parts) {
  return createRoutes<SignedInEnv>()
    .openapi(list, async (c) => {
      const { userId } = c.var.who;
      const mine = { calendars: await listCalendars(db, userId), sharedWith: await listShares(db, userId) };
      return c.json(mine, 200);
    })
    .openapi(connect, async (c) => {
      const { address, timeZone, allDayCounts } = c.req.valid("json");
      const verdict = readAddress(address, new Set(calendars.allowed));
      if (verdict.type !== "address") return problem(c, verdict.type);
      const id = newId();
      const added = await addCalendar(
        db,
        c.var.who.userId,
        {
          ...{ id, kind: "address", name: verdict.url.host, time_zone: timeZone, allDayCounts, reading: null },
          sealed_address: calendars.seal.seal(id, verdict.url.href),
        },
        now(),
      );
      if (added === "too_many_calendars") return problem(c, added);
      calendars.wake();
      return c.json(added, 201);
    })
    .openapi(upload, async (c) => {
      const { name, text, timeZone, allDayCounts } = c.req.valid("json");
      const { userId } = c.var.who;
      const from = now().getTime();
      const until = from + FILE_AHEAD_MILLISECONDS;
      const outcome = await calendars.read({
        source: { type: "text", text },
        options: {
          ...{ from: from - DAY, until, ownerZone: timeZone, allDayCounts: true },
          ownAddresses: await ownAddresses(db, userId),
        },
      });
      if (outcome.type !== "read")
        return problem(c, outcome.type === "failed" ? fileProblem(outcome.fault) : "calendar_too_heavy");
      const { spans, events } = outcome.reading;
      const added = await addCalendar(
        db,
        userId,
        {
          ...{ id: newId(), kind: "file", name, sealed_address: null, time_zone: timeZone, allDayCounts },
          reading: {
            spans,
            events,
            until: new Date(until),
            etag: null,
            lastModified: null,
            problems: told(outcome.reading),
          },
        },
        now(),
      );
      return added === "too_many_calendars" ? problem(c, added) : c.json(added, 201);
    })
    .openapi(change, async (c) => {
      const changed = await changeCalendar(db, c.var.who.userId, c.req.valid("param").id, c.req.valid("json"));
      return changed ? c.json(changed, 200) : problem(c, "not_found");
    })
    .openapi(remove, async (c) => {
      const removed = await removeCalendar(db, c.var.who.userId, c.req.valid("param").id);
      return removed ? c.body(null, 204) : problem(c, "not_found");
    })
    .openapi(readAnew, async (c) => {
      const { id } = c.req.valid("param");
      const before = await readCalendar(db, c.var.who.userId, id);
      if (before === null) return problem(c, "not_found");
      const asked = await askForReading(db, c.var.who.userId, id, now());
      calendars.wake();
      return c.json(asked ?? before, 200);
    });
}

function fileProblem(fault: string) {
  if (fault === "no_calendar") return "no_calendar";
  return fault === "broken_off" ? "calendar_cut_off" : "calendar_too_heavy";
}

function isZone(id: string): boolean {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(id);
    return /^[A-Za-z]/.test(id);
  } catch {
    return false;
  }
}
