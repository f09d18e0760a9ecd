import { quarterCalled } from "@candor/core/balance/quarter.ts";
import type { MyBalance } from "@candor/protocol/http/balance.ts";
import { createRoute, z } from "@hono/zod-openapi";
import type { Tables } from "../cadence/read-records.ts";
import { createRoutes, type SignedInEnv } from "../http/app-env.ts";
import { json, problems } from "../http/json-content.ts";
import { problem } from "../http/problem.ts";
import { readBalance } from "./read-balance.ts";

const tally = {
  ...{ held: z.number(), moved: z.number(), cancelled: z.number(), planned: z.number(), unsaid: z.number() },
  ...{ heldMinutes: z.number(), plannedMinutes: z.number() },
};

const signalSchema = z.discriminatedUnion("type", [
  z.object({ type: z.literal("over_hours"), minutes: z.number(), budget: z.number(), action: z.literal("rhythm") }),
  z.object({
    ...{ type: z.literal("got_less"), pair: z.string(), name: z.string() },
    ...{ held: z.number(), of: z.number(), action: z.literal("plan") },
  }),
  z.object({
    ...{ type: z.literal("full_week"), week: z.string(), minutes: z.number(), usual: z.number() },
    action: z.literal("planner"),
  }),
  z.object({ type: z.literal("crowded_days"), days: z.number(), most: z.number(), action: z.literal("planner") }),
  z.object({
    ...{ type: z.literal("advised"), pairs: z.number(), agreed: z.number(), advised: z.number() },
    action: z.literal("rhythm"),
  }),
]);

const balanceSchema = z
  .object({
    ...{ quarter: z.string(), quarters: z.array(z.string()), from: z.string(), until: z.string(), weeks: z.number() },
    aWeek: z.object({
      ...{ held: z.number().nullable(), agreed: z.number(), advised: z.number(), budget: z.number().nullable() },
    }),
    total: z.object(tally),
    byWeek: z.array(
      z.object({
        ...{ week: z.string(), heldMinutes: z.number(), plannedMinutes: z.number(), cancelledMinutes: z.number() },
      }),
    ),
    spread: z.object({ usual: z.number(), most: z.number() }).nullable(),
    byPerson: z.array(
      z.object({
        ...{ ...tally, pair: z.string(), name: z.string(), iLead: z.boolean() },
        ...{ agreed: z.number().nullable(), gotLess: z.boolean() },
      }),
    ),
    ahead: z.union([
      z.object({ type: z.enum(["none", "unknown"]) }),
      z.object({
        ...{ type: z.literal("known"), weeks: z.number(), otherMinutes: z.number(), ownMinutes: z.number() },
      }),
    ]),
    signals: z.array(signalSchema),
  })
  .openapi("MyBalance") satisfies z.ZodType<MyBalance>;

const quarter = z.string().refine((name) => quarterCalled(name) !== null, "That is no quarter; write it as 2026-Q4.");

const read = createRoute({
  method: "get",
  path: "/api/me/balance",
  summary: "How my 1:1s fill my time in a quarter: hours, people, weeks, and what to do about it",
  request: { query: z.object({ quarter: quarter.optional() }) },
  responses: {
    200: { description: "Counts and hours, for me alone", ...json(balanceSchema) },
    ...problems(400, 401, 404, 429),
  },
});

export function balanceRoutes({ db, engine, now }: Tables & { now: () => Date }) {
  return createRoutes<SignedInEnv>().openapi(read, async (c) => {
    const { quarter: name } = c.req.valid("query");
    const balance = await readBalance({ db, engine }, c.var.who.userId, name ?? null, now());
    return balance ? c.json(balance, 200) : problem(c, "not_found");
  });
}
