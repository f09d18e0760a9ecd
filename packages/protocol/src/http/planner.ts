import type { TakenTime } from "@candor/core/calendar/availability.ts";
import type { Plan, PlanEvaluation } from "@candor/core/planner/plan.ts";
import type { PlanOutcome, PlanProgress } from "@candor/core/planner/plan-outcome.ts";
import type { PlannedSeries, SeriesPattern } from "@candor/core/planner/plan-problem.ts";
import type { PlannerSettings } from "@candor/core/planner/planner-settings.ts";
import type { MyTurn } from "./planning-round.ts";

/** What is known of when somebody is taken. `not_shared`: they don't share it; `nobody`: nobody has come to the page yet. */
export type KnownCalendar = "known" | "unknown" | "no_calendar" | "not_shared" | "nobody";

/** A series that the planner lays out: one of a manager's own pairs; its id is the pair's. */
export type PlannerSeries = {
  id: string;
  name: string;
  kind: PlannedSeries["kind"];
  minutes: number;
  everyWeeks: number;
  /** in the manager's zone */
  current: SeriesPattern | null;
  isPinned: boolean;
  calendar: KnownCalendar;
  /** ISO instant of the oldest of what is known */
  readAt: string | null;
  /** where they are, IANA name */
  timeZone: string;
};

/** A pair whose series is not laid out, and why. */
export type LeftOutSeries = {
  id: string;
  name: string;
  /** `theirs_to_plan`: one is the report oneself; `of_both`: peers; its hours count as taken; `another_month`: a skip-level without a time whose turn comes later */
  why: "theirs_to_plan" | "of_both" | "too_rare" | "nothing_known" | "another_month";
};

/** Somebody whom the chart has two levels below one. */
export type PlannerSkip = {
  person: string;
  name: string;
  /** the page that the two have; null: none yet */
  page: string | null;
  /** YYYY-MM in which their turn is; null: they cannot be met */
  month: string | null;
  /** their turn is within the planned weeks */
  isDue: boolean;
};

export type PlannerSkips = {
  /** whether they are planned with the others */
  isIncluded: boolean;
  /** a round of planning asks for it */
  isAskedFor: boolean;
  /** one for each workspace in which one has such people */
  groups: { workspace: string; everyWeeks: number; people: PlannerSkip[] }[];
};

/** What became of one series of a plan that is being put into effect. */
export type AppliedSeries = {
  id: string;
  name: string;
  state:
    | "waiting"
    | "applied"
    /** somebody changed the series after it was planned: it was left as it is */
    | "changed"
    /** another 1:1 was moved by hand to where the plan has this one: it was left as it is */
    | "in_the_way"
    | "failed"
    | "undone"
    /** of what was planned, some was changed meanwhile: that stays */
    | "partly_undone"
    /** all of it was changed meanwhile */
    | "kept";
};

export type AppliedPlan = {
  id: string;
  /** ISO instant */
  madeAt: string;
  state: "applying" | "applied" | "undoing" | "undone";
  series: AppliedSeries[];
};

export type PlannerView = {
  settings: PlannerSettings;
  /** false: these are what we propose, and nobody has said anything yet */
  isSaid: boolean;
  /** of whoever asks, IANA name */
  timeZone: string;
  series: PlannerSeries[];
  leftOut: LeftOutSeries[];
  skips: PlannerSkips;
  mine: { calendar: KnownCalendar; readAt: string | null; busy: TakenTime[] };
  /** YYYY-MM-DD, a Monday */
  firstDay: string;
  weeks: number;
  /** milliseconds since 1970 */
  frozenUntil: number;
  today: { plan: Plan; evaluation: PlanEvaluation };
  /** the newest that was put into effect; null: none was */
  applied: AppliedPlan | null;
  /** my part in rounds of planning that go on */
  turns: MyTurn[];
  /** what it is of, as of a search */
  mark: string;
  /** a search that goes on or has ended, of this server; null: none */
  solve: SolveView | null;
};

export type SolveView = {
  id: string;
  /** rises with whatever there is to see */
  revision: number;
  /** what it is of; a plan is put into effect with it, so that nothing is that has changed meanwhile */
  mark: string;
  isRunning: boolean;
  progress: PlanProgress;
  /** null while it goes on; `too_many`: others wait for theirs; `no_plan`: it ended before there was one */
  outcome: PlanOutcome | { type: "too_many" } | { type: "no_plan"; ended: "cancelled" | "failed" } | null;
};

export type PricePlan = { plan: Plan };

export type PricedPlan = { evaluation: PlanEvaluation };

/** `id` is made by whoever asks, so that asking again does nothing twice. */
export type ApplyPlan = { id: string; mark: string; plan: Plan };
