import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { seededRandom } from "@candor/fixtures/random.ts";
import { type BusyReading, readBusy } from "@candor/integrations/calendar/ics/read-busy.ts";
import { figure, printTable } from "./sync/print-table.ts";

// What reading costs: a calendar of 20,000 events over four weeks, what somebody may send to hurt, and every file of a
// folder (`--files=FOLDER`; left out: those kept here). CPU time of this process, so that what else runs does not count.

const DAY = 86_400_000;
const NOW = Date.parse("2026-11-25T09:00:00Z");
const EVENTS = 20_000;
const [MAX_CPU_MS, MAX_MEGABYTES, MAX_EACH_MS] = [3000, 350, 5000];
const folder =
  process.argv.find((argument) => argument.startsWith("--files="))?.slice(8) ??
  join(import.meta.dirname, "../packages/fixtures/calendars");

const text = largeCalendar();
const large = timed(() => read(text, NOW, NOW + 28 * DAY));
const peak = process.resourceUsage().maxRSS / 1024;
const hostile = Object.entries(hostileCalendars()).map(([name, each]) => ({
  name,
  ...timed(() => read(each(), NOW, NOW + 120 * DAY)),
}));
const files = readdirSync(folder)
  .filter((name) => name.endsWith(".ics"))
  .map((name) => ({ name, ...timed(() => readFile(join(folder, name))) }));
const slowest = files.reduce((one, other) => (one.cpu >= other.cpu ? one : other));

printTable(
  ["events", "CPU ms", "spans"],
  [
    [`${EVENTS} events, ${figure(text.length / 1e6)} MB`, large.cpu, large.reading.spans.length],
    ...hostile.map(({ name, cpu, reading }) => [name, cpu, reading.spans.length]),
    [`slowest of ${files.length} files: ${slowest.name}`, slowest.cpu, slowest.reading.spans.length],
  ].map((row) => row.map((cell) => (typeof cell === "number" ? Math.round(cell) : cell))),
);
const longest = Math.max(slowest.cpu, ...hostile.map(({ cpu }) => cpu));
const goals = [
  [`${EVENTS} events in ${MAX_CPU_MS} ms CPU: ${figure(large.cpu)}`, large.cpu <= MAX_CPU_MS],
  [`at most ${MAX_MEGABYTES} MB: ${figure(peak)}`, peak <= MAX_MEGABYTES],
  [`none over ${MAX_EACH_MS} ms: ${figure(longest)}`, longest <= MAX_EACH_MS],
  [`${files.length} files without an error`, true], // else this would have ended
] as const;
for (const [goal, isMet] of goals) console.log(`Goal: ${goal}: ${isMet ? "met" : "NOT met"}.`);
process.exitCode = goals.every(([, isMet]) => isMet) ? 0 : 1;

function timed(work: () => BusyReading): { reading: BusyReading; cpu: number } {
  const before = process.cpuUsage();
  const reading = work();
  const { user, system } = process.cpuUsage(before);
  return { reading, cpu: (user + system) / 1000 };
}

function read(calendar: string, from: number, until: number): BusyReading {
  const options = { ownerZone: "Europe/Berlin", ownAddresses: [], allDayCounts: true, isOwn: () => false };
  return readBusy(calendar, { from, until, ...options });
}

/** Two years around the time that the file is about. */
function readFile(path: string): BusyReading {
  const calendar = readFileSync(path, "utf8");
  const years = [...calendar.matchAll(/^DTSTART[^:]*:(\d{4})/gm)].map(([, year]) => Number(year)).sort();
  const middle = Date.UTC(years[years.length >> 1] ?? 2026, 6, 1);
  return read(calendar, middle - 365 * DAY, middle + 365 * DAY);
}

