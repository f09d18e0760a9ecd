import { evaluatePlan, todaysPlan } from "@candor/core/planner/evaluate-plan.ts";
import type { Plan } from "@candor/core/planner/plan.ts";
import type { PlanProblem } from "@candor/core/planner/plan-problem.ts";
import { layOut } from "@candor/core/planner/plan-space.ts";
import type { PlannerView } from "@candor/protocol/http/planner.ts";
import { createRoute, z } from "@hono/zod-openapi";
import type { Kysely } from "kysely";
import type { Schema } from "../database/schema.ts";
import { createRoutes, type SignedInEnv } from "../http/app-env.ts";
import { json, jsonBody, problems } from "../http/json-content.ts";
import { problem } from "../http/problem.ts";
import { readMyTurns } from "../planning-round/read-round.ts";
import { settlePlanned } from "../planning-round/settle-turn.ts";
import { carryOut, notePlan, noteTakingBack, readAppliedPlan } from "./apply-plan.ts";
import { type GatheredPlan, gatherPlan } from "./gather-problem.ts";
import type { PlannerPorts } from "./open-planning.ts";
import {
  appliedPlanSchema,
  applyPlanSchema,
  plannerSettingsSchema,
  plannerViewSchema,
  pricedPlanSchema,
  pricePlanSchema,
  solveViewSchema,
} from "./planner-schemas.ts";
import { keepPlannerSettings } from "./planner-settings.ts";

const path = "/api/me/planner";
const params = z.object({ id: z.uuid() });
const ok = <T extends z.ZodType>(description: string, schema: T) => ({ 200: { description, ...json(schema) } });

const read = createRoute({
  method: "get",
  path,
  summary: "My one-on-ones as they lie today, when I am taken, and what is known of the others",
  responses: { ...ok("As it is now", plannerViewSchema), ...problems(401, 429) },
});

const keep = createRoute({
  method: "put",
  path: `${path}/settings`,
  summary: "Say when I can meet, and how my one-on-ones are to lie",
  request: jsonBody(plannerSettingsSchema),
  responses: { 204: { description: "Kept" }, ...problems(400, 401, 429) },
});

const begin = createRoute({
  method: "post",
  path: `${path}/solves`,
  summary: "Begin to look for the best plan of all my one-on-ones; one that goes on ends",
  responses: { 201: { description: "It has begun", ...json(solveViewSchema) }, ...problems(401, 429) },
});

const follow = createRoute({
  method: "get",
  path: `${path}/solves/{id}`,
  summary: "How far it has come; waits until there is more than at the revision one has seen",
  request: { params, query: z.object({ after: z.coerce.number().int().min(0).default(0) }) },
  responses: { ...ok("As far as it has come", solveViewSchema), ...problems(401, 404, 429) },
});

const cancel = createRoute({
  method: "delete",
  path: `${path}/solves/{id}`,
  summary: "End it; the best that was found so far stays",
  request: { params },
  responses: { ...ok("It ends", solveViewSchema), ...problems(401, 404, 429) },
});

const price = createRoute({
  method: "post",
  path: `${path}/prices`,
  summary: "What a plan would cost, and what of it would not hold",
  request: jsonBody(pricePlanSchema),
  responses: { ...ok("Its price", pricedPlanSchema), ...problems(400, 401, 429) },
});

const apply = createRoute({
  method: "post",
  path: `${path}/plans`,
  summary: "Give my series the times of a plan, each on its page",
  request: jsonBody(applyPlanSchema),
  responses: { 201: { description: "What became of it", ...json(appliedPlanSchema) }, ...problems(400, 401, 409, 429) },
});

const resume = createRoute({
  method: "post",
  path: `${path}/plans/{id}/carry-on`,
  summary: "Go on with a plan that was cut off",
  request: { params },
  responses: { ...ok("What became of it", appliedPlanSchema), ...problems(401, 404, 429) },
});

const undo = createRoute({
  method: "post",
  path: `${path}/plans/{id}/undo`,
  summary: "Bring back what was before a plan, where nobody has changed it since",
  request: { params },
  responses: { ...ok("What became of it", appliedPlanSchema), ...problems(401, 404, 429) },
});

type Parts = { db: Kysely<Schema>; now: () => Date; newId: () => string; planner: PlannerPorts };

