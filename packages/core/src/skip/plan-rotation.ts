import { MANY_DIRECTS } from "../cadence/cadence-rules.ts";
import type { Day } from "../chart/manager-edge.ts";
import { matchMonths, type Wanted } from "./match-months.ts";
import { addMonths, type Month, monthOf, monthsBetween, weekdaysOf } from "./month.ts";

/** Everybody at least once in so many months (PRODUCT.md H: quarterly). */
export const QUARTER_MONTHS = 3;
/** In a month in which somebody is there on fewer weekdays, no meeting is planned with them. House rule. */
const DAYS_THERE = 5;

export type RotationPerson = {
  id: string;
  /** null: in none */
  department: string | null;
  /** null: never */
  lastMet: Day | null;
  /** the first day on which they can be met; null: they are there */
  from: Day | null;
  /** half-open; `until` null: no end is known, as with somebody who leaves */
  away: readonly { since: Day; until: Day | null }[];
};

/** What a skip-manager gives a month: so many meetings, or so many hours in meetings of so many minutes. */
export type RotationBudget = { meetings: number } | { hours: number; minutes: number };

export type RotationFacts = {
  people: readonly RotationPerson[];
  budget: RotationBudget;
  today: Day;
  /** how many months to lay out, that of `today` first */
  months: number;
  /** in which month an earlier plan has whom; it stays so where it can */
  kept?: ReadonlyMap<string, Month>;
};

export type RotationMeeting = {
  person: string;
  why:
    | { type: "never_met" }
    /** `isOverdue`: more than a quarter will have gone by */
    | { type: "last_met"; month: Month; monthsAgo: number; isOverdue: boolean };
};

export type NotFitting = {
  person: string;
  /** the month by which they should be met */
  due: Month;
  /** when the plan has them instead; null: in none of its months */
  planned: Month | null;
  why: "budget" | "away";
};

export type Rotation = {
  /** a round meets everybody once in so many months */
  everyMonths: number;
  /** nobody waits for longer than a quarter for want of time; who cannot be met because they are away is left aside */
  fits: boolean;
  /** how many meetings a month the budget allows, and how many it takes to meet everybody once a quarter */
  perMonth: number;
  needed: number;
  /** each month's meetings, who cannot wait first */
  months: { month: Month; meetings: RotationMeeting[] }[];
  notFitting: NotFitting[];
};

/**
 * Who is met in which month, so that everybody is met at least once a quarter. Monthly where that is no more than
 * about eight; beyond that a rotation with about as many meetings in each month, a department spread over them, and
 * those first who have waited longest. What an earlier plan said stays as it can, and what does not fit is said.
 *
 * @param facts of people with the same id the first counts; a meeting after today counts as one of today.
 */
export function planRotation(facts: RotationFacts): Rotation {
  const people = standingsOf(facts).filter(({ there }) => there.length > 0);
  const perMonth = meetingsOf(facts.budget);
  const everyMonths = roundOf(people.length, perMonth);
  const lay = (most: number) => layOut(facts, people, { everyMonths, most });
  // As few a month as will do, so that the months are alike.
  let best = lay(Math.min(perMonth, Math.ceil(people.length / everyMonths)));
  for (let most = Math.ceil(people.length / everyMonths) + 1; most <= perMonth && late(best) > 0; most += 1) {
    const next = lay(most);
    if (late(next) < late(best)) best = next;
  }
  return {
    ...{ everyMonths, fits: late(best) === 0, perMonth },
    ...{ needed: Math.ceil(people.length / QUARTER_MONTHS), ...best },
  };
}

/**
 * How many meetings a month it takes when nobody said how much time there is: as many as the busiest month of a plan that
 * has room for all. Whoever is away all the while takes none of it, and whoever comes back late makes their month busier.
 */
export function usualMeetings(facts: Omit<RotationFacts, "budget">): number {
  const { months } = planRotation({ ...facts, budget: { meetings: facts.people.length } });
  return Math.max(0, ...months.map(({ meetings }) => meetings.length));
}