/** Ten years of somebody's: a third repeats, half is in one of four zones, and each is described at some length. */
function largeCalendar(): string {
  const random = seededRandom(6);
  const zones = ["Europe/Berlin", "America/New_York", "W. Europe Standard Time", "Asia/Kolkata"];
  const rules = ["FREQ=WEEKLY", "FREQ=DAILY;COUNT=40", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE", "FREQ=MONTHLY;BYDAY=2TU"];
  const events = Array.from({ length: EVENTS }, (_, at) => {
    const start = new Date(NOW - random.whole(3650) * DAY + random.whole(96) * 900_000);
    const wall = start.toISOString().slice(0, 19).replace(/[-:]/g, "");
    const zoned = random.whole(2) === 0 ? `;TZID=${random.pick(zones)}:${wall}` : `:${wall}Z`;
    const until = new Date(start.getTime() + random.whole(700) * DAY).toISOString().slice(0, 10).replaceAll("-", "");
    const rule = random.pick(rules);
    const repeats = at % 3 === 0 ? `RRULE:${rule}${rule.includes("COUNT") ? "" : `;UNTIL=${until}T000000Z`}\r\n` : "";
    return `BEGIN:VEVENT\r\nUID:${at}@example.org\r\nDTSTART${zoned}\r\nDURATION:PT45M\r\n${repeats}SUMMARY:Meeting ${at}\r\nDESCRIPTION:${"What it is about. ".repeat(25)}\r\nEND:VEVENT\r\n`;
  });
  return `BEGIN:VCALENDAR\r\n${events.join("")}END:VCALENDAR\r\n`;
}

function hostileCalendars(): Record<string, () => string> {
  const one = (lines: string) =>
    `BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\n${lines}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n`;
  const since1970 = "DTSTART:19700101T000000Z\r\nDURATION:PT1M\r\n";
  return {
    "every second since 1970": () => one(`${since1970}RRULE:FREQ=SECONDLY`),
    "every hour since 1970, counted": () => one(`${since1970}RRULE:FREQ=HOURLY;COUNT=99999999`),
    "the 30th of February": () => one(`${since1970}RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30`),
    "every minute of every hour of every day by lists": () =>
      one(`${since1970}RRULE:FREQ=DAILY;BYHOUR=${list(24)};BYMINUTE=${list(60)};BYSECOND=${list(60)}`),
    "a line of 5 MB": () => one(`SUMMARY:${"x".repeat(5_000_000)}`),
    "a million folds": () => one(`RDATE:20260101T000000Z${"\r\n ".repeat(1_000_000)}`),
    "200,000 times in one event": () =>
      one(`${since1970}RDATE:${Array.from({ length: 200_000 }, () => "20260101T000000Z").join(",")}`),
    "a thousand zones of its own": () =>
      `BEGIN:VCALENDAR\r\n${Array.from({ length: 1000 }, (_, at) => `BEGIN:VTIMEZONE\r\nTZID:Z${at}\r\nBEGIN:STANDARD\r\nDTSTART:16010101T000000\r\nRRULE:FREQ=YEARLY;BYMONTH=${1 + (at % 12)};BYDAY=1SU\r\nTZOFFSETFROM:+0${at % 10}00\r\nTZOFFSETTO:+0${at % 9}30\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\nBEGIN:VEVENT\r\nUID:${at}\r\nDTSTART;TZID=Z${at}:20261201T100000\r\nDURATION:PT1H\r\nEND:VEVENT\r\n`).join("")}END:VCALENDAR\r\n`,
    "50,000 changes of one series": () =>
      `BEGIN:VCALENDAR\r\n${Array.from({ length: 50_000 }, (_, at) => `BEGIN:VEVENT\r\nUID:1\r\nRECURRENCE-ID:20261201T10${String(at % 60).padStart(2, "0")}${String(((at / 60) % 60) | 0).padStart(2, "0")}Z\r\nDTSTART:20261201T100000Z\r\nDURATION:PT1H\r\nEND:VEVENT\r\n`).join("")}END:VCALENDAR\r\n`,
    "opened and never closed": () => "BEGIN:VEVENT\r\nBEGIN:VALARM\r\n".repeat(200_000),
  };
}

function list(length: number): string {
  return Array.from({ length }, (_, at) => at).join(",");
}
