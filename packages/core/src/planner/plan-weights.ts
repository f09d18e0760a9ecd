import type { PlanSliders } from "./plan-problem.ts";

// All prices of the planner, in minutes of the manager's focus time, so that each can be said aloud. They are a proposal;
// reasons and measurements are in docs/planner.md.

export const SLOT_MINUTES = 30;
export const MOST_PER_DAY = 4;
/** From this share of a day's hours taken by other meetings on, a day is heavy. */
export const HEAVY_SHARE = 0.5;
/** Slots in a row without a break; each one more is paid for. */
export const SLOTS_WITHOUT_BREAK = 4;
/** The day outside of which a slot is at its edge, in minutes since midnight where the person is. */
export const CORE_DAY = { from: 9 * 60, until: 17 * 60 + 30 } as const;

export type PlanWeights = {
  /** for each half hour of a 1:1, by ISO weekday, Monday first */
  weekday: readonly number[];
  kickoff: number;
  /** for each half hour */
  theirEdge: number;
  myEdge: number;
  dayOpened: number;
  heavyDayOpened: number;
  /** for the n-th 1:1 of a day; never falls, since the solver relies on it */
  crowded: readonly number[];
  /** for each half hour after two hours without a break */
  noBreak: number;
  maybe: number;
  oneOff: number;
  skipped: number;
  /** for each occurrence that the cadence asks for */
  notPlanned: number;
  seriesMoved: number;
  seriesMovedAgain: number;
  agreedMoved: number;
  /** what a block without any meeting is worth, by its half hours: four hours are more than twice two */
  focus: readonly { slots: number; worth: number }[];
};

const PROPOSED: PlanWeights = {
  weekday: [45, 20, 0, 0, 10, 60, 60],
  kickoff: 60,
  theirEdge: 30,
  myEdge: 15,
  dayOpened: 20,
  heavyDayOpened: 0,
  crowded: [0, 0, 0, 40],
  noBreak: 25,
  maybe: 60,
  oneOff: 60,
  skipped: 240,
  notPlanned: 600,
  seriesMoved: 90,
  seriesMovedAgain: 180,
  agreedMoved: 45,
  focus: [
    { slots: 4, worth: 120 },
    { slots: 6, worth: 200 },
    { slots: 8, worth: 290 },
  ],
};

/** The ends of each slider; between them and the middle it goes in a straight line. */
const SPREAD: Partial<PlanWeights> = { dayOpened: 0, crowded: [0, 30, 60, 120], noBreak: 50 };
const BATCH: Partial<PlanWeights> = { dayOpened: 60, crowded: [0, 0, 0, 10], noBreak: 15 };
const STABLE: Partial<PlanWeights> = { seriesMoved: 270, seriesMovedAgain: 540, agreedMoved: 135 };
const IDEAL: Partial<PlanWeights> = { seriesMoved: 15, seriesMovedAgain: 30, agreedMoved: 15 };
const MINE: Partial<PlanWeights> = { theirEdge: 10, myEdge: 45 };
const THEIRS: Partial<PlanWeights> = { theirEdge: 90, myEdge: 5 };

/** @param sliders each from -1 to 1; what lies beyond counts as the end. */
export function weightsFor({ spreadBatch, stableIdeal, mineTheirs }: PlanSliders): PlanWeights {
  return {
    ...PROPOSED,
    ...turned(spreadBatch, SPREAD, BATCH),
    ...turned(stableIdeal, STABLE, IDEAL),
    ...turned(mineTheirs, MINE, THEIRS),
  };
}

function turned(slider: number, low: Partial<PlanWeights>, high: Partial<PlanWeights>): Partial<PlanWeights> {
  const end = slider < 0 ? low : high;
  const share = Math.min(1, Math.abs(slider));
  const between = (from: number, to: number) => from + (to - from) * share;
  return Object.fromEntries(
    Object.entries(end).map(([name, to]) => {
      const from = PROPOSED[name as keyof PlanWeights];
      if (typeof from === "number" && typeof to === "number") return [name, between(from, to)];
      const list = to as readonly number[];
      return [name, (from as readonly number[]).map((each, at) => between(each, list[at] ?? each))];
    }),
  );
}
