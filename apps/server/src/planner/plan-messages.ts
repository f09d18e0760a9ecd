import type { PlanOutcome, PlanProgress } from "@candor/core/planner/plan-outcome.ts";
import type { PlanProblem } from "@candor/core/planner/plan-problem.ts";

export type PlanTask = {
  problem: PlanProblem;
  /** of the thread's own CPU time, until the solver is to end; what follows takes another */
  cpuSeconds: number;
  /** by the clock, on a machine that has other things to do */
  seconds: number;
  /** one number in shared memory: anything but 0 asks to stop; a thread at work hears nothing else */
  stop: SharedArrayBuffer;
};

/** `outcome` may come more than once; the last one counts, and each is a whole plan. */
export type PlanMessage =
  | { type: "progress"; progress: PlanProgress }
  | { type: "outcome"; outcome: PlanOutcome; isLast: boolean };
