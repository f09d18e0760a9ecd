import type { MyReminders, SetReminders } from "@candor/protocol/http/reminders.ts";
import { createRoute, z } from "@hono/zod-openapi";
import type { Tables } from "../cadence/read-records.ts";
import { timeZone } from "../calendar/calendar-routes.ts";
import { createRoutes, type SignedInEnv } from "../http/app-env.ts";
import { json, jsonBody, problems } from "../http/json-content.ts";
import { readReminders, setReminders } from "./reminders.ts";

const reminderSchema = z.discriminatedUnion("type", [
  z.object({
    ...{ type: z.literal("close_loop"), pair: z.string(), name: z.string() },
    ...{ loops: z.number(), days: z.number() },
  }),
  z.object({ type: z.literal("portrait"), parts: z.number(), days: z.number() }),
]);

const remindersSchema = z
  .object({
    due: z.array(reminderSchema),
    mail: z.object({ on: z.boolean(), isAllOff: z.boolean(), timeZone: z.string(), hasAddress: z.boolean() }),
  })
  .openapi("MyReminders") satisfies z.ZodType<MyReminders>;

const setSchema = z
  .strictObject({ on: z.boolean(), timeZone })
  .openapi("SetReminders") satisfies z.ZodType<SetReminders>;

const mine = { 200: { description: "What waits for me, and whether a mail tells of it", ...json(remindersSchema) } };

const read = createRoute({
  method: "get",
  path: "/api/me/reminders",
  summary: "What waits for me: feedback that I heard and answered nothing to, and my portrait after half a year",
  responses: { ...mine, ...problems(401, 429) },
});

const set = createRoute({
  method: "put",
  path: "/api/me/reminders",
  summary: "Say whether mails may remind me, at most one a week and by day where I am",
  request: jsonBody(setSchema),
  responses: { ...mine, ...problems(400, 401, 429) },
});

export function reminderRoutes({ db, engine, now }: Tables & { now: () => Date }) {
  const tables = { db, engine };
  return createRoutes<SignedInEnv>()
    .openapi(read, async (c) => c.json(await readReminders(tables, c.var.who.userId, now()), 200))
    .openapi(set, async (c) => c.json(await setReminders(tables, c.var.who.userId, c.req.valid("json"), now()), 200));
}
