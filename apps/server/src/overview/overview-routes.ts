import type { MyOverview, PairGlanceAnswer } from "@candor/protocol/http/overview.ts";
import { createRoute, z } from "@hono/zod-openapi";
import type { Tables } from "../cadence/read-records.ts";
import { createRoutes, type SignedInEnv } from "../http/app-env.ts";
import { json, problems } from "../http/json-content.ts";
import { readOverview } from "./read-overview.ts";

const shares = z.object({ mine: z.number(), theirs: z.number() });

const glanceSchema = z
  .object({
    pair: z.string(),
    counted: z.enum(["all", "behind", "nothing_yet"]),
    name: z.string(),
    iAm: z.enum(["above", "below", "peer"]),
    agreed: z.object({ everyWeeks: z.number(), minutes: z.number() }),
    next: z
      .object({
        meeting: z.string(),
        start: z.string(),
        timeZone: z.string(),
        minutes: z.number(),
        inDays: z.number(),
        topics: shares,
      })
      .nullable(),
    days: z.number(),
    everMet: z.boolean(),
    lateDays: z.number(),
    missesInARow: z.number(),
    unsettled: z.object({ meeting: z.string(), day: z.string() }).nullable(),
    hopper: shares,
    raised: shares,
    owed: z.object({ mine: z.number(), overdue: z.number(), longestDue: z.string().nullable(), theirs: z.number() }),
    ...{ lastTogether: z.string().nullable(), lastPaired: z.string().nullable(), isAway: z.boolean() },
    ...{ checksDue: z.number(), unpairedDays: z.number().nullable() },
    apart: z.object({ weeks: z.number(), everMet: z.boolean() }).nullable(),
    recent: z.array(z.enum(["held", "cancelled"])),
    signals: z.array(
      z.object({
        type: z.enum([
          "unsettled",
          "overdue",
          "no_next",
          "prepare",
          "overdue_actions",
          "hopper_full",
          "friction_check",
          "apart",
          "unpaired",
          "my_actions",
        ]),
        action: z.enum(["open", "plan", "move", "fill", "actions", "pair"]),
      }),
    ),
  })
  .openapi("PairGlance") satisfies z.ZodType<PairGlanceAnswer>;

const overviewSchema = z
  .object({ needsYou: z.array(glanceSchema), fine: z.array(glanceSchema), heldMinutes: z.number() })
  .openapi("MyOverview") satisfies z.ZodType<MyOverview>;

const read = createRoute({
  method: "get",
  path: "/api/me/overview",
  summary: "My pairs at a glance: whom I meet next, what waits, and what is to be done first",
  responses: { 200: { description: "Counts and days, for me alone", ...json(overviewSchema) }, ...problems(401, 429) },
});

export function overviewRoutes({ db, engine, now }: Tables & { now: () => Date }) {
  return createRoutes<SignedInEnv>().openapi(read, async (c) =>
    c.json(await readOverview({ db, engine }, c.var.who.userId, now()), 200),
  );
}
