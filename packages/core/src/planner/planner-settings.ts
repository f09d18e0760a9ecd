import type { Kickoff, PlanSliders, WeekHours } from "./plan-problem.ts";

/** What somebody says of their own time, and how their 1:1s are to lie. */
export type PlannerSettings = {
  /** IANA name; null: as their pages have it */
  timeZone: string | null;
  /** when they can meet */
  hours: WeekHours;
  /** YYYY-MM-DD */
  daysOff: string[];
  kickoff: Kickoff | null;
  sliders: PlanSliders;
  /** pairs whose series stay where they are */
  pinned: string[];
  /** whether they plan the reports of their reports, too */
  skips: boolean;
};

const WORKED = [
  { from: 9 * 60, until: 12 * 60 },
  { from: 13 * 60, until: 17 * 60 + 30 },
]; // most eat at noon

/** Of whoever has said nothing yet. */
export const PROPOSED_SETTINGS: PlannerSettings = {
  timeZone: null,
  hours: { 1: WORKED, 2: WORKED, 3: WORKED, 4: WORKED, 5: WORKED },
  daysOff: [],
  kickoff: { weekday: 1, isNever: false },
  sliders: { spreadBatch: 0, stableIdeal: 0, mineTheirs: 0 },
  pinned: [],
  skips: false,
};
