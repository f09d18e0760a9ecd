import { RRuleTemporal } from "rrule-temporal";

export type When = { dateTime?: string; date?: string; timeZone?: string };

/** An event as Google keeps it: a single one, a master with rules, or what became of one occurrence. */
export type GoogleEvent = {
  id: string;
  etag: string;
  status: "confirmed" | "tentative" | "cancelled";
  iCalUID: string;
  summary?: string;
  transparency?: "transparent" | "opaque";
  eventType?: string;
  start: When;
  end: When;
  recurrence?: string[];
  recurringEventId?: string;
  originalStartTime?: When;
  attendees?: { email: string; self?: boolean; responseStatus: string }[];
  /** the revision at which it was last changed */
  changed: number;
} & Record<string, unknown>;

/** The occurrences of a series that touch a window, but for those that are left out. */
export function expandSeries(master: GoogleEvent, from: number, until: number): GoogleEvent[] {
  const zone = master.start.timeZone ?? "UTC";
  const start = Temporal.Instant.fromEpochMilliseconds(instant(master.start, zone)).toZonedDateTimeISO(zone);
  const lasting = instant(master.end, zone) - start.epochMilliseconds;
  if ((master.recurrence ?? []).length === 0) return [];
  const rule = (master.recurrence ?? []).find((line) => line.startsWith("RRULE:")) ?? "";
  const gone = (master.recurrence ?? [])
    .filter((line) => line.startsWith("EXDATE"))
    .flatMap((line) => (line.split(":")[1] ?? "").split(","));
  const stamp = `DTSTART;TZID=${zone}:${start.toPlainDateTime().toString({ smallestUnit: "second" }).replace(/[-:]/g, "")}`;
  const expansion = new RRuleTemporal({ rruleString: `${stamp}\n${rule}`, temporal: Temporal });
  const window = [new Date(Math.max(from - lasting, start.epochMilliseconds)), new Date(until)] as const;
  return expansion
    .between(window[0], window[1], true)
    .filter((each) => each.epochMilliseconds < until && each.epochMilliseconds + lasting > from)
    .filter((each) => !gone.includes(each.toPlainDateTime().toString({ smallestUnit: "second" }).replace(/[-:]/g, "")))
    .map((each) => {
      const basic = new Date(each.epochMilliseconds).toISOString().slice(0, 19).replace(/[-:]/g, "");
      const said = (at: number) => ({
        dateTime: Temporal.Instant.fromEpochMilliseconds(at)
          .toZonedDateTimeISO(zone)
          .toString({ timeZoneName: "never", smallestUnit: "second" }),
        timeZone: zone,
      });
      const { recurrence: _, ...rest } = master;
      return {
        ...rest,
        id: `${master.id}_${basic}Z`,
        recurringEventId: master.id,
        originalStartTime: said(each.epochMilliseconds),
        start: said(each.epochMilliseconds),
        end: said(each.epochMilliseconds + lasting),
      } as GoogleEvent;
    });
}

/** However it was given, it is told with the offset of its zone. */
export function withOffset(when: When): When {
  const zone = when.timeZone ?? "UTC";
  if (when.dateTime === undefined || /(?:Z|[+-]\d\d:\d\d)$/.test(when.dateTime)) return when;
  const there = Temporal.PlainDateTime.from(when.dateTime).toZonedDateTime(zone);
  return { ...when, dateTime: there.toString({ timeZoneName: "never", smallestUnit: "second" }) };
}

export function instant({ dateTime, date, timeZone }: When, zone: string): number {
  if (date !== undefined) return Temporal.PlainDate.from(date).toZonedDateTime(zone).epochMilliseconds;
  if (dateTime !== undefined && /(?:Z|[+-]\d\d:\d\d)$/.test(dateTime)) return Date.parse(dateTime);
  return Temporal.PlainDateTime.from(dateTime ?? "1970-01-01").toZonedDateTime(timeZone ?? zone).epochMilliseconds;
}

/** As `fields` asks for it: items(a,b,c(d)). */
export function only(event: GoogleEvent, fields: string | null): Record<string, unknown> {
  const inner = /items\(((?:[^()]|\([^()]*\))*)\)/.exec(fields ?? "")?.[1];
  if (inner === undefined) return event;
  const names = inner.replace(/\([^()]*\)/g, "").split(",");
  return Object.fromEntries(Object.entries(event).filter(([name]) => names.includes(name)));
}
