import { isMeetingUid } from "@candor/core/calendar/meeting-uid.ts";
import { describe, expect, test } from "vitest";
import type { AccountEvent } from "../account/calendar-account.ts";
import type { ReadBusyOptions } from "../ics/read-busy.ts";
import { basic, CYRUS_IMAPD, missing, RADICALE, XANDIKOS } from "./testing/dav-servers.ts";
import { openDavWorld } from "./testing/open-dav-world.ts";

const DAY = 86_400_000;
const FROM = Date.parse("2026-03-02T00:00:00Z");
const options: ReadBusyOptions = {
  ...{ from: FROM, until: FROM + 56 * DAY, ownerZone: "Europe/Berlin", ownAddresses: [], allDayCounts: true },
  isOwn: isMeetingUid,
};
const planted = { start: "2026-03-04T09:00", minutes: 60, summary: "Canary" };

for (const kind of [RADICALE, XANDIKOS, CYRUS_IMAPD]) {
  const sentence = missing(kind);
  describe.skipIf(sentence !== null)(`${kind.name}${sentence === null ? "" : ` (${sentence})`}`, () => {
    test("is asked for what changed and for nothing else, and once a day for everything", async () => {
      const world = await openDavWorld(kind);
      try {
        const [calendar] = (await ok(world.account.listCalendars())).filter(({ canWrite }) => canWrite);
        const id = calendar?.id ?? "";
        const { pathname } = new URL(id);
        for (const uid of ["a", "b", "c"]) await world.plant(id, { uid, ...planted });
        const first = await ok(world.account.readBusy(id, options, null));
        await world.plant(id, { uid: "b", ...planted, start: "2026-03-05T09:00" });
        world.proxy.asked.length = 0;
        const second = await ok(world.account.readBusy(id, options, first.memory));
        expect(second.how).toBe("changes");
        expect(world.proxy.asked).toEqual([`REPORT ${pathname}`, `REPORT ${pathname}`]);
        world.proxy.asked.length = 0;
        const third = await ok(world.account.readBusy(id, options, second.memory));
        expect([third.how, world.proxy.asked]).toEqual(["unchanged", [`REPORT ${pathname}`]]);
        world.proxy.asked.length = 0;
        const tomorrow = { ...options, from: options.from + DAY, until: options.until + DAY };
        const fourth = await ok(world.account.readBusy(id, tomorrow, third.memory));
        expect([fourth.how, world.proxy.asked]).toEqual([
          "unchanged",
          [`PROPFIND ${pathname}`, `PROPFIND ${pathname}`],
        ]);
        expect(fourth.spans).toEqual(third.spans);
      } finally {
        await world.close();
      }
    });
  });
}

const cyrusSentence = missing(CYRUS_IMAPD);
test.skipIf(cyrusSentence !== null)(
  `a server that invites people by itself invites nobody to what we put there${cyrusSentence === null ? "" : ` (${cyrusSentence})`}`,
  async () => {
    const world = await openDavWorld(CYRUS_IMAPD);
    try {
      const [calendar] = (await ok(world.account.listCalendars())).filter(({ canWrite }) => canWrite);
      const id = calendar?.id ?? "";
      const event: AccountEvent = {
        ...{ uid: "m1.p1@meeting.candor", sequence: 0, changedAt: new Date(FROM), start: "2037-03-04T09:00" },
        ...{ timeZone: "Europe/Berlin", minutes: 30, summary: "1:1", description: "", rule: null, excluded: [] },
        overrides: [],
        people: {
          organizer: { name: "Ana", address: "ana@example.org" },
          attendees: [
            { name: "Ana", address: "ana@example.org", partStat: "ACCEPTED" },
            { name: 'Ben "B" ^', address: "ben@example.org", partStat: "NEEDS-ACTION" },
          ],
        },
      };
      const base = id.slice(0, id.indexOf("/dav/"));
      const ofBen = async () => {
        const headers = { authorization: basic("ben"), depth: "1" };
        const texts = ["Default", "Inbox"].map(async (name) =>
          (await fetch(`${base}/dav/calendars/user/ben/${name}/`, { method: "PROPFIND", headers })).text(),
        );
        return (await Promise.all(texts)).join("").match(/[^/<>]+\.ics/g) ?? [];
      };
      const put = await ok(world.account.putEvent(id, event, null));
      expect(put.type).toBe("done");
      expect(await ofBen()).toEqual([]);
      if (put.type !== "done" || put.place === null) throw new Error("it was not put");
      const moved = { ...event, sequence: 1, start: "2037-03-05T09:00" };
      const again = await ok(world.account.putEvent(id, moved, put.place));
      if (again.type !== "done" || again.place === null) throw new Error("it was not moved");
      await ok(world.account.deleteEvent(id, event.uid, again.place));
      expect(await ofBen()).toEqual([]);
      // And it would have invited him, had it not been told: otherwise this test would see nothing.
      const plain = `BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:plain\r\nDTSTAMP:20260301T000000Z\r\nDTSTART:20370306T090000Z\r\nDURATION:PT1H\r\nSUMMARY:x\r\nORGANIZER:mailto:ana@example.org\r\nATTENDEE:mailto:ana@example.org\r\nATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:ben@example.org\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n`;
      await fetch(new URL("plain.ics", id), {
        ...{ method: "PUT", body: plain },
        headers: { authorization: basic("ana"), "content-type": "text/calendar" },
      });
      expect((await ofBen()).length).toBeGreaterThan(0);
    } finally {
      await world.close();
    }
  },
);

async function ok<Value>(
  asked: Promise<{ type: "ok"; value: Value } | { type: "failed"; fault: unknown }>,
): Promise<Value> {
  const answer = await asked;
  if (answer.type === "failed") throw new Error(`the account failed: ${JSON.stringify(answer.fault)}`);
  return answer.value;
}
