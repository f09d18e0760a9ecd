import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

export type CalendarHost = {
  origin: string;
  /** the lines of the events at each path, such as `/Ana.ics` */
  events: Map<string, string[]>;
  close(): void;
};

/** Calendars of a whole team, each at a secret address of its own. */
export async function openCalendarHost(): Promise<CalendarHost> {
  const events = new Map<string, string[]>();
  const host = createServer((request, response) => {
    response.end(calendarOf(events.get(request.url ?? "") ?? []));
  });
  await new Promise<void>((resolve) => host.listen(0, "127.0.0.1", resolve));
  return {
    origin: `http://127.0.0.1:${(host.address() as AddressInfo).port}`,
    events,
    close() {
      host.closeAllConnections();
      host.close();
    },
  };
}

export function calendarOf(events: readonly string[]): string {
  return ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:x", ...events, "END:VCALENDAR", ""].join("\r\n");
}

/** Weekly on a weekday (1 is Monday), from one hour to another in Berlin, for years. */
export function weekly(weekday: number, from: number, until: number): string[] {
  const day = `202601${String(4 + weekday).padStart(2, "0")}`; // 5 January 2026 was a Monday
  const at = (hour: number) => `;TZID=Europe/Berlin:${day}T${String(hour).padStart(2, "0")}0000`;
  return [
    ...["BEGIN:VEVENT", `UID:${weekday}-${from}`, "DTSTAMP:20260101T000000Z", "SUMMARY:Moonshot"],
    ...[`DTSTART${at(from)}`, `DTEND${at(until)}`, "RRULE:FREQ=WEEKLY", "END:VEVENT"],
  ];
}
