import type { Kysely } from "kysely";
import type { Schema } from "../database/schema.ts";
import { type ApplyPorts, carryOut, notePlan } from "../planner/apply-plan.ts";
import { gatherPlan } from "../planner/gather-problem.ts";
import type { Planner } from "../planner/open-planner.ts";
import { readTurns, type TurnRow } from "./read-turns.ts";
import { settleTurn } from "./settle-turn.ts";

const TRIES = 3; // where a calendar or a series changes while one plans

export type TurnPorts = ApplyPorts & {
  refresh: (page: string) => Promise<void>;
  solve: Planner["solve"];
  report: (fault: unknown, doing: string) => void;
  /** aborted: the server closes; what is begun is gone on with after the next start */
  signal: AbortSignal;
};

/**
 * Plans for each manager whose turn it is and who agreed to it, and goes on until nobody is left who can. What was noted is
 * carried out however the round stands by then. Each plan has an id since its turn was made, so that wherever this is
 * killed, and on however many nodes it runs, it is put onto the pages once.
 */
export async function takeTurns(ports: TurnPorts): Promise<void> {
  const stopped = new Set<string>();
  for (;;) {
    const due = (await dueTurns(ports.db)).filter(({ plan_id }) => !stopped.has(plan_id));
    if (due.length === 0) return;
    for (const turn of due) {
      if (ports.signal.aborted) return;
      try {
        if (!(await takeTurn(ports, turn))) stopped.add(turn.plan_id);
      } catch (fault) {
        stopped.add(turn.plan_id);
        ports.report(fault, "planning with the round");
        await setState(ports.db, turn, "stuck"); // a plan that is noted already is gone on with all the same
      }
    }
  }
}

async function dueTurns(db: Kysely<Schema>): Promise<TurnRow[]> {
  const rounds = await db
    .selectFrom("planning_turn")
    .innerJoin("planning_round", "planning_round.id", "planning_turn.round_id")
    .select(["planning_round.id", "ended_at"])
    .distinct()
    .where((eb) => eb.or([eb("state", "=", "noted"), eb("ended_at", "is", null)]))
    .execute();
  const due: TurnRow[] = [];
  for (const { id, ended_at } of rounds) {
    for (const turn of await readTurns(db, id)) {
      const { state, agreed_at, standing } = turn;
      const isTheirs = ended_at === null && state === "open" && agreed_at !== null && standing.state === "turn";
      if (state === "noted" || isTheirs) due.push(turn);
    }
  }
  return due;
}

/** @returns false where nothing more can be done of it now. */
async function takeTurn(ports: TurnPorts, turn: TurnRow): Promise<boolean> {
  const { db, now } = ports;
  const { round_id: roundId, person_id: personId, plan_id: id, userId } = turn;
  if (turn.state === "open" && userId !== null) {
    const noted = await noteBest(ports, turn, userId);
    if (noted !== "noted") return false;
  }
  await carryOut(ports, id);
  await settleTurn(db, { roundId, personId, now: now() });
  return true;
}

async function noteBest(ports: TurnPorts, turn: TurnRow, userId: string): Promise<"noted" | "not_now"> {
  const { db, now, refresh, solve, signal } = ports;
  const gather = () => gatherPlan({ db, refresh }, userId, now(), true);
  const wanted = (tx: Kysely<Schema>) => setState(tx, turn, "noted");
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const gathered = await gather();
    if (gathered.series.length === 0) {
      const isNoted = await notePlan(ports, { id: turn.plan_id, userId }, gathered, { series: [] }, wanted);
      return isNoted ? "noted" : "not_now";
    }
    const outcome = await solve(gathered.problem, { signal });
    if (outcome.type !== "planned") {
      const isTheirs = outcome.type === "faulty" || (outcome.type === "no_plan" && outcome.ended === "failed");
      if (isTheirs && !signal.aborted) await setState(db, turn, "stuck");
      return "not_now";
    }
    if (signal.aborted) return "not_now";
    const after = await gather();
    if (after.mark !== gathered.mark) continue;
    const { plan } = outcome.best;
    return (await notePlan(ports, { id: turn.plan_id, userId }, after, plan, wanted)) ? "noted" : "not_now";
  }
  return "not_now";
}

/** @returns false where it is not wanted any more: taken back, gone on without, or the round was ended. */
async function setState(tx: Kysely<Schema>, turn: TurnRow, state: "noted" | "stuck"): Promise<boolean> {
  const changed = await tx
    .updateTable("planning_turn")
    .set({ state })
    .where("round_id", "=", turn.round_id)
    .where("person_id", "=", turn.person_id)
    .where("state", "=", "open")
    .where("agreed_at", "is not", null)
    .where(({ exists, selectFrom }) =>
      exists(selectFrom("planning_round").select("id").where("id", "=", turn.round_id).where("ended_at", "is", null)),
    )
    .returning("plan_id")
    .executeTakeFirst();
  return changed !== undefined;
}
