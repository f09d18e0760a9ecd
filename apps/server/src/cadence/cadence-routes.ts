import { isLeave } from "@candor/core/cadence/leave.ts";
import { isDay } from "@candor/core/chart/manager-edge.ts";
import type {
  CadenceStated,
  DeclineCadence,
  MyCadence,
  PairCadence,
  SetCadenceBudget,
} from "@candor/protocol/http/cadence.ts";
import { createRoute, z } from "@hono/zod-openapi";
import { createRoutes, type SignedInEnv } from "../http/app-env.ts";
import { json, jsonBody, problems } from "../http/json-content.ts";
import { problem } from "../http/problem.ts";
import { pairParams } from "../people/people-schemas.ts";
import { declineCadence, hearAgain, readMyCadence, readPairCadence, sayCadence, setBudget } from "./cadence.ts";
import type { Tables } from "./read-records.ts";

const MOST_WEEKS = 52;
const MOST_MINUTES = 6_000; // a hundred hours a week is more than anybody has

const weeks = z.number().int().min(1).max(MOST_WEEKS);
const seat = z.enum(["a", "b"]);
const day = z.string().refine(isDay, "That is no day; write it as 2026-12-31.");
const rhythm = z.object({ everyWeeks: z.number(), minutes: z.number() });

const statedSchema = z
  .strictObject({
    ...{ everyWeeks: weeks.nullable(), isFirstRole: z.boolean() },
    ...{ awayFrom: day.nullable().optional(), backSince: day.nullable() },
  })
  .refine(({ awayFrom = null, backSince }) => isLeave({ from: awayFrom, back: backSince }), {
    message: "A leave ends after it begins.",
    path: ["backSince"],
  })
  .openapi("CadenceStated") satisfies z.ZodType<CadenceStated>;

const reasonSchema = z.object({
  rule: z.string(),
  days: z.number().optional(),
  directs: z.number().optional(),
  inDays: z.number().nullable().optional(),
  kind: z.enum(["reorg", "leave"]).optional(),
  daysAgo: z.number().optional(),
  misses: z.number().optional(),
  whose: z.enum(["direct", "manager"]).optional(),
  everyWeeks: z.number().optional(),
  followed: z.enum(["fully", "partly", "no"]).optional(),
});

const pairCadenceSchema = z
  .object({
    pair: z.string(),
    relation: z.enum(["report", "skip_level", "mentor", "peer"]),
    above: seat.nullable(),
    agreed: rhythm,
    advice: rhythm.extend({
      verdict: z.enum(["keep", "more_often", "less_often"]),
      reasons: z.array(reasonSchema),
      reviewInWeeks: z.number(),
    }),
    since: z.string(),
    declined: z.object({ by: seat, until: z.string() }).nullable(),
    stated: z.object({ a: statedSchema, b: statedSchema }),
  })
  .openapi("PairCadence") satisfies z.ZodType<PairCadence>;

const myCadenceSchema = z
  .object({
    budgetMinutes: z.number().nullable(),
    agreedMinutes: z.number(),
    wishedMinutes: z.number(),
    plannedMinutes: z.number(),
    fits: z.boolean(),
    led: z.array(pairCadenceSchema),
    others: z.array(pairCadenceSchema),
  })
  .openapi("MyCadence") satisfies z.ZodType<MyCadence>;

const declineSchema = z
  .strictObject({ verdict: z.enum(["more_often", "less_often"]) })
  .openapi("DeclineCadence") satisfies z.ZodType<DeclineCadence>;

const budgetSchema = z
  .strictObject({ minutes: z.number().int().min(0).max(MOST_MINUTES).nullable() })
  .openapi("SetCadenceBudget") satisfies z.ZodType<SetCadenceBudget>;

const ofPair = {
  200: { description: "The advice, as both see it", ...json(pairCadenceSchema) },
};
const ofMine = { 200: { description: "My pairs and their hours", ...json(myCadenceSchema) } };

const read = createRoute({
  method: "get",
  path: "/api/pairs/{id}/cadence",
  summary: "How often the two are advised to meet, and why",
  request: { params: pairParams },
  responses: { ...ofPair, ...problems(401, 404, 429) },
});

const say = createRoute({
  method: "put",
  path: "/api/pairs/{id}/cadence/stated",
  summary: "Say how often I would like to meet, and what else bears on it",
  request: { params: pairParams, ...jsonBody(statedSchema) },
  responses: { ...ofPair, ...problems(400, 401, 404, 429) },
});

const decline = createRoute({
  method: "post",
  path: "/api/pairs/{id}/cadence/declined",
  summary: "Say no to meeting more or less often; it is not repeated for a season",
  request: { params: pairParams, ...jsonBody(declineSchema) },
  responses: { ...ofPair, ...problems(400, 401, 404, 429) },
});

const again = createRoute({
  method: "delete",
  path: "/api/pairs/{id}/cadence/declined",
  summary: "Let what was declined be advised again",
  request: { params: pairParams },
  responses: { ...ofPair, ...problems(401, 404, 429) },
});

const mine = createRoute({
  method: "get",
  path: "/api/me/cadence",
  summary: "How often I am advised to meet whom, and the hours that takes",
  responses: { ...ofMine, ...problems(401, 429) },
});

const budget = createRoute({
  method: "put",
  path: "/api/me/cadence/budget",
  summary: "Set the minutes a week that I have for those I lead",
  request: jsonBody(budgetSchema),
  responses: { ...ofMine, ...problems(400, 401, 429) },
});

export function cadenceRoutes({ db, engine, now }: Tables & { now: () => Date }) {
  const tables = { db, engine };
  return createRoutes<SignedInEnv>()
    .openapi(read, async (c) => {
      const cadence = await readPairCadence(tables, c.req.valid("param").id, c.var.who.userId, now());
      return cadence ? c.json(cadence, 200) : problem(c, "not_found");
    })
    .openapi(say, async (c) => {
      const { id } = c.req.valid("param");
      const cadence = await sayCadence(tables, id, c.var.who.userId, c.req.valid("json"), now());
      return cadence ? c.json(cadence, 200) : problem(c, "not_found");
    })
    .openapi(decline, async (c) => {
      const { id } = c.req.valid("param");
      const cadence = await declineCadence(tables, id, c.var.who.userId, c.req.valid("json"), now());
      return cadence ? c.json(cadence, 200) : problem(c, "not_found");
    })
    .openapi(again, async (c) => {
      const cadence = await hearAgain(tables, c.req.valid("param").id, c.var.who.userId, now());
      return cadence ? c.json(cadence, 200) : problem(c, "not_found");
    })
    .openapi(mine, async (c) => c.json(await readMyCadence(tables, c.var.who.userId, now()), 200))
    .openapi(budget, async (c) => {
      const { minutes } = c.req.valid("json");
      return c.json(await setBudget(tables, c.var.who.userId, minutes, now()), 200);
    });
}
