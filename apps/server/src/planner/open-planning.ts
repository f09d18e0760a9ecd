import type { JobLease } from "../nodes/job-lease.ts";
import { openRounds, type PlanningRounds } from "../planning-round/open-rounds.ts";
import type { OpenParts } from "../start/close-all.ts";
import type { Base } from "../start/open-base.ts";
import type { SnapshotKeeper } from "../sync/snapshot/snapshot-keeper.ts";
import type { ApplyPorts } from "./apply-plan.ts";
import { openPlanner } from "./open-planner.ts";
import { createPlanSolves, type PlanSolves } from "./plan-solves.ts";

export type PlannerPorts = {
  solves: PlanSolves;
  editSeries: ApplyPorts["editSeries"];
  refresh: (page: string) => Promise<void>;
  /** has the calendars read anew that a plan of somebody rests on */
  readAgain: (userId: string) => Promise<void>;
  rounds: PlanningRounds;
};

type Needs = {
  lease: JobLease;
  keeper: SnapshotKeeper;
  newId: () => string;
  refresh: (page: string) => Promise<void>;
  /** has the readers of calendars look for what is due */
  wakeReaders: () => void;
};

/** The planner of one-on-ones: its searches, its rounds, and what goes on with plans that an end of the server cut off. */
export function openPlanning(
  { database, now, report }: Base,
  { lease, keeper, newId, refresh, wakeReaders }: Needs,
  open: OpenParts,
): { ports: PlannerPorts; begin(): void } {
  const { db } = database;
  const planner = openPlanner();
  const solves = createPlanSolves(planner.solve, { now, report });
  const editSeries: ApplyPorts["editSeries"] = (page, edit) => keeper.editSeries(page, edit);
  const rounds = openRounds({ db, now, newId, editSeries, refresh, solve: planner.solve, report }, lease);
  let going: Promise<void> = Promise.resolve();
  const goOn = async () => {
    const first = await db
      .selectFrom("series_plan_step")
      .select("plan_id")
      .where("state", "in", ["waiting", "applied"])
      .limit(1)
      .executeTakeFirst();
    if (first === undefined) return; // mostly: nothing heavy is loaded for it
    const { carryOut, unfinishedPlans } = await import("./apply-plan.ts");
    for (const id of await unfinishedPlans(db)) await carryOut({ db, now, newId, editSeries, refresh }, id);
  };
  open.push(async () => {
    await Promise.all([solves.close(), rounds.close(), planner.close()]);
    await going;
  });
  const pause = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));
  const readAgain: PlannerPorts["readAgain"] = async (userId) => {
    const calendars = await import("../calendar/read-again.ts");
    await calendars.readAgain({ db, wake: wakeReaders, now, pause }, userId);
  };
  return {
    ports: { solves, editSeries, refresh, readAgain, rounds },
    begin() {
      lease.onTurn(() => {
        going = goOn().catch((fault: unknown) => report(fault, "going on with a plan"));
      });
      rounds.begin();
    },
  };
}
