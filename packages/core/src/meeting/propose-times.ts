import { type Availability, availability, type TakenTime } from "../calendar/availability.ts";
import type { Meeting } from "./meeting.ts";
import { knownZone, meetingSpan, type Span } from "./meeting-span.ts";

const LEAD = { hours: 3 }; // the other has to see it, and to make room
const DAYS_AHEAD = 21; // whoever can't within three weeks had better skip one
const DAY_BEGINS = 9; // o'clock, for each of the two where they are
const DAY_ENDS = 17;
const WORKDAYS: readonly number[] = [1, 2, 3, 4, 5]; // ISO
const MID_WEEK: readonly number[] = [2, 3, 4]; // rather than the first day, which belongs to the week's kick-off
const USUAL_TIME = { hour: 10, minute: 0 }; // where no hour is agreed; mid-morning suits most
const SHOWN = 4; // more is a calendar, and no offer

/** Penalties, in days that one would rather wait: the least comes first. */
const COST = {
  /** for each week away, so that the week's talk stays in its week */
  anotherWeek: 6,
  /** two meetings would come in the wrong order */
  afterNext: 40,
  /** for each hour away from the agreed one: another day at the same hour comes before it */
  hour: 3,
  earlier: 0.5,
  /** for each of the two who may have something else then */
  maybe: 8,
  monday: 3,
  friday: 0.5,
} as const;

export type TimeReason =
  | { type: "same_day" }
  | { type: "same_week" }
  /** counted in weeks from the one in which it was to be */
  | { type: "weeks_later"; weeks: number }
  | { type: "same_hour" }
  | { type: "mid_week" }
  /** the hours of both were known, in zones of their own, and it lies within both */
  | { type: "suits_both_zones" }
  | { type: "after_next" }
  /** by their calendars; of the others it isn't known */
  | { type: "free"; of: Whose[] }
  | { type: "maybe"; of: Whose[] };

export type Whose = "mine" | "theirs";

/** What is known of somebody's time; `known` is false where no calendar could be read. */
export type KnownTimes = { known: boolean; times: readonly TakenTime[] };

export type ProposedTime = {
  /** wall clock in the meeting's zone, YYYY-MM-DDTHH:MM */
  start: string;
  reasons: TimeReason[];
};

export type TimesAsked = {
  meeting: Meeting;
  /** all of the pair's; another planned one keeps its day */
  meetings: readonly Meeting[];
  everyWeeks: number;
  /** where each of the two is, IANA names; null: nobody said, and the meeting's zone stands for it */
  zones: readonly (string | null)[];
  /** left out: nothing is known of when anybody is taken */
  calendars?: Readonly<Record<Whose, KnownTimes>>;
  now: Temporal.Instant;
};

/**
 * Other times for a meeting that one of the two can't make, best first: in the same week, at the same hour, within the
 * working hours of both, mid-week or later rather than on a Monday, and before the next meeting where that goes. Never
 * when one of them is known to be taken.
 *
 * @returns at most four, each on a day of its own; the hour that the two agreed on suits them, whatever the working hours are.
 */
export function proposeTimes(asked: TimesAsked): ProposedTime[] {
  const { meeting, now } = asked;
  const zone = knownZone(meeting.timeZone);
  const earliest = now.add(LEAD);
  const here = earliest.toZonedDateTimeISO(zone).toPlainDate();
  const planned = meeting.start === null ? null : Temporal.PlainDateTime.from(meeting.start);
  const aim = planned?.toPlainDate() ?? here;
  const first = later(here, mondayOf(aim));
  const next = nextStart(asked);
  const taken = asked.meetings.filter(({ id, state }) => id !== meeting.id && state === "planned").map(dayAndSpan);

  const candidates: (ProposedTime & { cost: number; day: string })[] = [];
  for (let day = first; first.until(day).days < DAYS_AHEAD; day = day.add({ days: 1 })) {
    if (!WORKDAYS.includes(day.dayOfWeek) || taken.some((each) => each.day === day.toString())) continue;
    for (const time of hoursOf(planned)) {
      const wanted = day.toPlainDateTime(time);
      const zoned = wanted.toZonedDateTime(zone);
      if (!zoned.toPlainDateTime().equals(wanted)) continue; // a change of clocks leaves this hour out
      const span: Span = { from: zoned.toInstant(), until: zoned.toInstant().add({ minutes: meeting.minutes }) };
      const start = wanted.toString({ smallestUnit: "minute" });
      if (start === meeting.start || Temporal.Instant.compare(span.from, earliest) < 0) continue;
      if (taken.some((each) => each.span && overlap(each.span, span))) continue;
      const isAgreedHour = planned?.toPlainTime().equals(time) ?? false;
      if (!isAgreedHour && !isWithinHours(span, asked.zones, zone)) continue;
      const lies = calendarsAt(span, asked);
      if (lies.some(({ is }) => is === "taken")) continue;
      candidates.push({ start, day: day.toString(), ...judge(wanted, span, { aim, planned, next, asked, lies }) });
    }
  }
  candidates.sort((left, right) => left.cost - right.cost || (left.start < right.start ? -1 : 1));
  return candidates
    .filter(({ day }, at) => candidates.findIndex((each) => each.day === day) === at)
    .slice(0, SHOWN)
    .map(({ start, reasons }) => ({ start, reasons }));
}

