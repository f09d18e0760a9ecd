import type { BusySpan } from "@candor/core/calendar/busy.ts";
import { type BusyReading, type ReadBusyOptions, readBusy } from "../read-busy.ts";

const YEAR_2026: ReadBusyOptions = {
  from: Date.parse("2026-01-01T00:00Z"),
  until: Date.parse("2027-01-01T00:00Z"),
  ownerZone: "Europe/Berlin",
  ownAddresses: ["jo@example.org"],
  allDayCounts: true,
  isOwn: (uid) => uid.endsWith("@candor.example.org"),
};

export function reading(text: string, options: Partial<ReadBusyOptions> = {}): BusyReading {
  return readBusy(text, { ...YEAR_2026, ...options });
}

/** What a calendar of these events says, as `2026-03-02T09:00 60m` in UTC; other than plainly busy is said behind it. */
export function busyOf(lines: string, options: Partial<ReadBusyOptions> = {}): string[] {
  return reading(calendar(lines), options).spans.map(say);
}

export function calendar(lines: string): string {
  const body = lines.split("\n").map((line) => line.trim());
  return ["BEGIN:VCALENDAR", "VERSION:2.0", ...body.filter((line) => line !== ""), "END:VCALENDAR", ""].join("\r\n");
}

export function event(lines: string): string {
  return `BEGIN:VEVENT\n${lines.trim()}\nEND:VEVENT`;
}

export function say({ from, until, type, allDay }: BusySpan): string {
  const kind = type === "busy" ? "" : ` ${type}`;
  return `${new Date(from).toISOString().slice(0, 16)} ${(until - from) / 60_000}m${kind}${allDay ? " all day" : ""}`;
}