/** How many meetings fit into a month. */
export function meetingsOf(budget: RotationBudget): number {
  const meetings = "meetings" in budget ? budget.meetings : (budget.hours * 60) / budget.minutes;
  return Number.isFinite(meetings) ? Math.max(0, Math.floor(meetings)) : 0;
}

/** What is known of somebody before a month is filled. */
type Standing = {
  id: string;
  department: string;
  last: Month | null;
  /** by when they should be met next */
  due: Month;
  /** empty: nobody knows since when */
  waitsSince: Month | "";
  /** the months of the plan, and of a quarter after it, in which they can be met */
  there: readonly Month[];
};

type Laid = Pick<Rotation, "months" | "notFitting">;

function late({ notFitting }: Laid): number {
  return notFitting.filter(({ why }) => why === "budget").length;
}

function roundOf(people: number, perMonth: number): number {
  const round = Math.max(Math.ceil(people / MANY_DIRECTS), perMonth === 0 ? QUARTER_MONTHS : people / perMonth);
  return Math.min(QUARTER_MONTHS, Math.max(1, Math.ceil(round)));
}

function standingsOf({ people, today, months }: RotationFacts): Standing[] {
  const first = monthOf(today);
  const all = Array.from({ length: months + QUARTER_MONTHS }, (_, count) => addMonths(first, count));
  const days = new Map(all.map((month) => [month, weekdaysOf(month, today)]));
  const isThere = (person: RotationPerson, month: Month) => {
    const weekdays = days.get(month) ?? [];
    const there = weekdays.filter((day) => isThereOn(person, day)).length;
    return there > 0 && there >= Math.min(DAYS_THERE, weekdays.length);
  };
  const unique = new Map(people.toReversed().map((person) => [person.id, person]));
  return [...unique.values()]
    .sort((one, other) => (one.id < other.id ? -1 : 1))
    .map((person) => {
      const there = all.filter((month) => isThere(person, month));
      const met = person.lastMet === null ? null : monthOf(person.lastMet);
      const last = met !== null && met > first ? first : met;
      const began = person.from === null ? first : monthOf(person.from);
      const due = last === null ? addMonths(began, QUARTER_MONTHS - 1) : addMonths(last, QUARTER_MONTHS);
      const waitsSince = last ?? (person.from === null ? "" : began);
      return { id: person.id, department: person.department ?? "", last, due, waitsSince, there };
    });
}

function isThereOn({ from, away }: RotationPerson, day: Day): boolean {
  if (from !== null && day < from) return false;
  return !away.some(({ since, until }) => since <= day && (until === null || day < until));
}

/** Month by month: each looks a quarter ahead, so that it takes whom the next ones have no room for. */
function layOut(
  { today, months, kept }: RotationFacts,
  people: readonly Standing[],
  { everyMonths, most }: { everyMonths: number; most: number },
): Laid {
  const first = monthOf(today);
  const standings = people.map((each) => ({ ...each }));
  const laid: Laid = { months: [], notFitting: [] };
  const isScarce = people.length > most * QUARTER_MONTHS;
  let meant: ReadonlyMap<string, Month> = kept ?? new Map();
  for (let count = 0; count < months; count += 1) {
    const month = addMonths(first, count);
    const held = standings.filter(({ last }) => last === month).length;
    const room = new Map(
      [0, 1, 2].map((ahead) => [addMonths(month, ahead), Math.max(0, most - (ahead === 0 ? held : 0))]),
    );
    const wanted = standings.flatMap((each) =>
      wantedOf(each, month, { everyMonths, isScarce, kept: meant.get(each.id) ?? null }),
    );
    if (isScarce) {
      const taken = takeLongestWaiting(inTurn(wanted), month, room.get(month) ?? 0);
      // Whom an earlier plan promised this month, and there is no time for any more, waits with the others.
      meant = new Map([...[...meant].filter(([, each]) => each !== month), ...taken]);
    } else {
      const asked = new Set(wanted.map(({ id }) => id));
      // Who now fits in none of these months is no longer meant for any.
      meant = new Map([...[...meant].filter(([id]) => !asked.has(id)), ...matchMonths(inTurn(wanted), room)]);
    }
    const met = standings
      .filter(({ id, last }) => last !== month && meant.get(id) === month)
      .sort((one, other) => compareText(one.due, other.due) || compareText(one.id, other.id));
    laid.months.push({ month, meetings: met.map((each) => ({ person: each.id, why: whyOf(each, month) })) });
    for (const each of met) {
      laid.notFitting.push(...lateness(each, month, first));
      each.last = month;
      each.due = addMonths(month, QUARTER_MONTHS);
      each.waitsSince = month;
    }
  }
  const end = addMonths(first, months - 1);
  for (const each of standings) if (each.due <= end) laid.notFitting.push(...lateness(each, null, first));
  return laid;
}

