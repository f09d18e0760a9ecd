import { addDays, daysBetween } from "../cadence/days.ts";
import { isDuring } from "../cadence/leave.ts";
import type { Day } from "../chart/manager-edge.ts";
import { knownZone } from "../meeting/meeting-span.ts";
import { MOST_PER_DAY } from "../planner/plan-weights.ts";
import type { Quarter } from "./quarter.ts";
import type { PairTime, TimeAhead, TimedMeeting, TimeFacts } from "./time-facts.ts";

/** House rule: a holiday and a cold fit into a quarter; what is missed beyond that is somebody's time that went elsewhere. */
const ENOUGH_SHARE = 0.75;
/** Before that an average says nothing. */
const FEWEST_WEEKS = 2;
/** A week that takes half as much again as the usual one, and an hour at least. */
const FULL_SHARE = 1.5;
const FULL_BEYOND_MINUTES = 60;
/** Less than that a week is not worth a word. */
const WORTH_SAYING_MINUTES = 15;

/** How many meetings became what; minutes are those that they were to take. */
export type Tally = {
  held: number;
  /** of those that were held or are planned */
  moved: number;
  cancelled: number;
  planned: number;
  /** their time has passed, and nobody said what became of them */
  unsaid: number;
  heldMinutes: number;
  plannedMinutes: number;
};

export type PersonTime = Tally & {
  pair: string;
  name: string;
  iLead: boolean;
  /** how many the agreed rhythm makes of the days that have passed; null: it is not theirs to keep */
  agreed: number | null;
  gotLess: boolean;
};

/** What to know, and the one thing to do about it. */
export type BalanceSignal =
  | { type: "over_hours"; minutes: number; budget: number; action: "rhythm" }
  | { type: "got_less"; pair: string; name: string; held: number; of: number; action: "plan" }
  | { type: "full_week"; week: Day; minutes: number; usual: number; action: "planner" }
  | { type: "crowded_days"; days: number; most: number; action: "planner" }
  | { type: "advised"; pairs: number; agreed: number; advised: number; action: "rhythm" };

/** How somebody's 1:1s fill their time in a quarter. It is theirs alone, and puts nobody before anybody. */
export type Balance = {
  quarter: string;
  from: Day;
  until: Day;
  /** how many weeks of it have passed; 0: it is still to come */
  weeks: number;
  /** minutes a week with those they lead; `held` null: too little of the quarter has passed */
  aWeek: { held: number | null; agreed: number; advised: number; budget: number | null };
  total: Tally;
  /** by Mondays, all weeks of the quarter, oldest first */
  byWeek: { week: Day; heldMinutes: number; plannedMinutes: number; cancelledMinutes: number }[];
  /** how evenly: minutes of a usual week of those that hold any, and of the fullest; null: fewer than two do */
  spread: { usual: number; most: number } | null;
  /** by name */
  byPerson: PersonTime[];
  ahead: TimeAhead;
  signals: BalanceSignal[];
};

export function balanceOfTime(facts: TimeFacts, quarter: Quarter, now: Temporal.Instant): Balance {
  const today = now.toZonedDateTimeISO(knownZone(facts.timeZone)).toPlainDate().toString();
  const passedUntil = [addDays(today, 1), quarter.until].sort()[0] ?? today;
  const weeks = Math.max(0, daysBetween(quarter.from, passedUntil)) / 7;
  const isOfQuarter = ({ day }: Dated) => day >= quarter.from && day < quarter.until;
  const pairs = facts.pairs
    .map((pair) => ({ pair, dated: pair.meetings.flatMap(dated).filter(isOfQuarter) }))
    .filter(({ pair, dated }) => dated.length > 0 || (pair.ended === null && pair.iLead));
  const all = pairs.flatMap((each) => each.dated);
  const led = pairs.filter(({ pair }) => pair.iLead);
  const byPerson = pairs
    .map(({ pair, dated }) => personTime(pair, dated, { from: quarter.from, passedUntil, today }))
    .sort((one, other) => compare(one.name, other.name) || compare(one.pair, other.pair));
  const open = led.filter(({ pair }) => pair.ended === null).map(({ pair }) => pair);
  const ledMinutes = tallyOf(
    led.flatMap((each) => each.dated),
    today,
  ).heldMinutes;
  const balance = {
    ...{ quarter: quarter.name, from: quarter.from, until: quarter.until, weeks },
    aWeek: {
      held: weeks < FEWEST_WEEKS ? null : ledMinutes / weeks,
      agreed: sumOf(open.map(({ agreed }) => agreed.minutes / Math.max(1, agreed.everyWeeks))),
      advised: sumOf(
        open.map(({ agreed, advised }) => (advised ?? agreed).minutes / Math.max(1, (advised ?? agreed).everyWeeks)),
      ),
      budget: facts.budgetMinutes,
    },
    total: tallyOf(all, today),
    ...spreadOf(byWeek(all, quarter)),
    byPerson,
    ahead: facts.ahead,
  };
  const changes = open.filter(({ advised }) => advised !== null).length;
  return { ...balance, signals: signalsOf(balance, all, { changes, today }) };
}

type Dated = { day: Day; meeting: TimedMeeting };

function dated(meeting: TimedMeeting): Dated[] {
  const day = (meeting.start ?? meeting.closedAt ?? "").slice(0, 10);
  return day === "" ? [] : [{ day, meeting }];
}

