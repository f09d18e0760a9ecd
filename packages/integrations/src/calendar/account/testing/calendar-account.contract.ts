import { isMeetingUid, meetingUid } from "@candor/core/calendar/meeting-uid.ts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ReadBusyOptions } from "../../ics/read-busy.ts";
import type { AccountAnswer, AccountCalendar, AccountEvent, CalendarAccount } from "../calendar-account.ts";

/** What an adapter's test brings: a service that really answers, and means to do what its owner does there. */
export type AccountWorld = {
  account: CalendarAccount;
  /** the same account, with a password or permission that was taken back */
  revoked: CalendarAccount;
  /** Makes an event as its owner would, at the service itself, or changes it. */
  plant(calendarId: string, event: PlantedEvent): Promise<void>;
  /** Takes it away there. */
  uproot(calendarId: string, uid: string): Promise<void>;
  /** What stands in the calendar there, by UID; titles included. */
  look(calendarId: string): Promise<Map<string, string>>;
  /** From now on the service answers so, and nothing else; null: as always. */
  disturb(trouble: { status: number; retryAfter?: string } | "silent" | null): void;
  close(): Promise<void>;
};

export type PlantedEvent = {
  uid: string;
  /** wall clock in Europe/Berlin, YYYY-MM-DDTHH:MM */
  start: string;
  minutes: number;
  summary: string;
  rule?: string;
  transparent?: boolean;
};

const ZONE = "Europe/Berlin";
const FROM = Date.parse("2026-03-02T00:00:00Z");
const UNTIL = Date.parse("2026-04-27T00:00:00Z");

const options: ReadBusyOptions = {
  ...{ from: FROM, until: UNTIL, ownerZone: ZONE, ownAddresses: [], allDayCounts: true, isOwn: isMeetingUid },
};
const everything: ReadBusyOptions = { ...options, isOwn: () => false };

