import { randomBytes, randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { describeEachEngine } from "../database/testing/describe-each-engine.ts";
import { answer, inTwoCalendars, uidOf } from "../invitation/testing/in-two-calendars.ts";
import { makeTopicToken } from "../mail-in/topic-addresses.ts";
import { tellBefore } from "./tell-before.ts";
import { createUnsubscribeLinks } from "./unsubscribe-link.ts";

const DAY_BEFORE = "2026-12-01T08:00:00.000Z"; // nine o'clock in Berlin, of a Tuesday
const HOUR_BEFORE = "2026-12-02T08:00:00.000Z";

describeEachEngine("a 1:1 that a calendar has answered", (engine) => {
  const { invited, shared } = inTwoCalendars(engine);

  async function open() {
    const { db } = shared();
    for (const table of ["mail_outbox", "notice_setting", "notice_sent"] as const) await db.deleteFrom(table).execute();
    const world = await invited();
    const both = { mail: true, push: false };
    for (const who of [world.ana, world.ben])
      await who.put("/api/me/notices", {
        ...{ digest: both, reminder: both, withTitles: false, timeZone: "Europe/Berlin" },
        ...{ weekAhead: { mail: false, push: false }, isAllOff: false, quiet: { from: 18, until: 8 } },
      });
    const ports = {
      ...{ newId: randomUUID, newToken: () => makeTopicToken(randomBytes), serviceAddress: null },
      ...{ links: createUnsubscribeLinks("s".repeat(32)), push: async () => {} },
      linkOf: (path: string) => `https://candor.example.org${path}`,
    };
    let minute = 0;
    const says = async (partStat: string, ...more: string[]) => {
      world.app.passMinutes(1);
      const stamp = `DTSTAMP:20261124T09${String(++minute).padStart(2, "0")}00Z`;
      const lines = answer(
        ...(["REPLY", `UID:${uidOf(world)}`, ...more] as const),
        `ATTENDEE;PARTSTAT=${partStat}:mailto:${world.bens}`,
      );
      await world.receive(
        world.bens,
        lines.map((each) => each.replace(/^DTSTAMP:.*/, stamp)),
      );
    };
    /** @returns who was told by it. */
    const look = async (at: string) => {
      await db.deleteFrom("mail_outbox").execute();
      await tellBefore({ db, engine: engine.engine }, ports, new Date(at));
      const rows = await db.selectFrom("mail_outbox").select("to_address").execute();
      return rows.map(({ to_address }) => to_address).toSorted();
    };
    return { ...world, says, look, two: [world.anas, world.bens].toSorted() };
  }

  const ONE = "RECURRENCE-ID:20261202T090000Z";

  test("is told of before where nobody declined it", async () => {
    const { says, look, two } = await open();
    await says("ACCEPTED", "SEQUENCE:0");
    await says("TENTATIVE", "SEQUENCE:0", ONE);
    expect(await look(DAY_BEFORE)).toEqual(two);
    expect(await look(HOUR_BEFORE)).toEqual(two);
  });

  test.each([
    ["it alone", [ONE]],
    ["its series", []],
  ])("is told of to neither of the two where one declined %s", async (_what, more) => {
    const { says, look } = await open();
    await says("ACCEPTED", "SEQUENCE:0");
    await says("DECLINED", "SEQUENCE:0", ...more);
    expect([await look(DAY_BEFORE), await look(HOUR_BEFORE)]).toEqual([[], []]);
  });

  test("that was declined is told of to nobody, though one before it was never ended", async () => {
    const { says, look, pair } = await open();
    const { db } = shared();
    const rows = db.selectFrom("meeting").selectAll().where("page", "=", pair.id);
    const meeting = await rows.executeTakeFirstOrThrow();
    const series = JSON.stringify({ ...JSON.parse(meeting.series ?? "{}"), slot: "2026-11-25T10:00" });
    await db
      .insertInto("meeting")
      .values({ ...meeting, id: "m0", start: "2026-11-25T10:00", series })
      .execute();
    await says("DECLINED", "SEQUENCE:0", ONE);
    expect([await look(DAY_BEFORE), await look(HOUR_BEFORE)]).toEqual([[], []]);
  });

  test("is told of where the answer was to another meeting, was taken back, or was to a time that it has no more", async () => {
    const { says, look, plan, tell, two } = await open();
    await says("DECLINED", "SEQUENCE:0", "RECURRENCE-ID:20261209T090000Z");
    expect(await look(DAY_BEFORE)).toEqual(two);
    await says("DECLINED", "SEQUENCE:0", ONE);
    expect(await look(HOUR_BEFORE)).toEqual([]);
    await says("ACCEPTED", "SEQUENCE:0", ONE);
    expect(await look(HOUR_BEFORE)).toEqual(two);
    await says("DECLINED", "SEQUENCE:0", ONE);
    await plan("2026-12-02T10:00", "2026-12-03T15:00");
    await tell();
    expect(await look("2026-12-02T08:05:00.000Z")).toEqual(two);
  });
});
