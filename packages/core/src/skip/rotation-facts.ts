import type { Leave } from "../cadence/leave.ts";
import type { Day } from "../chart/manager-edge.ts";
import { addMonths, type Month, monthOf, monthsBetween } from "./month.ts";
import { QUARTER_MONTHS, type RotationFacts, type RotationPerson } from "./plan-rotation.ts";

/** Somebody two levels down, as their manager's manager knows them. */
export type SkipStanding = {
  person: string;
  department: string;
  /** since when the chart says so, and the first day on which it will not */
  since: Day;
  until: Day | null;
  /** the newest meeting held on a skip-level page of the two */
  lastMet: Day | null;
  leaves: readonly Leave[];
};

/** A round that goes on: whom it has in which month. */
export type RunningRound = {
  firstMonth: Month;
  turns: readonly { person: string; month: Month }[];
};

/** The last month of a round: whoever reads a notice of it knows of a quarter. */
export function lastMonthOf(firstMonth: Month): Month {
  return addMonths(firstMonth, QUARTER_MONTHS - 1);
}

/**
 * What the rotation is planned from: the rest of a round that goes on, or a new one.
 *
 * @param firstMonth of the round; one to come is planned as of its first day.
 */
export function rotationFacts(
  people: readonly SkipStanding[],
  {
    today,
    firstMonth,
    meetings,
    turns,
  }: { today: Day; firstMonth: Month; meetings: number; turns: RunningRound["turns"] },
): RotationFacts {
  const start = monthOf(today) < firstMonth ? `${firstMonth}-01` : today;
  const month = monthOf(start);
  const lastMet = new Map(people.map((each) => [each.person, each.lastMet]));
  const kept = new Map<string, Month>();
  for (const turn of turns.toSorted((one, other) => (one.month < other.month ? -1 : 1))) {
    const met = lastMet.get(turn.person) ?? null;
    const isToCome = turn.month >= month && (met === null || monthOf(met) < turn.month);
    if (isToCome && !kept.has(turn.person)) kept.set(turn.person, turn.month);
  }
  return {
    people: people.map(rotationPerson),
    budget: { meetings },
    today: start,
    months: Math.max(1, monthsBetween(month, lastMonthOf(firstMonth)) + 1),
    kept,
  };
}

function rotationPerson({ person, department, since, until, lastMet, leaves }: SkipStanding): RotationPerson {
  const known = leaves.flatMap(({ from, back }) =>
    // Of whom only the return is known they are away until then.
    from !== null || back !== null ? [{ since: from ?? "0001-01-01", until: back }] : [],
  );
  return {
    ...{ id: person, department: department === "" ? null : department, lastMet, from: since },
    away: until === null ? known : [...known, { since: until, until: null }],
  };
}
