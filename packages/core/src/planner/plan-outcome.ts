import type { CostPart, Plan, PlanEvaluation } from "./plan.ts";
import type { SeriesPattern } from "./plan-problem.ts";

/** Why a problem can't be planned at all; each says what to mend. */
export type ProblemFault =
  | { type: "not_a_number"; where: string }
  | { type: "unknown_zone"; personId: string; timeZone: string }
  | { type: "bad_date"; where: string; value: string }
  | { type: "bad_value"; where: string; value: string }
  | {
      type: "too_large";
      what: "series" | "people" | "busy" | "weeks" | "moves" | "daysOff";
      count: number;
      most: number;
    }
  | { type: "twice"; what: "series" | "person"; id: string }
  | { type: "nobody"; seriesId: string; personId: string }
  | { type: "pinned_nowhere"; seriesId: string }
  | { type: "pinned_twice"; seriesId: string; otherId: string; date: string; time: string };

/** How a plan was made. */
export type PlanMethod = "today" | "first_fit" | "greedy" | "local_search" | "optimal";

/** What a pattern changes for the whole plan, in minutes of focus time; parts that stay as they are are left out. */
export type CostChange = Readonly<Partial<Record<CostPart, number>>>;

/** Another pattern for one series while all others stay; `extra` is what the plan would cost more, with what it is made of. */
export type OtherPattern = { pattern: SeriesPattern; extra: number; parts: CostChange };

/** Counts, over all hours of the manager's weeks, why a series can't be there. */
export type Blocking = {
  /** hours (starts on the half hour, by weekday) that were looked at */
  looked: number;
  /** most frequent first; an hour counts under the first thing that keeps it from fitting */
  by: readonly { type: BlockingReason; count: number }[];
  /** the hour that lacks least: if these opened, it would fit */
  nearest: { pattern: SeriesPattern; blockedOn: readonly { date: string; type: BlockingReason }[] } | null;
};

export type BlockingReason =
  | "my_hours"
  | "their_hours"
  | "my_day_off"
  | "their_day_off"
  | "my_busy"
  | "their_busy"
  | "other_one_on_one"
  | "too_many_that_day"
  | "kickoff_day"
  | "frozen"
  | "no_such_hour"
  | "too_close";

export type SeriesReasons = {
  seriesId: string;
  /** what this series alone makes the plan cost: with it, less without it */
  pays: CostChange;
  /** what moving from today's pattern gains; null where there is none today, or it stays */
  insteadOfToday: OtherPattern | null;
  /** the best other pattern with all else where it is; null: there is none */
  nextBest: OtherPattern | null;
  /** for a series without place */
  blocked: Blocking | null;
  /** nothing is known of when they are taken: an hour that is offered may not be free */
  isUnknown: { mine: boolean; theirs: boolean };
};

export type SolvedPlan = {
  method: PlanMethod;
  plan: Plan;
  evaluation: PlanEvaluation;
  /** no plan costs less, proven; null: nothing is proven yet */
  bound: number | null;
  /** evaluation.cost - bound, never below zero; null without a bound */
  aboveBound: number | null;
  isProven: boolean;
  reasons: readonly SeriesReasons[];
};

export type PlanOutcome =
  | { type: "faulty"; faults: readonly ProblemFault[] }
  | {
      type: "planned";
      /** how the search ended: `finished` is proven to the last minute */
      ended: "finished" | "timeout" | "cancelled" | "solver_failed";
      best: SolvedPlan;
      /** what today's plan costs by the same measure; series without a pattern count as not planned */
      today: PlanEvaluation;
      /** the cost of each simpler way, for comparison */
      compare: { firstFit: number; greedy: number };
    };

export type PlanProgress = {
  stage: "reading" | "greedy" | "solving" | "explaining";
  /** of the best plan so far; null: none yet */
  cost: number | null;
  bound: number | null;
  /** since the solve began */
  seconds: number;
};
