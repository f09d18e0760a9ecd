import { expect, test } from "vitest";
import { describeEachEngine } from "../database/testing/describe-each-engine.ts";
import { answer, inTwoCalendars, personOf, uidOf } from "./testing/in-two-calendars.ts";

describeEachEngine("another time that is asked for by mail", (engine) => {
  const { invited, shared } = inTwoCalendars(engine);

  test("is asked for at another time by mail, and that the time stays is told to who asked alone", async () => {
    const world = await invited();
    const { ana, bens, receive } = world;
    await receive(
      bens,
      answer(
        ...(["COUNTER", `UID:${uidOf(world)}`, "SEQUENCE:0", "RECURRENCE-ID:20261202T090000Z"] as const),
        ...["DTSTART:20261202T130000Z", "DTEND:20261202T133000Z", `ATTENDEE;PARTSTAT=TENTATIVE:mailto:${bens}`],
      ),
    );
    const person = personOf(await world.stateFor(ana), "b");
    expect(person?.answer).toMatchObject({
      ...{ answer: "counter", slot: "2026-12-02T10:00" },
      ...{ proposed: { start: "2026-12-02T14:00", timeZone: "Europe/Berlin", minutes: 30 }, scope: "next" },
    });
    const settled = { member: "b", uid: uidOf(world), slot: "2026-12-02T10:00", taken: false };
    expect((await ana.post(`${world.path}/settled`, settled)).status).toBe(200);
    expect((await ana.post(`${world.path}/settled`, settled)).status).toBe(200);
    await world.deliver();
    const told = world.mail.mails.slice(2);
    expect(told.map(({ to, calendar }) => [to, calendar?.method])).toEqual([[bens, "DECLINECOUNTER"]]);
    expect(personOf(await world.stateFor(ana), "b")?.answer?.proposed).toBeNull();
  });

  test("asked for at another time than a later meeting has is told so, and not as of the next one", async () => {
    const world = await invited();
    const { ana, bens, receive } = world;
    const counter = (slot: string, from: string, until: string) =>
      answer(
        ...(["COUNTER", `UID:${uidOf(world)}`, "SEQUENCE:0", `RECURRENCE-ID:${slot}`] as const),
        ...[`DTSTART:${from}`, `DTEND:${until}`, `ATTENDEE;PARTSTAT=TENTATIVE:mailto:${bens}`],
      );
    await receive(bens, counter("20261216T090000Z", "20261216T130000Z", "20261216T133000Z"));
    expect(personOf(await world.stateFor(ana), "b")?.answer).toMatchObject({
      ...{ answer: "counter", slot: "2026-12-16T10:00", scope: "later" },
    });
  });

  test("asked for at another time from now on shows what is said to the next meeting beside it", async () => {
    const world = await invited();
    const { ana, bens, receive } = world;
    await receive(
      bens,
      answer(
        ...(["COUNTER", `UID:${uidOf(world)}`, "SEQUENCE:0", "DTSTART:20261202T130000Z"] as const),
        ...["DTEND:20261202T133000Z", `ATTENDEE;PARTSTAT=TENTATIVE:mailto:${bens}`],
      ),
    );
    expect(personOf(await world.stateFor(ana), "b")).toMatchObject({ answer: { scope: "series" }, besides: null });
    const accept = answer(
      ...(["REPLY", `UID:${uidOf(world)}`, "SEQUENCE:0", "RECURRENCE-ID:20261202T090000Z"] as const),
      ...["COMMENT:This once", `ATTENDEE;PARTSTAT=ACCEPTED:mailto:${bens}`],
    );
    await receive(
      bens,
      accept.map((each) => each.replace("T100000Z", "T110000Z")),
    );
    expect(personOf(await world.stateFor(ana), "b")).toMatchObject({
      answer: { answer: "counter", scope: "series", proposed: { start: "2026-12-02T14:00" } },
      besides: { answer: "accepted", words: "This once" },
    });
  });

  test("asked for at a time that has passed, or before its own was changed, is not asked for any more", async () => {
    const world = await invited();
    const { ana, bens, receive } = world;
    const counter = (from: string, until: string, sequence = 0) =>
      answer(
        ...(["COUNTER", `UID:${uidOf(world)}`, `SEQUENCE:${sequence}`, "RECURRENCE-ID:20261202T090000Z"] as const),
        ...[`DTSTART:${from}`, `DTEND:${until}`, `ATTENDEE;PARTSTAT=TENTATIVE:mailto:${bens}`],
      );
    await receive(bens, counter("20200101T130000Z", "20200101T133000Z"));
    expect(personOf(await world.stateFor(ana), "b")?.answer?.proposed ?? null).toBeNull();
    await receive(bens, counter("20261202T130000Z", "20261202T133000Z"));
    expect(personOf(await world.stateFor(ana), "b")?.answer?.scope).toBe("next");
    await world.plan("2026-12-02T10:00", "2026-12-03T15:00");
    await world.tell();
    expect(personOf(await world.stateFor(ana), "b")?.answer).toBeNull();
  });

  test("answered while calendars are told of something else takes nothing of that back", async () => {
    const world = await invited();
    const { ana, bens, receive } = world;
    await receive(
      bens,
      answer(
        ...(["COUNTER", `UID:${uidOf(world)}`, "SEQUENCE:0", "RECURRENCE-ID:20261202T090000Z"] as const),
        ...["DTSTART:20261202T130000Z", "DTEND:20261202T133000Z", `ATTENDEE;PARTSTAT=TENTATIVE:mailto:${bens}`],
      ),
    );
    const { db } = shared();
    const sentOf = async () => {
      const rows = db.selectFrom("series_invitation").select("sent").where("pair_id", "=", world.pair.id);
      return JSON.parse((await rows.executeTakeFirstOrThrow()).sent) as { generation: number; stamp: number };
    };
    const before = await sentOf();
    const settled = { member: "b", uid: uidOf(world), slot: "2026-12-02T10:00", taken: false };
    const asked: Promise<unknown>[] = [];
    await db.transaction().execute(async (tx) => {
      const sent = JSON.stringify({ ...before, generation: 7 });
      await tx.updateTable("series_invitation").set({ sent }).where("pair_id", "=", world.pair.id).execute();
      asked.push(ana.post(`${world.path}/settled`, settled));
      // Only where many can be at it at once has the other come as far as it can by now.
      if (engine.engine === "postgres") for (let look = 0; look < 20; look += 1) await sentOf();
    });
    await Promise.all(asked);
    expect(await sentOf()).toMatchObject({ generation: 7, stamp: before.stamp + 1000 });
  });
});
