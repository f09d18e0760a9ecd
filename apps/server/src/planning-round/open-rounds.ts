import type { Kysely } from "kysely";
import type { Schema } from "../database/schema.ts";
import type { JobLease } from "../nodes/job-lease.ts";
import { repeatedJob } from "../nodes/repeated-job.ts";
import type { TurnPorts } from "./take-turns.ts";

const FIRST_MILLISECONDS = 30_000; // not while everybody comes back after a start
const LOOK_MILLISECONDS = 300_000; // where a calendar kept changing, or others were planning

export type PlanningRounds = {
  /** Somebody agreed, or planned: whose turn it is now is planned. */
  wake(): void;
  /** Resolves when nothing is being planned any more. */
  idle(): Promise<void>;
};

/** Plans for managers whose turn in a round it is. Its code is loaded when there is somebody to plan for, and not before. */
export function openRounds(
  ports: Omit<TurnPorts, "signal">,
  lease: JobLease,
): PlanningRounds & { begin(): void; close(): Promise<void> } {
  const { db, report } = ports;
  const stop = new AbortController();
  let going: Promise<void> = Promise.resolve();
  let isAsked = false;
  async function run(): Promise<void> {
    isAsked = false;
    try {
      if (stop.signal.aborted || !(await isAnybodyDue(db))) return;
      const { takeTurns } = await import("./take-turns.ts");
      await takeTurns({ ...ports, signal: stop.signal });
    } catch (fault) {
      report(fault, "planning with the round");
    }
  }
  const wake = () => {
    if (isAsked) return;
    isAsked = true;
    going = going.then(run);
  };
  const idle = async () => {
    for (let before = null; before !== going; ) {
      before = going;
      await before;
    }
  };
  const job = repeatedJob(
    async () => {
      wake();
      await going;
    },
    { first: FIRST_MILLISECONDS, every: LOOK_MILLISECONDS },
  );
  return {
    ...{ wake, idle },
    begin: () =>
      lease.onTurn(
        () => job.begin(),
        () => job.pause(),
      ),
    async close() {
      stop.abort();
      await job.close();
      await idle();
    },
  };
}

async function isAnybodyDue(db: Kysely<Schema>): Promise<boolean> {
  const first = await db
    .selectFrom("planning_turn")
    .select("plan_id")
    .where((eb) =>
      eb.or([eb("state", "=", "noted"), eb.and([eb("state", "=", "open"), eb("agreed_at", "is not", null)])]),
    )
    .limit(1)
    .executeTakeFirst();
  return first !== undefined;
}
