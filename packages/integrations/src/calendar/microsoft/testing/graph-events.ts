import { RRuleTemporal } from "rrule-temporal";
import windowsZones from "../../ics/windows-zones.json" with { type: "json" };

const DAY = 86_400_000;

export type When = { dateTime: string; timeZone: string };
type Pattern = {
  type: string;
  interval: number;
  daysOfWeek?: string[];
  dayOfMonth?: number;
  month?: number;
  index?: string;
};
type Range = { type: string; startDate: string; endDate?: string; numberOfOccurrences?: number };
type Property = { id: string; value: string };

/** An event as a mailbox keeps it: a single one, a master, or what became of one occurrence. */
export type GraphEvent = {
  id: string;
  etag: string;
  subject: string;
  body?: { contentType: string; content: string };
  start: When;
  end: When;
  isAllDay: boolean;
  isCancelled: boolean;
  showAs: string;
  response: string;
  recurrence: { pattern: Pattern; range: Range } | null;
  masterId: string | null;
  /** of an exception: when it would have been */
  original: number | null;
  /** of a master: the occurrences that were deleted, by their first start, and when that was */
  gone: Map<number, number>;
  properties: Property[];
  transactionId?: string;
  /** the revision at which it was last changed */
  changed: number;
  isDeleted: boolean;
};

/** When the occurrences of a series begin by its pattern, whatever became of them. */
export function startsOf(master: GraphEvent, from: number, until: number): number[] {
  if (!master.recurrence) return [];
  const { pattern, range } = master.recurrence;
  const days = (pattern.daysOfWeek ?? []).map((day) => day.slice(0, 2).toUpperCase());
  const place = { first: 1, second: 2, third: 3, fourth: 4, last: -1 }[pattern.index ?? "first"] ?? 1;
  const zone = ianaOf(master.start.timeZone);
  const rule = {
    daily: "FREQ=DAILY",
    weekly: `FREQ=WEEKLY;BYDAY=${days.join(",")}`,
    absoluteMonthly: `FREQ=MONTHLY;BYMONTHDAY=${pattern.dayOfMonth}`,
    relativeMonthly: `FREQ=MONTHLY;BYDAY=${days.map((day) => `${place}${day}`).join(",")}`,
    absoluteYearly: `FREQ=YEARLY;BYMONTH=${pattern.month};BYMONTHDAY=${pattern.dayOfMonth}`,
  }[pattern.type];
  const last = range.type === "endDate" ? Date.parse(`${range.endDate}T00:00:00Z`) + 2 * DAY : until;
  const expansion = new RRuleTemporal({
    rruleString: `DTSTART;TZID=${zone}:${master.start.dateTime.slice(0, 19).replace(/[-:]/g, "")}\nRRULE:${rule};INTERVAL=${pattern.interval}${range.type === "numbered" ? `;COUNT=${range.numberOfOccurrences}` : ""}`,
    temporal: Temporal,
  });
  return expansion
    .between(new Date(Math.max(from, instant(master.start))), new Date(Math.min(until, last)), true)
    .filter((each) => range.type !== "endDate" || each.toPlainDate().toString() <= (range.endDate ?? ""))
    .map((each) => each.epochMilliseconds);
}

/** As a client wrote it. */
export function read(given: Record<string, unknown>): Partial<GraphEvent> {
  const { singleValueExtendedProperties: properties, responseStatus: _, ...rest } = given;
  return { ...rest, ...(properties ? { properties: properties as Property[] } : {}) } as Partial<GraphEvent>;
}

export function ianaOf(zone: string): string {
  if (zone.startsWith("Nowhere")) return "UTC"; // a name that a mailbox made up
  return (windowsZones as Record<string, string>)[zone] ?? zone;
}

export function instant({ dateTime, timeZone }: When): number {
  return Temporal.PlainDateTime.from(dateTime.slice(0, 19)).toZonedDateTime(ianaOf(timeZone)).epochMilliseconds;
}

/** Seven digits after the second, and the zone beside, as it says times. */
export function said(at: number, timeZone: string): When {
  const there = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(ianaOf(timeZone)).toPlainDateTime();
  return { dateTime: `${there.toString({ smallestUnit: "second" })}.0000000`, timeZone };
}
