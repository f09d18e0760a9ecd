import type { MovedOccurrence } from "@candor/core/meeting/moved-occurrence.ts";
import { evaluatePlan } from "@candor/core/planner/evaluate-plan.ts";
import type { Plan } from "@candor/core/planner/plan.ts";
import { layOut } from "@candor/core/planner/plan-space.ts";
import { seriesTimes, staysAsItIs } from "@candor/core/planner/series-times.ts";
import type { SeriesStep, SeriesTimes } from "@candor/document/meeting/set-series.ts";
import type { AppliedPlan, AppliedSeries } from "@candor/protocol/http/planner.ts";
import type { Kysely } from "kysely";
import type { Schema } from "../database/schema.ts";
import type { EditOutcome, SeriesEdit } from "../sync/snapshot/edit-series.ts";
import type { SeriesChange } from "../sync/snapshot/snapshot-messages.ts";
import { type GatheredPlan, movesFrom } from "./gather-problem.ts";
import { isInTheWay } from "./in-the-way.ts";

export type ApplyPorts = {
  db: Kysely<Schema>;
  editSeries: (page: string, edit: SeriesEdit) => Promise<EditOutcome>;
  now: () => Date;
  newId: () => string;
};

type Step = AppliedSeries["state"];

/**
 * Notes what a plan does to each page, whole, before anything is done.
 *
 * @param isWanted asked in the same transaction; what it writes is kept only where the plan is.
 * @returns false where there is a plan with this id, or it is not wanted.
 */
export async function notePlan(
  { db, now, newId }: ApplyPorts,
  { id, userId }: { id: string; userId: string },
  gathered: GatheredPlan,
  plan: Plan,
  isWanted: (tx: Kysely<Schema>) => Promise<boolean> = async () => true,
): Promise<boolean> {
  const { problem } = gathered;
  const evaluation = evaluatePlan(layOut(problem), plan);
  const steps = plan.series.flatMap((each): { pair_id: string; times: SeriesTimes }[] => {
    const series = gathered.series.find(({ id }) => id === each.seriesId);
    if (series === undefined || staysAsItIs(each, problem)) return [];
    const { seen } = series;
    const from = movesFrom(problem, seen.timeZone);
    const movable = seen.planned.filter(
      ({ slot, start }) => start === null || ((slot ?? start) >= from && start >= from),
    );
    const times = seriesTimes(each, evaluation, {
      ...{ managerZone: problem.manager.timeZone, zone: seen.timeZone, planned: movable.length },
      currentMoves: problem.series.find(({ id }) => id === each.seriesId)?.currentMoves ?? [],
    });
    if (times.length === 0) return [];
    return [{ pair_id: series.id, times: { seen, from, times, newId: newId() } }];
  });
  return db.transaction().execute(async (tx) => {
    if (!(await isWanted(tx))) return false;
    const noted = await tx
      .insertInto("series_plan")
      .values({ id, user_id: userId, made_at: now().toISOString(), is_taken_back: 0 })
      .onConflict((conflict) => conflict.doNothing())
      .returning("id")
      .executeTakeFirst();
    if (noted === undefined) return false;
    for (const { pair_id, times } of steps) {
      await tx
        .insertInto("series_plan_step")
        .values({ plan_id: id, pair_id, state: "waiting", times: JSON.stringify(times), done: null })
        .execute();
    }
    return true;
  });
}

/** Says that a plan is to be taken back. @returns whether there is such a plan of theirs. */
export async function noteTakingBack({ db }: ApplyPorts, userId: string, planId: string): Promise<boolean> {
  const noted = await db
    .updateTable("series_plan")
    .set({ is_taken_back: 1 })
    .where("id", "=", planId)
    .where("user_id", "=", userId)
    .returning("id")
    .executeTakeFirst();
  return noted !== undefined;
}

/**
 * Does what is left to do of a plan, series by series: each is written to its page and noted in one transaction, so that
 * it is done once, whoever begins it again and wherever it was killed.
 *
 * @param ports `refresh`: nobody looked at this plan before. What was moved by hand since it was noted is read anew, and
 *   no other series is put there.
 */
export async function carryOut(
  ports: ApplyPorts & { refresh?: (page: string) => Promise<void> },
  planId: string,
): Promise<void> {
  const { db, refresh } = ports;
  const plan = await db
    .selectFrom("series_plan")
    .select(["is_taken_back", "user_id"])
    .where("id", "=", planId)
    .executeTakeFirst();
  if (plan === undefined) return;
  const isBack = plan.is_taken_back === 1;
  const steps = await db
    .selectFrom("series_plan_step")
    .select(["pair_id", "state", "times", "done"])
    .where("plan_id", "=", planId)
    .orderBy("pair_id")
    .execute();
  if (refresh && !isBack && steps.some(({ state }) => state === "waiting"))
    for (const page of await openPagesOf(db, plan.user_id, ports.now())) await refresh(page);
  for (const { pair_id, state, times, done } of steps) {
    if (isBack && state === "waiting") await say(db, { planId, pairId: pair_id }, "waiting", "undone");
    else if (isBack && state === "applied") {
      const change: SeriesChange = { type: "take back", ...readDone(done) };
      await carry(ports, { planId, pairId: pair_id }, { change, while: "applied" });
    } else if (!isBack && state === "waiting") {
      const wanted = JSON.parse(times) as SeriesTimes;
      const whose = { userId: plan.user_id, planId, pairId: pair_id, now: ports.now() };
      if (refresh && (await isInTheWay(db, whose, wanted))) {
        await say(db, { planId, pairId: pair_id }, "waiting", "in_the_way");
        continue;
      }
      const change: SeriesChange = { type: "set", times: wanted };
      await carry(ports, { planId, pairId: pair_id }, { change, while: "waiting" });
    }
  }
}

