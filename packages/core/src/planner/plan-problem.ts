import type { TakenTime } from "../calendar/availability.ts";

/** Wall clock of one day, half-open, in minutes since midnight: 540 is nine o'clock. */
export type HoursWindow = { from: number; until: number };

/**
 * When somebody can be met at all, by ISO weekday (1 is Monday); a weekday without windows is never worked. Two windows
 * leave room for lunch.
 */
export type WeekHours = Readonly<Partial<Record<1 | 2 | 3 | 4 | 5 | 6 | 7, readonly HoursWindow[]>>>;

export type PlanPerson = {
  id: string;
  /** IANA name */
  timeZone: string;
  /** hard: nothing is planned outside them, but for what is pinned */
  hours: WeekHours;
  /** YYYY-MM-DD where the person is; nothing is planned on them */
  daysOff: readonly string[];
  /** milliseconds since 1970; the 1:1s that are planned here must not be among them, for they would block themselves */
  busy: readonly TakenTime[];
  /** false: no calendar could be read, so that nothing is known to be free but for what `busy` lists */
  isCalendarKnown: boolean;
};

/** How often. `month` is the n-th weekday of each month. */
export type PlanCadence = { type: "weeks"; every: number } | { type: "month" };

/**
 * When a series repeats, in the manager's zone.
 *
 * `weeks`: every so many weeks on the weekday of `date`, which is any one occurrence, YYYY-MM-DD.
 * `month`: the n-th weekday of each month (ISO weekday; the fifth is never offered).
 */
export type SeriesPattern =
  | { type: "weeks"; every: number; date: string; time: string }
  | { type: "month"; nth: number; weekday: number; time: string };

/**
 * One occurrence that is not where the pattern has it. `date` is the day of the pattern's occurrence; `to` is null where
 * it is left out, else YYYY-MM-DDTHH:MM in the manager's zone.
 */
export type OneOff = { date: string; to: string | null };

export type PlannedSeries = {
  id: string;
  /** of `PlanProblem.people`: the one whom the manager meets */
  personId: string;
  kind: "report" | "skip_level" | "other";
  minutes: number;
  cadence: PlanCadence;
  /** today's; null: there is none yet */
  current: SeriesPattern | null;
  /** what the two agreed for single occurrences of the current pattern, from today on; the planner keeps it */
  currentMoves: readonly OneOff[];
  /** its pattern stays; needs `current` */
  isPinned: boolean;
  /** within two weeks: moving it again costs twice */
  movedLately: boolean;
};

/** Each from -1 to 1; 0 is what we propose. */
export type PlanSliders = {
  /** -1: spread over the days; 1: many on one day */
  spreadBatch: number;
  /** -1: leave things where they are; 1: ideal, whatever moves */
  stableIdeal: number;
  /** -1: my time first; 1: theirs */
  mineTheirs: number;
};

/** The day of the week's kickoff, ISO weekday. `isNever`: no 1:1 on it at all, rather than only at a price. */
export type Kickoff = { weekday: number; isNever: boolean };

/** All that a plan of one manager's 1:1s depends on; plain data, the same on both sides of a wire. */
export type PlanProblem = {
  manager: PlanPerson;
  people: readonly PlanPerson[];
  series: readonly PlannedSeries[];
  kickoff: Kickoff | null;
  sliders: PlanSliders;
  /** YYYY-MM-DD in the manager's zone, a Monday; see `firstMonday` */
  firstDay: string;
  /** 1 to 8; four is the common multiple of weekly, every two weeks and every four */
  weeks: number;
  /** milliseconds since 1970: what is in the calendars before it stays there, and no single 1:1 is moved to before it; see `frozenUntil` */
  frozenUntil: number;
};