/**
 * Where there is not time for everybody, by the queue alone: else those who are due would be met again and again, and
 * whoever already waits too long would wait for ever. What an earlier plan promised is kept.
 */
function takeLongestWaiting(wanted: readonly Wanted[], month: Month, room: number): Map<string, Month> {
  const isThere = ({ months }: Wanted) => months.includes(month);
  const promised = wanted.filter((each) => each.kept === month && isThere(each));
  const others = wanted.filter((each) => (each.kept === null || each.kept < month) && isThere(each));
  return new Map([...promised, ...others].slice(0, room).map(({ id }) => [id, month]));
}

function wantedOf(
  each: Standing,
  month: Month,
  { everyMonths, isScarce, kept }: { everyMonths: number; isScarce: boolean; kept: Month | null },
): Wanted[] {
  if (each.last === month) return [];
  const window = each.there.filter((day) => day >= month && day < addMonths(month, QUARTER_MONTHS));
  const inTime = window.filter((day) => day <= each.due);
  const isOverdue = each.due < month;
  const months = isOverdue || isScarce ? window : inTime.length > 0 ? inTime : window.slice(0, 1);
  const best = each.last === null ? null : addMonths(each.last, everyMonths);
  // Whoever was never met is as well met in any month of the first round.
  const distance = (day: Month) =>
    best === null
      ? Math.max(0, monthsBetween(window[0] ?? month, day) - everyMonths + 1)
      : Math.abs(monthsBetween(best < month || isOverdue ? month : best, day));
  return months.length === 0
    ? []
    : [{ ...{ id: each.id, department: each.department, months, distance, kept }, urgency: urgencyOf(each) }];
}

/** Who has waited longest; never having been met counts from when they could have been. */
function urgencyOf({ waitsSince, last }: Standing): number {
  if (waitsSince === "") return 0;
  return monthsBetween("1900-01", waitsSince) * 2 + (last === null ? 0 : 1);
}

/** The most urgent first, and of equals the departments in turn. */
function inTurn(wanted: readonly Wanted[]): Wanted[] {
  const seen = new Map<string, number>();
  const turns = wanted.map((each) => {
    const key = `${each.urgency} ${each.department}`;
    const turn = seen.get(key) ?? 0;
    seen.set(key, turn + 1);
    return { each, turn };
  });
  return turns
    .sort(
      (one, other) =>
        one.each.urgency - other.each.urgency ||
        one.turn - other.turn ||
        compareText(one.each.department, other.each.department) ||
        compareText(one.each.id, other.each.id),
    )
    .map(({ each }) => each);
}

function whyOf({ last, due }: Standing, month: Month): RotationMeeting["why"] {
  if (last === null) return { type: "never_met" };
  return { type: "last_met", month: last, monthsAgo: monthsBetween(last, month), isOverdue: month > due };
}

/** Whoever was overdue before the plan has a quarter from now; nobody can do better about the past. */
function lateness({ id, due, there }: Standing, planned: Month | null, first: Month): NotFitting[] {
  const should = due < first ? addMonths(first, QUARTER_MONTHS - 1) : due;
  if (planned !== null && planned <= should) return [];
  const could = there.some((month) => month <= should && month >= first);
  return [{ person: id, due: should, planned, why: could ? "budget" : "away" }];
}

function compareText(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
