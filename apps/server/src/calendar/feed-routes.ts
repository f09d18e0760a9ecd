import type { CalendarFeed, ChangeFeed, NewCalendarFeed } from "@candor/protocol/http/calendar.ts";
import { createRoute, z } from "@hono/zod-openapi";
import type { Kysely } from "kysely";
import type { Schema } from "../database/schema.ts";
import { type AppEnv, createRoutes, type SignedInEnv } from "../http/app-env.ts";
import { json, jsonBody, problems } from "../http/json-content.ts";
import { problem } from "../http/problem.ts";
import { changeFeed, makeFeed, readFeed, removeFeed, serveFeed } from "./calendar-feed.ts";

const SECRET_BYTES = 32;
const FILE = /^([\w-]{43})\.ics$/;

const feedFields = { madeAt: z.string(), usedOn: z.string().nullable(), showsNames: z.boolean() };
const feedSchema = z.object(feedFields).openapi("CalendarFeed") satisfies z.ZodType<CalendarFeed>;
const newFeedSchema = z
  .object({ ...feedFields, address: z.string() })
  .openapi("NewCalendarFeed") satisfies z.ZodType<NewCalendarFeed>;
const changeSchema = z.strictObject({ showsNames: z.boolean() }).openapi("ChangeFeed") satisfies z.ZodType<ChangeFeed>;

const serve = createRoute({
  method: "get",
  path: "/api/feeds/{file}",
  summary: "Somebody's meetings as a calendar, for whoever has its secret address",
  request: { params: z.object({ file: z.string() }) },
  responses: {
    200: { description: "An iCalendar file", content: { "text/calendar": { schema: z.string() } } },
    304: { description: "As it was" },
    ...problems(404, 429),
  },
});

const read = createRoute({
  method: "get",
  path: "/api/me/calendar-feed",
  summary: "Whether there is an address at which I subscribe to my meetings; not which",
  responses: { 200: { description: "null: there is none", ...json(feedSchema.nullable()) }, ...problems(401, 429) },
});

const make = createRoute({
  method: "put",
  path: "/api/me/calendar-feed",
  summary: "Make an address for my meetings, in place of the one before",
  request: jsonBody(changeSchema),
  responses: {
    200: { description: "The address is told this once", ...json(newFeedSchema) },
    ...problems(400, 401, 429),
  },
});

const change = createRoute({
  method: "patch",
  path: "/api/me/calendar-feed",
  summary: "Say whether my meetings tell with whom they are",
  request: jsonBody(changeSchema),
  responses: {
    200: { description: "As it is now; null: there is none", ...json(feedSchema.nullable()) },
    ...problems(400, 401, 429),
  },
});

const remove = createRoute({
  method: "delete",
  path: "/api/me/calendar-feed",
  summary: "Take the address of my meetings away: it opens nothing from now on",
  responses: { 204: { description: "It is gone" }, ...problems(401, 429) },
});

/** Asked for by calendars, which sign in nowhere. */
export function feedRoute({ db, now }: { db: Kysely<Schema>; now: () => Date }) {
  return createRoutes<AppEnv>().openapi(serve, async (c) => {
    const secret = FILE.exec(c.req.valid("param").file)?.[1];
    const feed = secret === undefined ? null : await serveFeed(db, secret, now());
    if (feed === null) return problem(c, "not_found");
    const headers = {
      etag: feed.etag,
      "cache-control": "private, no-cache",
      "x-robots-tag": "noindex",
      "content-disposition": 'inline; filename="meetings.ics"',
    };
    const asked = (c.req.header("if-none-match") ?? "").split(",").map((each) => each.trim().replace(/^W\//, ""));
    if (asked.includes(feed.etag)) return c.body(null, 304, headers);
    return c.body(feed.text, 200, { ...headers, "content-type": "text/calendar; charset=utf-8" });
  });
}

type Parts = {
  db: Kysely<Schema>;
  now: () => Date;
  /** the one in links */
  origin: () => string;
  signIn: { random: (size: number) => Uint8Array };
};

export function myFeedRoutes({ db, now, origin, signIn }: Parts) {
  return createRoutes<SignedInEnv>()
    .openapi(read, async (c) => c.json(await readFeed(db, c.var.who.userId), 200))
    .openapi(make, async (c) => {
      const secret = Buffer.from(signIn.random(SECRET_BYTES)).toString("base64url");
      const made = await makeFeed(db, c.var.who.userId, { secret, ...c.req.valid("json") }, now());
      return c.json({ ...made, address: `${origin()}/api/feeds/${secret}.ics` }, 200);
    })
    .openapi(change, async (c) => c.json(await changeFeed(db, c.var.who.userId, c.req.valid("json")), 200))
    .openapi(remove, async (c) => {
      await removeFeed(db, c.var.who.userId);
      return c.body(null, 204);
    });
}
