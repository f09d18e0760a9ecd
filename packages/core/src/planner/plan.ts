import type { OneOff, SeriesPattern } from "./plan-problem.ts";

/** One series in a plan. */
export type SeriesPlan = {
  seriesId: string;
  /** null: it has no place */
  pattern: SeriesPattern | null;
  /** in the order of their days */
  moves: readonly OneOff[];
};

/** One entry for each series of the problem, in its order. */
export type Plan = { series: readonly SeriesPlan[] };

/** A single 1:1 as the plan has it within the horizon. */
export type PlannedOccurrence = {
  seriesId: string;
  /** day that the pattern gives it, YYYY-MM-DD in the manager's zone */
  date: string;
  /** milliseconds since 1970 */
  from: number;
  until: number;
  /** YYYY-MM-DDTHH:MM in the manager's zone */
  start: string;
  is: "by_pattern" | "moved" | "frozen";
};

/** Hours that the manager has to themself, two or more in a row; milliseconds since 1970. */
export type FocusBlock = { date: string; from: number; until: number; minutes: number };

/** Minutes of the manager's focus time; `focus` is negative, a gain. */
export type CostPart =
  /** Mondays and Tuesdays, and Fridays a little */
  | "weekday"
  | "kickoff"
  /** early or late in the day of the other */
  | "theirEdge"
  /** early or late in the manager's day */
  | "myEdge"
  /** a day that has any 1:1, unless it is heavy already */
  | "dayOpened"
  /** too many on one day: feedback drowns */
  | "crowded"
  /** more than two hours without a break */
  | "noBreak"
  /** one of the two may have something else then, or nobody knows */
  | "maybe"
  /** single occurrences elsewhere */
  | "oneOff"
  | "skipped"
  | "notPlanned"
  /** series that leave today's pattern */
  | "seriesMoved"
  /** what the two agreed for a single occurrence is undone */
  | "agreedMoved"
  | "focus";

export type CostParts = Readonly<Record<CostPart, number>>;

/** What a plan breaks; a plan of ours breaks nothing, one dragged by hand may. */
export type PlanViolation =
  | { type: "overlap"; seriesId: string; otherId: string; date: string }
  | { type: "busy"; seriesId: string; date: string; whose: "mine" | "theirs" }
  | { type: "outside_hours"; seriesId: string; date: string; whose: "mine" | "theirs" }
  | { type: "day_off"; seriesId: string; date: string; whose: "mine" | "theirs" }
  | { type: "too_many"; date: string; count: number }
  | { type: "kickoff_day"; seriesId: string; date: string }
  /** a single one was moved to where nothing moves any more */
  | { type: "frozen"; seriesId: string; date: string }
  | { type: "pinned_moved"; seriesId: string }
  | { type: "clashes_often"; seriesId: string; clashes: number; of: number }
  | { type: "too_close"; seriesId: string; date: string }
  | { type: "no_such_hour"; seriesId: string; date: string }
  | { type: "wrong_cadence"; seriesId: string }
  | { type: "unknown_occurrence"; seriesId: string; date: string };

/** What a plan costs, to the minute, and what of it holds. */
export type PlanEvaluation = {
  /** minutes of the manager's focus time: less is better; below zero where much is kept */
  cost: number;
  parts: CostParts;
  /** empty: everything holds */
  violations: readonly PlanViolation[];
  occurrences: readonly PlannedOccurrence[];
  focus: readonly FocusBlock[];
};