type Aim = {
  aim: Temporal.PlainDate;
  planned: Temporal.PlainDateTime | null;
  next: ReturnType<typeof nextStart>;
  asked: TimesAsked;
  lies: readonly { whose: Whose; is: Availability }[];
};

function calendarsAt(span: Span, { calendars }: TimesAsked): Aim["lies"] {
  if (calendars === undefined) return [];
  return (["mine", "theirs"] as const).map((whose) => ({ whose, is: availability(span, calendars[whose]) }));
}

function judge(
  wanted: Temporal.PlainDateTime,
  span: Span,
  { aim, planned, next, asked, lies }: Aim,
): { cost: number; reasons: TimeReason[] } {
  const day = wanted.toPlainDate();
  const weeks = mondayOf(aim).until(mondayOf(day)).days / 7;
  const hours = Math.abs(minuteOf(wanted) - minuteOf(planned ?? USUAL_TIME)) / 60;
  const isAfterNext = next !== null && Temporal.Instant.compare(span.from, next.at) >= 0;
  const reasons: TimeReason[] = [];
  if (planned !== null && day.equals(aim)) reasons.push({ type: "same_day" });
  else if (planned !== null && weeks === 0) reasons.push({ type: "same_week" });
  else if (planned !== null) reasons.push({ type: "weeks_later", weeks });
  if (planned !== null && hours === 0) reasons.push({ type: "same_hour" });
  if (MID_WEEK.includes(day.dayOfWeek)) reasons.push({ type: "mid_week" });
  const zones = new Set(asked.zones.map((each) => each ?? asked.meeting.timeZone));
  if (zones.size > 1 && isWithinHours(span, asked.zones, asked.meeting.timeZone)) {
    reasons.push({ type: "suits_both_zones" });
  }
  if (isAfterNext && next.isPlanned) reasons.push({ type: "after_next" });
  const [free, maybe] = (["free", "maybe"] as const).map((wanted) =>
    lies.filter(({ is }) => is === wanted).map(({ whose }) => whose),
  );
  if (free && free.length > 0) reasons.push({ type: "free", of: free });
  if (maybe && maybe.length > 0) reasons.push({ type: "maybe", of: maybe });
  const cost =
    Math.abs(aim.until(day).days) +
    Math.abs(weeks) * COST.anotherWeek +
    hours * COST.hour +
    (planned !== null && wanted.toString() < planned.toString() ? COST.earlier : 0) +
    (day.dayOfWeek === 1 ? COST.monday : day.dayOfWeek === 5 ? COST.friday : 0) +
    (maybe?.length ?? 0) * COST.maybe +
    (isAfterNext ? COST.afterNext : 0);
  return { cost, reasons };
}

/** The agreed hour, and each full hour; the same minute of another hour reads like the agreed one, later. */
function hoursOf(planned: Temporal.PlainDateTime | null): Temporal.PlainTime[] {
  const minute = planned?.minute ?? 0;
  const times = Array.from({ length: DAY_ENDS - DAY_BEGINS }, (_, at) =>
    Temporal.PlainTime.from({ hour: DAY_BEGINS + at, minute }),
  );
  const agreed = planned?.toPlainTime();
  return agreed && !times.some((each) => each.equals(agreed)) ? [agreed, ...times] : times;
}

function isWithinHours({ from, until }: Span, zones: readonly (string | null)[], fallback: string): boolean {
  return zones.every((each) => {
    const zone = knownZone(each ?? fallback);
    const [begins, ends] = [from.toZonedDateTimeISO(zone), until.toZonedDateTimeISO(zone)];
    return (
      WORKDAYS.includes(begins.dayOfWeek) &&
      minuteOf(begins) >= DAY_BEGINS * 60 &&
      ends.toPlainDate().equals(begins.toPlainDate()) &&
      minuteOf(ends) <= DAY_ENDS * 60
    );
  });
}

/** When the next meeting after this one is: the one that is planned, or else the one that the cadence will bring. */
function nextStart({ meeting, meetings, everyWeeks }: TimesAsked): { at: Temporal.Instant; isPlanned: boolean } | null {
  const span = meetingSpan(meeting);
  if (span === null) return null;
  const starts = meetings
    .filter(({ id, state }) => id !== meeting.id && state === "planned")
    .flatMap((each) => meetingSpan(each)?.from ?? [])
    .filter((from) => Temporal.Instant.compare(from, span.from) > 0)
    .sort(Temporal.Instant.compare);
  const byCadence = span.from
    .toZonedDateTimeISO(knownZone(meeting.timeZone))
    .add({ weeks: Math.max(1, everyWeeks) })
    .toInstant();
  return starts[0] ? { at: starts[0], isPlanned: true } : { at: byCadence, isPlanned: false };
}

function dayAndSpan(meeting: Meeting): { day: string | null; span: Span | null } {
  return { day: meeting.start?.slice(0, 10) ?? null, span: meetingSpan(meeting) };
}

function overlap(one: Span, other: Span): boolean {
  return Temporal.Instant.compare(one.from, other.until) < 0 && Temporal.Instant.compare(other.from, one.until) < 0;
}

function mondayOf(day: Temporal.PlainDate): Temporal.PlainDate {
  return day.subtract({ days: day.dayOfWeek - 1 });
}

function later(one: Temporal.PlainDate, other: Temporal.PlainDate): Temporal.PlainDate {
  return Temporal.PlainDate.compare(one, other) >= 0 ? one : other;
}

function minuteOf({ hour, minute }: { hour: number; minute: number }): number {
  return hour * 60 + minute;
}
