import type { TakenTime } from "../calendar/availability.ts";
import type { PlanPerson } from "./plan-problem.ts";
import { CORE_DAY, SLOT_MINUTES } from "./plan-weights.ts";

/** Disjoint, in order, half-open, in milliseconds since 1970. */
type Spans = { from: number[]; until: number[] };

export type WhyNot = "hours" | "day_off" | "busy";

/** One person's time over the weeks of a plan, to be asked about any span of it. */
export type PersonTime = {
  /** the first thing that keeps them from meeting then; null: they can */
  whyNot(from: number, until: number): WhyNot | null;
  isBusy(from: number, until: number): boolean;
  /** something may be then, or a calendar says that it doesn't know */
  isMaybe(from: number, until: number): boolean;
  /** half hours at the edge of their day, begun ones counted whole */
  edgeSlots(from: number, until: number): number;
  isWithinHours(from: number, until: number): boolean;
};

/**
 * @param firstDay YYYY-MM-DD; the person's days around it and the weeks after it are looked at, since theirs begin at other hours.
 */
export function personTime(person: PlanPerson, firstDay: string, weeks: number): PersonTime {
  const first = Temporal.PlainDate.from(firstDay).subtract({ days: 2 });
  const dates = Array.from({ length: weeks * 7 + 4 }, (_, at) => first.add({ days: at }));
  const midnights = [...dates, first.add({ days: dates.length })].map(
    (date) => date.toZonedDateTime(person.timeZone).epochMilliseconds,
  );
  /** A wall clock's time of a day; on the two days of the year on which clocks change it is asked for, else reckoned. */
  const at = (day: number, minute: number): number => {
    const [begins, ends] = [midnights[day] ?? 0, midnights[day + 1] ?? 0];
    if (ends - begins === 86_400_000) return begins + minute * 60_000;
    if (minute === 1440) return ends;
    const time = Temporal.PlainTime.from({ hour: Math.floor(minute / 60), minute: minute % 60 });
    const date = dates[day] ?? first;
    return date.toZonedDateTime({ timeZone: person.timeZone, plainTime: time }).epochMilliseconds;
  };
  const hours = merged(
    dates.flatMap((date, day) =>
      (person.hours[date.dayOfWeek as 1] ?? []).map(({ from, until }) => [at(day, from), at(day, until)] as const),
    ),
  );
  const core = merged(dates.map((_, day) => [at(day, CORE_DAY.from), at(day, CORE_DAY.until)] as const));
  const off = new Set(person.daysOff);
  const daysOff = merged(
    dates.flatMap((date, day) => (off.has(date.toString()) ? [[at(day, 0), at(day, 1440)] as const] : [])),
  );
  const taken = spansOf(person.busy, (type) => type === "taken");
  const maybe = spansOf(person.busy, (type) => type !== "taken");
  return {
    whyNot: (from, until) =>
      meets(daysOff, from, until)
        ? "day_off"
        : covered(hours, from, until) < until - from
          ? "hours"
          : meets(taken, from, until)
            ? "busy"
            : null,
    isBusy: (from, until) => meets(taken, from, until) || meets(daysOff, from, until),
    isMaybe: (from, until) => meets(maybe, from, until),
    edgeSlots: (from, until) => Math.ceil((until - from - covered(core, from, until)) / (SLOT_MINUTES * 60_000)),
    isWithinHours: (from, until) => covered(hours, from, until) === until - from && !meets(daysOff, from, until),
  };
}

function spansOf(busy: readonly TakenTime[], is: (type: TakenTime["type"]) => boolean): Spans {
  return merged(busy.filter(({ type }) => is(type)).map(({ from, until }) => [from, until] as const));
}

function merged(spans: readonly (readonly [number, number])[]): Spans {
  const ordered = spans.filter(([from, until]) => until > from).sort(([one], [other]) => one - other);
  const result: Spans = { from: [], until: [] };
  for (const [from, until] of ordered) {
    const last = result.until.length - 1;
    const end = result.until[last];
    if (end !== undefined && from <= end) result.until[last] = Math.max(end, until);
    else {
      result.from.push(from);
      result.until.push(until);
    }
  }
  return result;
}

/** The first span that ends after a time. */
function firstAfter({ until }: Spans, time: number): number {
  let [low, high] = [0, until.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((until[middle] ?? 0) > time) high = middle;
    else low = middle + 1;
  }
  return low;
}

function meets(spans: Spans, from: number, until: number): boolean {
  const start = spans.from[firstAfter(spans, from)];
  return start !== undefined && start < until;
}

function covered(spans: Spans, from: number, until: number): number {
  let sum = 0;
  for (let at = firstAfter(spans, from); at < spans.from.length; at += 1) {
    const [begins, ends] = [spans.from[at] ?? 0, spans.until[at] ?? 0];
    if (begins >= until) break;
    sum += Math.min(until, ends) - Math.max(from, begins);
  }
  return sum;
}
