import { judgeInvitations, NOTHING_SENT, type SentInvitations } from "@candor/core/invitation/judge-invitations.ts";
import { momentOf, type Schedule, slotAt } from "@candor/core/invitation/schedule.ts";
import fc from "fast-check";
import { expect, test } from "vitest";
import { readBusy } from "../ics/read-busy.ts";
import { invitationOf } from "./invitation-of.ts";
import { describeInZones } from "./testing/in-zones.ts";
import { writeInvitation } from "./write-invitation.ts";

const HOUR = 3_600_000;
const ZONES = ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca", "UTC"] as const;

/** What a calendar holds of all that it was told, whole: it keeps what came last of each thing, as its number says. */
function calendarOf(texts: readonly string[]): string {
  const kept = new Map<string, { sequence: number; text: string }>();
  for (const text of texts) {
    const flat = text.replaceAll("\r\n ", "");
    const event = flat.slice(flat.indexOf("BEGIN:VEVENT"));
    const value = (name: string) => new RegExp(`^${name}[^:\r]*:(.*)\r$`, "m").exec(event)?.[1] ?? "";
    const key = `${value("UID")} ${value("RECURRENCE-ID")}`;
    const sequence = Number(value("SEQUENCE"));
    if ((kept.get(key)?.sequence ?? -1) < sequence) kept.set(key, { sequence, text });
  }
  return [...kept.values()].map(({ text }) => text).join("");
}

const walks = fc.record({
  zone: fc.constantFrom(...ZONES),
  hour: fc.integer({ min: 7, max: 18 }),
  steps: fc.array(
    fc.record({ wait: fc.integer({ min: 0, max: 200 }), move: fc.option(fc.integer({ min: 1, max: 150 })) }),
    { minLength: 1, maxLength: 12 },
  ),
  order: fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })),
});

describeInZones("a calendar that reads what it is told", () => {
  test("has each planned meeting where it is, in any order of the mails, over every change of clocks", () => {
    fc.assert(
      fc.property(walks, ({ zone, hour, steps, order }) => {
        let sent: SentInvitations = NOTHING_SENT;
        let now = Date.parse("2027-03-01T00:00:00Z");
        const rhythm = { timeZone: zone, minutes: 30, everyWeeks: 1 };
        let slot = `2027-03-03T${String(hour).padStart(2, "0")}:00`;
        const texts: string[] = [];
        for (const { wait, move } of steps) {
          now += wait * HOUR;
          while (momentOf({ ...rhythm, start: slot }) <= now) slot = slotAt({ ...rhythm, start: slot }, 1);
          const start =
            move === null
              ? slot
              : Temporal.Instant.fromEpochMilliseconds(now + move * HOUR)
                  .toZonedDateTimeISO(zone)
                  .toPlainDateTime()
                  .round("hour")
                  .toString()
                  .slice(0, 16);
          const schedule: Schedule = {
            ...{ rhythm, settled: [] },
            planned: [{ id: slot, slot, place: { start, timeZone: zone, minutes: 30 } }],
          };
          const judged = judgeInvitations({
            ...{ sent, schedule, now: Temporal.Instant.fromEpochMilliseconds(now) },
            uidOf: (name) => `${name}.p@meeting.candor`,
          });
          sent = judged.sent;
          texts.push(
            ...judged.messages.map((message) =>
              writeInvitation({
                ...{ organizer: { name: "A", address: "m@example.org" }, attendees: [], asks: true, summary: "1:1" },
                ...{ link: "https://a.example", ...invitationOf(message) },
              }),
            ),
          );
          const shuffled = texts
            .map((text) => ({ text, at: order.next().value ?? 0 }))
            .sort((one, other) => one.at - other.at)
            .map(({ text }) => text);
          const time = momentOf({ start, timeZone: zone });
          const window = { from: now, until: Math.max(time, momentOf({ ...rhythm, start: slot })) + 60_000 };
          const { spans } = readBusy(calendarOf(shuffled), {
            ...{ ...window, ownerZone: "UTC", ownAddresses: [], allDayCounts: true, isOwn: () => false },
          });
          // a meeting under way began before
          const begun = spans.map(({ from }) => from).filter((from) => from > now);
          expect(begun).toEqual(time > now ? [time] : []);
        }
      }),
      { seed: 20, numRuns: 150 },
    );
  });
});