/** All of it is about one's own pairs alone; of the others only that they are taken is told, where they share it. */
export function plannerRoutes({ db, now, newId, planner }: Parts) {
  const { solves, refresh, readAgain, rounds } = planner;
  const ports = { db, now, newId, editSeries: planner.editSeries };
  const gather = (userId: string) => gatherPlan({ db, refresh }, userId, now());
  // Asked at each step of a drag, it is of what was read a moment ago; what is applied is looked at anew.
  const gatherKnown = (userId: string) => gatherPlan({ db, refresh: async () => {} }, userId, now());
  return createRoutes<SignedInEnv>()
    .openapi(read, async (c) => {
      const { userId } = c.var.who;
      const gathered = await gather(userId);
      const applied = await readAppliedPlan(db, userId);
      const turns = await readMyTurns(db, userId);
      return c.json({ ...viewOf(gathered), applied, turns, solve: solves.view(userId) }, 200);
    })
    .openapi(keep, async (c) => {
      await keepPlannerSettings(db, c.var.who.userId, c.req.valid("json"), now());
      return c.body(null, 204);
    })
    .openapi(begin, async (c) => {
      const { userId, anonymous } = c.var.who;
      const { problem: asked, mark } = await gather(userId);
      const begun = solves.begin(userId, { id: newId(), problem: asked, mark, isAnonymous: anonymous });
      return c.json(begun, 201);
    })
    .openapi(follow, async (c) => {
      const { id } = c.req.valid("param");
      const view = await solves.next(c.var.who.userId, id, c.req.valid("query").after, c.req.raw.signal);
      return view ? c.json(view, 200) : problem(c, "not_found");
    })
    .openapi(cancel, async (c) => {
      const view = solves.cancel(c.var.who.userId, c.req.valid("param").id);
      return view ? c.json(view, 200) : problem(c, "not_found");
    })
    .openapi(price, async (c) => {
      const gathered = await gatherKnown(c.var.who.userId);
      const { plan } = c.req.valid("json");
      if (!isOf(plan, gathered.problem)) return problem(c, "invalid");
      return c.json({ evaluation: evaluatePlan(layOut(gathered.problem), plan) }, 200);
    })
    .openapi(apply, async (c) => {
      const { userId } = c.var.who;
      const { id, mark, plan } = c.req.valid("json");
      if (!(await readAppliedPlan(db, userId, id))) {
        await readAgain(userId); // what was looked at may rest on a calendar that was read half an hour ago
        const gathered = await gather(userId);
        const isAsSeen = gathered.mark === mark;
        if (isAsSeen && !isOf(plan, gathered.problem)) return problem(c, "invalid");
        const isNoted = isAsSeen && (await notePlan(ports, { id, userId }, gathered, plan));
        // Asked twice at once, it was noted a moment ago, and may be on the pages; an id that is somebody else's is none for this.
        if (!isNoted && !(await readAppliedPlan(db, userId, id)))
          return problem(c, isAsSeen ? "invalid" : "plan_changed");
      }
      await carryOut(ports, id);
      await settlePlanned(db, userId, now());
      rounds.wake();
      return c.json(await appliedOf(userId, id), 201);
    })
    .openapi(resume, async (c) => {
      const { id } = c.req.valid("param");
      const { userId } = c.var.who;
      if (!(await readAppliedPlan(db, userId, id))) return problem(c, "not_found");
      await carryOut(ports, id);
      return c.json(await appliedOf(userId, id), 200);
    })
    .openapi(undo, async (c) => {
      const { id } = c.req.valid("param");
      const { userId } = c.var.who;
      if (!(await noteTakingBack(ports, userId, id))) return problem(c, "not_found");
      await carryOut(ports, id);
      return c.json(await appliedOf(userId, id), 200);
    });

  async function appliedOf(userId: string, id: string) {
    const applied = await readAppliedPlan(db, userId, id);
    if (!applied) throw new Error("a plan was noted that cannot be read");
    return applied;
  }
}

function viewOf(gathered: GatheredPlan): Omit<PlannerView, "applied" | "solve" | "turns"> {
  const { problem: of, settings, isSaid, series, leftOut, skips, mine, mark } = gathered;
  const space = layOut(of);
  const plan = todaysPlan(space);
  return {
    ...{ settings, isSaid, leftOut, skips, mine, mark, timeZone: of.manager.timeZone },
    series: series.map(({ seen: _seen, ...shown }) => shown),
    ...{ firstDay: of.firstDay, weeks: of.weeks, frozenUntil: of.frozenUntil },
    today: { plan, evaluation: evaluatePlan(space, plan) },
  };
}

/** Each series of the problem once, and no other. */
function isOf({ series }: Plan, { series: asked }: PlanProblem): boolean {
  const ids = new Set(series.map(({ seriesId }) => seriesId));
  return ids.size === series.length && ids.size === asked.length && asked.every(({ id }) => ids.has(id));
}
