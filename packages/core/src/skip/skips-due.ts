import { FLOOR_WEEKS, MANY_DIRECTS } from "../cadence/cadence-rules.ts";
import type { Day } from "../chart/manager-edge.ts";
import { addDays } from "../planner/series-pattern.ts";
import { type Month, monthOf } from "./month.ts";
import { planRotation, QUARTER_MONTHS, type RotationPerson, usualMeetings } from "./plan-rotation.ts";

export type SkipsDue = {
  /** how often each is met, so that everybody has their turn: every four weeks with up to about eight people */
  everyWeeks: number;
  /** as they were given; `isDue`: their first is among the planned weeks */
  people: { id: string; month: Month | null; isDue: boolean }[];
};

/**
 * Whom of two levels down a plan of some weeks takes in: those whose turn in the rotation is the month in which most of
 * these weeks lie. As many a month as it takes to meet everybody once a quarter, and no fewer than about eight.
 *
 * @param firstDay of the planned weeks.
 */
export function skipsDue(
  people: readonly RotationPerson[],
  { firstDay, weeks }: { firstDay: Day; weeks: number },
): SkipsDue {
  const month = monthOf(addDays(firstDay, Math.floor((weeks * 7) / 2)));
  const today = monthOf(firstDay) === month ? firstDay : `${month}-01`;
  const facts = { people, today, months: QUARTER_MONTHS };
  const rotation = planRotation({ ...facts, budget: { meetings: Math.max(MANY_DIRECTS, usualMeetings(facts)) } });
  const months = new Map(
    rotation.months.toReversed().flatMap((each) => each.meetings.map(({ person }) => [person, each.month] as const)),
  );
  return {
    everyWeeks: rotation.everyMonths * FLOOR_WEEKS,
    people: people.map(({ id }) => ({ id, month: months.get(id) ?? null, isDue: months.get(id) === month })),
  };
}