function tallyOf(those: readonly Dated[], today: Day): Tally {
  const by = (state: TimedMeeting["state"]) => those.filter(({ meeting }) => meeting.state === state);
  const [held, cancelled, planned] = [by("held"), by("cancelled"), by("planned")];
  const ahead = planned.filter(({ day }) => day >= today);
  return {
    held: held.length,
    moved: [...held, ...planned].filter(({ meeting }) => meeting.wasMoved).length,
    cancelled: cancelled.length,
    planned: ahead.length,
    unsaid: planned.length - ahead.length,
    heldMinutes: minutesOf(held),
    plannedMinutes: minutesOf(ahead),
  };
}

type Passed = { from: Day; passedUntil: Day; today: Day };

function personTime(pair: PairTime, those: readonly Dated[], { from, passedUntil, today }: Passed): PersonTime {
  const tally = tallyOf(those, today);
  const { name, iLead, agreed, begun, ended } = pair;
  // Of a page that was imported, what is on it is older than it.
  const since = [begun, ...those.map(({ day }) => day)].sort()[0] ?? begun;
  const first = since > from ? since : from;
  const last = ended !== null && ended < passedUntil ? ended : passedUntil;
  const days = daysOf(first, last).filter((day) => !pair.leaves.some((leave) => isDuring(leave, day))).length;
  const due = Math.floor(days / (Math.max(1, agreed.everyWeeks) * 7));
  const isOpen = ended === null;
  // What became of some is not known yet, so they may well have taken place.
  const gotLess = iLead && isOpen && due > 0 && tally.held + tally.unsaid < due * ENOUGH_SHARE;
  return { ...tally, pair: pair.pair, name, iLead, agreed: iLead && isOpen ? due : null, gotLess };
}

function daysOf(from: Day, until: Day): Day[] {
  return Array.from({ length: Math.max(0, daysBetween(from, until)) }, (_, at) => addDays(from, at));
}

function byWeek(all: readonly Dated[], { from, until }: Quarter): Balance["byWeek"] {
  const weeks: Balance["byWeek"] = [];
  for (let week = mondayOf(from); week < until; week = addDays(week, 7)) {
    const those = all.filter(({ day }) => day >= week && day < addDays(week, 7));
    const of = (state: TimedMeeting["state"]) => minutesOf(those.filter(({ meeting }) => meeting.state === state));
    weeks.push({
      ...{ week, heldMinutes: of("held"), plannedMinutes: of("planned"), cancelledMinutes: of("cancelled") },
    });
  }
  return weeks;
}

function spreadOf(weeks: Balance["byWeek"]): Pick<Balance, "byWeek" | "spread"> {
  const filled = weeks.map(takenIn).filter((minutes) => minutes > 0);
  const spread = filled.length < 2 ? null : { usual: middleOf(filled), most: Math.max(...filled) };
  return { byWeek: weeks, spread };
}

function takenIn({ heldMinutes, plannedMinutes }: Balance["byWeek"][number]): number {
  return heldMinutes + plannedMinutes;
}

type Drawn = Omit<Balance, "signals">;

function signalsOf(balance: Drawn, all: readonly Dated[], more: { changes: number; today: Day }): BalanceSignal[] {
  const { aWeek, byPerson } = balance;
  const found: (BalanceSignal | null)[] = [
    aWeek.held !== null && aWeek.budget !== null && aWeek.held > aWeek.budget
      ? { type: "over_hours", minutes: aWeek.held, budget: aWeek.budget, action: "rhythm" }
      : null,
    ...byPerson.map(({ gotLess, pair, name, held, agreed }): BalanceSignal | null =>
      gotLess && agreed !== null ? { type: "got_less", pair, name, held, of: agreed, action: "plan" } : null,
    ),
    crowdedDays(all, more.today),
    fullWeek(balance, more.today),
    more.changes > 0 && Math.abs(aWeek.advised - aWeek.agreed) >= WORTH_SAYING_MINUTES
      ? { type: "advised", pairs: more.changes, agreed: aWeek.agreed, advised: aWeek.advised, action: "rhythm" }
      : null,
  ];
  return found.filter((signal) => signal !== null);
}

/** Days to come alone: what was cannot be laid out anew. */
function crowdedDays(all: readonly Dated[], today: Day): BalanceSignal | null {
  const ahead = all.filter(({ day, meeting }) => meeting.state === "planned" && day >= today);
  const byDay = new Map<Day, number>();
  for (const { day } of ahead) byDay.set(day, (byDay.get(day) ?? 0) + 1);
  const counts = [...byDay.values()];
  const crowded = counts.filter((count) => count > MOST_PER_DAY);
  if (crowded.length === 0) return null;
  return { type: "crowded_days", days: crowded.length, most: Math.max(...crowded), action: "planner" };
}

/** The fullest week to come against the usual one of those that hold anything. */
function fullWeek({ byWeek: weeks, spread }: Drawn, today: Day): BalanceSignal | null {
  const ahead = weeks
    .filter(({ week }) => addDays(week, 7) > today)
    .map((each) => ({ ...each, minutes: takenIn(each) }));
  const fullest = ahead.sort((one, other) => other.minutes - one.minutes || compare(one.week, other.week))[0];
  if (!fullest || !spread) return null;
  const { usual } = spread;
  if (fullest.minutes < usual * FULL_SHARE || fullest.minutes - usual < FULL_BEYOND_MINUTES) return null;
  return { type: "full_week", week: fullest.week, minutes: fullest.minutes, usual, action: "planner" };
}

function middleOf(values: readonly number[]): number {
  const ordered = [...values].sort((one, other) => one - other);
  return ordered[Math.floor((ordered.length - 1) / 2)] ?? 0;
}

function minutesOf(those: readonly Dated[]): number {
  return sumOf(those.map(({ meeting }) => meeting.minutes));
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

function mondayOf(day: Day): Day {
  return addDays(day, 1 - Temporal.PlainDate.from(day).dayOfWeek);
}

function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
