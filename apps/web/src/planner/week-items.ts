import type { PlanEvaluation } from "@candor/core/planner/plan.ts";
import { addDays } from "@candor/core/planner/series-pattern.ts";
import type { PlannerView } from "@candor/protocol/http/planner.ts";

/** Something on a day, in minutes since midnight by the manager's clock. */
export type DayItem = { from: number; until: number } & (
  | {
      type: "meeting";
      seriesId: string;
      date: string;
      is: "by_pattern" | "moved" | "frozen";
      /** of how many that are at one time, and which of them */
      lanes: number;
      lane: number;
    }
  | { type: "focus" }
  | { type: "taken" | "maybe" | "unknown" }
);

export type WeekDay = { date: string; weekday: number; items: DayItem[] };

const WORKDAYS = 5;

/** What lies on each day of a week of a plan, in the order of time; a weekend only where there is something on it. */
export function weekItems(
  view: Pick<PlannerView, "firstDay" | "timeZone" | "mine" | "settings">,
  { occurrences, focus }: Pick<PlanEvaluation, "occurrences" | "focus">,
  week: number,
): WeekDay[] {
  const monday = addDays(view.firstDay, week * 7);
  const days = Array.from({ length: 7 }, (_, at): WeekDay => {
    const date = addDays(monday, at);
    const clip = (from: number, until: number) => clipTo(date, view.timeZone, from, until);
    const meetings = occurrences
      .filter(({ start }) => start.slice(0, 10) === date)
      .map((each): DayItem => {
        const from = Number(each.start.slice(11, 13)) * 60 + Number(each.start.slice(14, 16));
        const length = Math.round((each.until - each.from) / 60_000);
        const { seriesId, is } = each;
        return { ...{ type: "meeting", seriesId, date: each.date, is, lanes: 1, lane: 0 }, from, until: from + length };
      });
    const taken = view.mine.busy.flatMap(({ from, until, type }): DayItem[] => {
      const span = type === "unknown" ? null : clip(from, until);
      return span ? [{ type, ...span }] : [];
    });
    const kept = focus
      .filter((block) => block.date === date)
      .flatMap(({ from, until }): DayItem[] => {
        const span = clip(from, until);
        return span ? [{ type: "focus", ...span }] : [];
      });
    putBeside(meetings);
    const items = [...meetings, ...taken, ...kept].sort(
      (one, other) => one.from - other.from || one.until - other.until,
    );
    return { date, weekday: at + 1, items };
  });
  return days.filter(
    ({ weekday, items }) =>
      weekday <= WORKDAYS ||
      items.some(({ type }) => type === "meeting") ||
      (view.settings.hours[weekday as 1] ?? []).length > 0,
  );
}

/** Those that overlap stand beside each other. */
function putBeside(items: DayItem[]): void {
  const meetings = items.filter((item) => item.type === "meeting").sort((one, other) => one.from - other.from);
  let group: typeof meetings = [];
  let end = -1;
  for (const item of meetings) {
    if (item.from >= end) group = [];
    const free = group.findIndex((_, lane) => group.every((each) => each.lane !== lane || each.until <= item.from));
    item.lane = free < 0 ? group.length : free;
    group.push(item);
    end = Math.max(end, item.until);
    const lanes = Math.max(...group.map(({ lane }) => lane + 1));
    for (const each of group) each.lanes = lanes;
  }
}

/** The hours that a screen shows of days: whole ones, so that everything but what is far out at night is on it. */
export function shownHours(weeks: readonly (readonly WeekDay[])[]): { from: number; until: number } {
  const meetings = weeks
    .flat()
    .flatMap(({ items }) => items.filter(({ type }) => type === "meeting" || type === "focus"));
  const from = Math.min(8 * 60, ...meetings.map((item) => item.from));
  const until = Math.max(18 * 60, ...meetings.map((item) => Math.min(1440, item.until)));
  return { from: Math.floor(from / 60) * 60, until: Math.ceil(until / 60) * 60 };
}

function clipTo(date: string, zone: string, from: number, until: number): { from: number; until: number } | null {
  const day = Temporal.PlainDate.from(date);
  const [begins, ends] = [day, day.add({ days: 1 })].map((each) => each.toZonedDateTime(zone).epochMilliseconds);
  if (begins === undefined || ends === undefined || until <= begins || from >= ends) return null;
  const minuteOf = (time: number) => {
    const { hour, minute } = Temporal.Instant.fromEpochMilliseconds(time).toZonedDateTimeISO(zone);
    return hour * 60 + minute;
  };
  return { from: from <= begins ? 0 : minuteOf(from), until: until >= ends ? 1440 : minuteOf(until) };
}
