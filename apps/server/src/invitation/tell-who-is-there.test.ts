import { expect, test } from "vitest";
import { describeEachEngine } from "../database/testing/describe-each-engine.ts";
import { inTwoCalendars, line, personOf } from "./testing/in-two-calendars.ts";

describeEachEngine("a series and who is told of it", (engine) => {
  const { open, invited, shared } = inTwoCalendars(engine);

  test("reaches who has no address yet as soon as they have one, with what was moved meanwhile", async () => {
    const world = await open();
    await world.showAddress("a", world.anas);
    await world.plan("2026-12-02T10:00", "2026-12-03T15:00");
    await world.turn(world.ana, true);
    await world.tell();
    await world.deliver();
    expect(world.mail.mails.map(({ to }) => to)).toEqual([world.anas, world.anas]);
    expect(personOf(await world.stateFor(world.ana), "b")?.state).toBe("no_address");
    await world.showAddress("b", world.bens);
    await world.tell();
    await world.tell();
    await world.deliver();
    expect(world.mail.mails.slice(2).map(({ to, subject }) => [to, subject.split(":")[0]])).toEqual([
      [world.bens, "Invitation"],
      [world.bens, "Moved"],
    ]);
  });

  test("goes out of the calendar of who has another address, or no seat any more", async () => {
    const world = await invited();
    const other = `other.${world.bens}`;
    await world.showAddress("b", other);
    await world.tell();
    await world.tell();
    await world.deliver();
    const told = world.mail.mails.slice(2).map(({ to, calendar }) => [to, calendar?.method]);
    expect(told.sort()).toEqual([
      [world.bens, "CANCEL"],
      [other, "REQUEST"],
    ]);
    const cancel = world.mail.mails.find(({ calendar }) => calendar?.method === "CANCEL")?.calendar;
    expect(cancel?.text.replaceAll("\r\n ", "")).toContain(`mailto:${world.bens}`);
    await shared()
      .db.updateTable("pair_member")
      .set({ user_id: null })
      .where("pair_id", "=", world.pair.id)
      .where("member", "=", "b")
      .execute();
    await world.tell();
    await world.tell();
    await world.deliver();
    expect(world.mail.mails.slice(4).map(({ to, calendar }) => [to, calendar?.method])).toEqual([[other, "CANCEL"]]);
  });

  test("takes a meeting outside of it, too, out of the calendar of who has another address, or no seat any more", async () => {
    const world = await invited();
    const other = `other.${world.bens}`;
    const addMeeting = async (start: string) => {
      const extra = { ...{ page: world.pair.id, volume: null, id: "extra", start, time_zone: "Europe/Berlin" } };
      const series = JSON.stringify({ slot: null, timeZone: "Europe/Berlin", minutes: 30, everyWeeks: 1 });
      await shared()
        .db.insertInto("meeting")
        .values({ ...extra, minutes: 30, state: "planned", medium: null, closed_at: null, series })
        .execute();
    };
    await addMeeting("2026-12-04T16:00");
    await world.tell();
    await world.deliver();
    const single = `UID:extra.${world.pair.id}@meeting.candor`;
    const cancelled = () =>
      world.mail.mails
        .filter(({ calendar }) => calendar?.method === "CANCEL" && line(calendar, "UID") === single)
        .map(({ to }) => to);
    expect(cancelled()).toEqual([]);
    await world.showAddress("b", other);
    await world.tell();
    await world.tell();
    await world.deliver();
    expect(cancelled()).toEqual([world.bens]);
    await shared()
      .db.updateTable("pair_member")
      .set({ user_id: null })
      .where("pair_id", "=", world.pair.id)
      .where("member", "=", "b")
      .execute();
    await world.plan("2026-12-02T10:00"); // and the meeting itself goes at the same time
    await world.tell();
    await world.tell();
    await world.deliver();
    expect(cancelled().sort()).toEqual([world.anas, world.bens, other].sort());
  });
});