/** The one contract of all calendar accounts. Each test works in the first calendar that can be written to. */
export function describeCalendarAccount(name: string, open: () => Promise<AccountWorld>): void {
  describe(`an account with ${name}`, () => {
    let world: AccountWorld;
    let calendar: AccountCalendar;
    let count = 0;
    const newUid = () => meetingUid(`pair-${name.toLowerCase().replace(/\W/g, "")}`, `meeting-${++count}`);

    beforeAll(async () => {
      world = await open();
      const calendars = await ok(world.account.listCalendars());
      const writable = calendars.find(({ canWrite }) => canWrite);
      if (writable === undefined) throw new Error("there is no calendar to write to");
      calendar = writable;
    });
    afterAll(() => world?.close());

    const event = (also: Partial<AccountEvent> = {}): AccountEvent => ({
      ...{ uid: newUid(), sequence: 0, changedAt: new Date("2026-03-01T12:00:00Z"), start: "2026-03-03T10:00" },
      ...{ timeZone: ZONE, minutes: 30, summary: "1:1", description: "", rule: null, excluded: [], overrides: [] },
      ...{ people: null, ...also },
    });
    const times = async (how: ReadBusyOptions = options) =>
      (await ok(world.account.readBusy(calendar.id, how, null))).spans.map(
        ({ from, until, type }) => `${new Date(from).toISOString().slice(5, 16)} ${(until - from) / 60_000} ${type}`,
      );
    /** Empties the calendar, so that each test begins alike. */
    const empty = async () => {
      for (const uid of (await world.look(calendar.id)).keys()) await world.uproot(calendar.id, uid);
    };

    test("lists its calendars by name, one of them the main one at most", async () => {
      const calendars = await ok(world.account.listCalendars());
      expect(calendars.every((each) => each.id !== "" && each.name.trim() !== "")).toBe(true);
      expect(new Set(calendars.map(({ id }) => id)).size).toBe(calendars.length);
      expect(calendars.filter(({ isMain }) => isMain).length).toBeLessThanOrEqual(1);
    });

    test("tells when its owner is taken, weekly over a change of clocks too, and never what by", async () => {
      await empty();
      await world.plant(calendar.id, { uid: "a1", start: "2026-03-04T09:00", minutes: 60, summary: "Canary alone" });
      await world.plant(calendar.id, {
        ...{ uid: "a2", start: "2026-03-12T14:00", minutes: 30, summary: "Canary weekly" },
        rule: "FREQ=WEEKLY;COUNT=4",
      });
      await world.plant(calendar.id, {
        ...{ uid: "a3", start: "2026-03-05T09:00", minutes: 60, summary: "Canary free", transparent: true },
      });
      const update = await ok(world.account.readBusy(calendar.id, options, null));
      expect(update.how).toBe("full");
      expect(JSON.stringify(update)).not.toContain("Canary");
      expect(await times()).toEqual([
        "03-04T08:00 60 busy",
        "03-12T13:00 30 busy",
        "03-19T13:00 30 busy",
        "03-26T13:00 30 busy",
        "04-02T12:00 30 busy",
      ]);
    });

    test("is read again by what changed, and the answer is that of a reading of all", async () => {
      await empty();
      await world.plant(calendar.id, { uid: "b1", start: "2026-03-04T09:00", minutes: 60, summary: "One" });
      await world.plant(calendar.id, { uid: "b2", start: "2026-03-06T09:00", minutes: 60, summary: "Two" });
      let { memory, spans } = await ok(world.account.readBusy(calendar.id, options, null));
      const again = await ok(world.account.readBusy(calendar.id, options, memory));
      expect(again.spans).toEqual(spans);
      expect(again.how).not.toBe("full");
      await world.plant(calendar.id, { uid: "b3", start: "2026-03-09T09:00", minutes: 60, summary: "Three" });
      await world.plant(calendar.id, { uid: "b2", start: "2026-03-06T15:00", minutes: 60, summary: "Two, moved" });
      await world.uproot(calendar.id, "b1");
      ({ memory, spans } = await ok(world.account.readBusy(calendar.id, options, again.memory)));
      expect(spans.map(({ from }) => new Date(from).toISOString().slice(5, 16))).toEqual([
        "03-06T14:00",
        "03-09T08:00",
      ]);
      expect(await times()).toEqual(["03-06T14:00 60 busy", "03-09T08:00 60 busy"]);
      expect(JSON.stringify(memory)).not.toMatch(/moved|Three/);
    });

    test("is read in full where it was read by a memory that nobody understands", async () => {
      await empty();
      await world.plant(calendar.id, { uid: "c1", start: "2026-03-04T09:00", minutes: 60, summary: "One" });
      for (const memory of ["", "nonsense", "{}", '{"version":1,"token":"https://example.org/none"}']) {
        const update = await ok(world.account.readBusy(calendar.id, options, memory));
        expect([memory, update.spans.length]).toEqual([memory, 1]);
      }
    });

    test("looks as far as it is asked to, with the memory of a reading that looked less far", async () => {
      await empty();
      await world.plant(calendar.id, { uid: "d1", start: "2026-04-20T09:00", minutes: 60, summary: "Late" });
      const short = { ...options, until: Date.parse("2026-03-15T00:00:00Z") };
      const first = await ok(world.account.readBusy(calendar.id, short, null));
      expect(first.spans).toEqual([]);
      const later = await ok(world.account.readBusy(calendar.id, options, first.memory));
      expect(later.spans.length).toBe(1);
    });

    test("holds what was put there, which does not stand in its own way", async () => {
      await empty();
      const ours = event();
      const { place } = done(await ok(world.account.putEvent(calendar.id, ours, null)));
      expect(place?.id).toBeTruthy();
      expect(await times()).toEqual([]);
      expect(await times(everything)).toEqual(["03-03T09:00 30 busy"]);
      expect(await ok(world.account.findEvent(calendar.id, ours.uid))).toEqual(place);
      expect(await ok(world.account.findEvent(calendar.id, newUid()))).toBeNull();
    });

    test("holds an event once, though it is put anew by somebody who did not note that it was", async () => {
      await empty();
      const ours = event();
      const { place } = done(await ok(world.account.putEvent(calendar.id, ours, null)));
      const again = await ok(world.account.putEvent(calendar.id, ours, null));
      expect(again).toEqual({ type: "conflict", current: place });
      const moved = { ...ours, sequence: 1, start: "2026-03-03T16:00" };
      const found = await ok(world.account.findEvent(calendar.id, ours.uid));
      done(await ok(world.account.putEvent(calendar.id, moved, found)));
      expect(await times(everything)).toEqual(["03-03T15:00 30 busy"]);
      expect((await world.look(calendar.id)).size).toBe(1);
    });

    test("leaves alone what was changed there meanwhile, and says so", async () => {
      await empty();
      const ours = event();
      const { place } = done(await ok(world.account.putEvent(calendar.id, ours, null)));
      const newer = done(await ok(world.account.putEvent(calendar.id, { ...ours, sequence: 1, minutes: 45 }, place)));
      const stale = await ok(world.account.putEvent(calendar.id, { ...ours, sequence: 2, minutes: 60 }, place));
      expect(stale).toEqual({ type: "conflict", current: newer.place });
      if (place === null) throw new Error("it has no place");
      expect(await ok(world.account.deleteEvent(calendar.id, ours.uid, place))).toEqual(stale);
      expect(await times(everything)).toEqual(["03-03T09:00 45 busy"]);
    });

    test("says of an event that its owner took away that there is none, and puts it back only when asked to", async () => {
      await empty();
      const ours = event();
      const { place } = done(await ok(world.account.putEvent(calendar.id, ours, null)));
      await world.uproot(calendar.id, ours.uid);
      const moved = { ...ours, sequence: 1, start: "2026-03-03T16:00" };
      expect(await ok(world.account.putEvent(calendar.id, moved, place))).toEqual({ type: "conflict", current: null });
      expect(await times(everything)).toEqual([]);
      done(await ok(world.account.putEvent(calendar.id, moved, null)));
      expect(await times(everything)).toEqual(["03-03T15:00 30 busy"]);
    });

    test("holds a series, with an occurrence that is left out and one that is moved, over a change of clocks", async () => {
      await empty();
      const series = event({
        ...{ start: "2026-03-16T10:00", rule: "FREQ=WEEKLY;UNTIL=20260413T080000Z", excluded: ["2026-03-23T10:00"] },
        overrides: [
          { recurrenceStart: "2026-03-30T10:00", start: "2026-03-31T11:00", minutes: 60, summary: "1:1, moved" },
        ],
      });
      const { place } = done(await ok(world.account.putEvent(calendar.id, series, null)));
      expect(await times(everything)).toEqual([
        ...["03-16T09:00 30 busy", "03-31T09:00 60 busy", "04-06T08:00 30 busy", "04-13T08:00 30 busy"],
      ]);
      done(
        await ok(
          world.account.putEvent(
            calendar.id,
            { ...series, sequence: 1, excluded: [...series.excluded, "2026-04-06T10:00"] },
            place,
          ),
        ),
      );
      expect(await times(everything)).toEqual([
        ...["03-16T09:00 30 busy", "03-31T09:00 60 busy", "04-13T08:00 30 busy"],
      ]);
    });

    test("no longer holds what was taken away, and taking it away twice is no fault", async () => {
      await empty();
      const ours = event();
      const { place } = done(await ok(world.account.putEvent(calendar.id, ours, null)));
      if (place === null) throw new Error("it has no place");
      for (let times = 0; times < 2; times++)
        expect(await ok(world.account.deleteEvent(calendar.id, ours.uid, place))).toEqual({
          type: "done",
          place: null,
        });
      expect(await times(everything)).toEqual([]);
    });

    test("keeps what people write as they wrote it, and lets none of it be more than text", async () => {
      await empty();
      const summary = `Žoë; ☕, "x" \\ y ${"ü".repeat(60)}\r\nATTENDEE:mailto:eve@example.org`;
      const ours = event({ summary, description: "One line\nand another; with, signs\\" });
      done(await ok(world.account.putEvent(calendar.id, ours, null)));
      expect(await times(everything)).toEqual(["03-03T09:00 30 busy"]);
      const stands = [...(await world.look(calendar.id)).values()].join("\n").replace(/\r?\n[ \t]/g, "");
      expect(stands).toContain("Žoë");
      expect(stands).not.toMatch(/^ATTENDEE:mailto:eve/m);
    });

    test("says so where its owner took the permission back, whatever it is asked for", async () => {
      const ours = event();
      const place = { id: "any", etag: '"any"' };
      for (const answer of [
        await world.revoked.listCalendars(),
        await world.revoked.readBusy(calendar.id, options, null),
        await world.revoked.findEvent(calendar.id, ours.uid),
        await world.revoked.putEvent(calendar.id, ours, null),
        await world.revoked.deleteEvent(calendar.id, ours.uid, place),
      ])
        expect(answer).toEqual({ type: "failed", fault: { type: "unauthorised" } });
    });

    test("says so where there is no such calendar, and invents no free time", async () => {
      const none = calendar.id.replace(/[^/]+(?=\/?$)/, "no-such-calendar");
      expect(await world.account.readBusy(none, options, null)).toEqual({
        type: "failed",
        fault: { type: "not_found" },
      });
    });

    test("says when it asks for patience, and for how long", async () => {
      world.disturb({ status: 429, retryAfter: "120" });
      try {
        expect(await world.account.readBusy(calendar.id, options, null)).toEqual({
          type: "failed",
          fault: { type: "rate_limited", retryAfterMilliseconds: 120_000 },
        });
      } finally {
        world.disturb(null);
      }
    });

    test("is no calendar without events where it fails or does not answer", async () => {
      try {
        world.disturb({ status: 500 });
        expect(await world.account.readBusy(calendar.id, options, null)).toMatchObject({ type: "failed" });
        world.disturb("silent");
        for (const answer of [
          await world.account.readBusy(calendar.id, options, null),
          await world.account.putEvent(calendar.id, event(), null),
        ])
          expect(answer).toMatchObject({ type: "failed", fault: { type: "unreachable" } });
      } finally {
        world.disturb(null);
      }
    });
  });
}

async function ok<Value>(asked: Promise<AccountAnswer<Value>>): Promise<Value> {
  const answer = await asked;
  if (answer.type === "failed") throw new Error(`the account failed: ${JSON.stringify(answer.fault)}`);
  return answer.value;
}

function done<Outcome extends { type: string }>(outcome: Outcome): Extract<Outcome, { type: "done" }> {
  if (outcome.type !== "done") throw new Error(`it was not done: ${JSON.stringify(outcome)}`);
  return outcome as Extract<Outcome, { type: "done" }>;
}