async function openPagesOf(db: Kysely<Schema>, userId: string, now: Date): Promise<string[]> {
  const rows = await db
    .selectFrom("pair_member")
    .innerJoin("pair", "pair.id", "pair_member.pair_id")
    .select("pair.id")
    .where("pair_member.user_id", "=", userId)
    .where((eb) => eb.or([eb("frozen_at", "is", null), eb("frozen_at", ">", now.toISOString())]))
    .execute();
  return rows.map(({ id }) => id);
}

/** What was done; an earlier version wrote the steps alone. */
function readDone(done: string | null): { steps: SeriesStep[]; dropped: MovedOccurrence[] } {
  const read = JSON.parse(done ?? "[]") as SeriesStep[] | { steps: SeriesStep[]; dropped: MovedOccurrence[] };
  return Array.isArray(read) ? { steps: read, dropped: [] } : read;
}

type StepKey = { planId: string; pairId: string };

async function carry(
  { db, editSeries, now }: ApplyPorts,
  key: StepKey,
  { change, while: from }: { change: SeriesChange; while: Step },
): Promise<void> {
  const outcome = await editSeries(key.pairId, {
    change,
    isWanted: async () => (await stateOf(db, key)) === from && !(await isFrozen(db, key.pairId, now())),
    note: (changed) => {
      if (changed.type === "set")
        return [
          stepQuery(db, key, from).set({
            state: "applied",
            done: JSON.stringify({ steps: changed.steps, dropped: changed.dropped }),
          }),
        ];
      if (changed.type === "changed") return [stepQuery(db, key, from).set({ state: "changed" })];
      const state = changed.kept === 0 ? "undone" : changed.taken === 0 ? "kept" : "partly_undone";
      return [stepQuery(db, key, from).set({ state })];
    },
  });
  if (outcome.type === "unsound") await say(db, key, from, "failed");
  if (outcome.type === "not_wanted" && (await isFrozen(db, key.pairId, now()))) await say(db, key, from, "changed");
}

function stepQuery(db: Kysely<Schema>, { planId, pairId }: StepKey, from: Step) {
  return db
    .updateTable("series_plan_step")
    .where("plan_id", "=", planId)
    .where("pair_id", "=", pairId)
    .where("state", "=", from as "waiting");
}

async function say(db: Kysely<Schema>, key: StepKey, from: Step, state: Step): Promise<void> {
  await stepQuery(db, key, from)
    .set({ state: state as "waiting" })
    .execute();
}

async function stateOf(db: Kysely<Schema>, { planId, pairId }: StepKey): Promise<Step | null> {
  const row = await db
    .selectFrom("series_plan_step")
    .select("state")
    .where("plan_id", "=", planId)
    .where("pair_id", "=", pairId)
    .executeTakeFirst();
  return row?.state ?? null;
}

/** A page that is archived is written to by nobody. */
async function isFrozen(db: Kysely<Schema>, pairId: string, now: Date): Promise<boolean> {
  const row = await db.selectFrom("pair").select("frozen_at").where("id", "=", pairId).executeTakeFirst();
  return row === undefined || (row.frozen_at !== null && row.frozen_at <= now.toISOString());
}

/** Plans that something is left to do of, the oldest first: after a start, or a fault. */
export async function unfinishedPlans(db: Kysely<Schema>): Promise<string[]> {
  const rows = await db
    .selectFrom("series_plan_step")
    .innerJoin("series_plan", "series_plan.id", "series_plan_step.plan_id")
    .select(["series_plan.id", "made_at"])
    .where((eb) =>
      eb.or([eb("state", "=", "waiting"), eb.and([eb("state", "=", "applied"), eb("is_taken_back", "=", 1)])]),
    )
    .orderBy("made_at")
    .execute();
  return [...new Set(rows.map(({ id }) => id))];
}

/** The newest plan that somebody put into effect, as it stands; null: there is none. */
export async function readAppliedPlan(
  db: Kysely<Schema>,
  userId: string,
  planId?: string,
): Promise<AppliedPlan | null> {
  let query = db
    .selectFrom("series_plan")
    .select(["id", "made_at", "is_taken_back"])
    .where("user_id", "=", userId)
    .orderBy("made_at", "desc")
    .limit(1);
  if (planId !== undefined) query = query.where("id", "=", planId);
  const plan = await query.executeTakeFirst();
  if (plan === undefined) return null;
  const steps = await db
    .selectFrom("series_plan_step")
    .innerJoin("pair_member as mine", "mine.pair_id", "series_plan_step.pair_id")
    .innerJoin("pair_member as other", (join) =>
      join.onRef("other.pair_id", "=", "mine.pair_id").onRef("other.member", "!=", "mine.member"),
    )
    .select(["series_plan_step.pair_id as id", "other.name", "state"])
    .where("plan_id", "=", plan.id)
    .where("mine.user_id", "=", userId)
    .orderBy("other.name")
    .execute();
  const isBack = plan.is_taken_back === 1;
  const isGoingOn = steps.some(({ state }) => state === "waiting" || (isBack && state === "applied"));
  return {
    ...{ id: plan.id, madeAt: plan.made_at, series: steps },
    state: isBack ? (isGoingOn ? "undoing" : "undone") : isGoingOn ? "applying" : "applied",
  };
}
