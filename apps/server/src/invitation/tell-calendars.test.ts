import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { describeEachEngine } from "../database/testing/describe-each-engine.ts";
import { beginPair, openApp } from "../people/testing/open-app.ts";
import { inTwoCalendars, line, personOf, uidOf } from "./testing/in-two-calendars.ts";
import { pairsByMail } from "./who-is-mailed.ts";

describeEachEngine("a series in two calendars", (engine) => {
  const { open, invited, shared } = inTwoCalendars(engine);

  test("is sent to each by a mail of their own, from an address that is read, and is in no calendar before they say so", async () => {
    const world = await invited();
    const { mail, ana, bens, anas } = world;
    expect(mail.mails.map(({ to }) => to).sort()).toEqual([anas, bens].sort());
    for (const { from, calendar, to, text } of mail.mails) {
      const service = `meetings+${await world.tokenOf(to)}@candor.example.org`;
      expect(from?.address).toBe(service);
      expect(line(calendar, "ORGANIZER")).toContain(`mailto:${service}`);
      expect(calendar?.text.replaceAll("\r\n ", "")).toContain(`mailto:${to}`);
      expect(line(calendar, "UID")).toBe(`UID:${uidOf(world)}`);
      expect(text).toContain(`https://candor.example.org/p/${world.pair.id}`);
    }
    expect(new Set(mail.mails.map(({ from }) => from?.address)).size).toBe(2);
    const state = await world.stateFor(ana);
    expect(state).toMatchObject({ way: "mail", isOn: true, uncounted: [] });
    expect(personOf(state, "a")).toEqual({
      member: "a",
      state: "invited",
      address: anas,
      reason: null,
      answer: null,
      besides: null,
    });
    expect(personOf(state, "b")).toMatchObject({ state: "invited", address: null, answer: null });
  });

  test("is sent once, however often it is looked at, by two nodes at once, and over a mail server that is away", async () => {
    const world = await invited();
    await Promise.all([world.tell(), world.tell()]);
    await Promise.all([world.deliver(), world.deliver()]);
    expect(world.mail.mails).toHaveLength(2);
    await world.plan("2026-12-02T10:00", "2026-12-03T15:00");
    await Promise.all([world.tell(), world.tell()]).catch(() => undefined);
    await world.tell();
    world.mail.isAway = true;
    await world.deliver();
    expect(world.mail.mails).toHaveLength(2);
    expect(personOf(await world.stateFor(world.ana), "b")?.state).toBe("on_its_way");
    world.mail.isAway = false;
    world.app.passMinutes(1);
    await Promise.all([world.deliver(), world.deliver()]);
    expect(world.mail.mails).toHaveLength(4);
    expect(line(world.mail.mails[3]?.calendar, "RECURRENCE-ID")).toBe(
      "RECURRENCE-ID;TZID=Europe/Berlin:20261202T100000",
    );
    expect(new Set(world.mail.mails.map(({ messageId }) => messageId)).size).toBe(4);
  });

  test("ends when either turns it off or the page is archived, and says so once", async () => {
    const world = await invited();
    await world.turn(world.ben, false);
    await world.tell();
    await world.tell();
    await world.deliver();
    expect(world.mail.mails.slice(2).map(({ calendar }) => calendar?.method)).toEqual(["CANCEL", "CANCEL"]);
    await world.turn(world.ana, true);
    await world.tell();
    await shared()
      .db.updateTable("pair")
      .set({ frozen_at: world.app.now().toISOString() })
      .where("id", "=", world.pair.id)
      .execute();
    await world.tell();
    await world.deliver();
    expect(world.mail.mails.slice(4).map(({ calendar }) => [calendar?.method, line(calendar, "UID")])).toEqual([
      ["REQUEST", `UID:s2.${world.pair.id}@meeting.candor`],
      ["REQUEST", `UID:s2.${world.pair.id}@meeting.candor`],
      ["CANCEL", `UID:s2.${world.pair.id}@meeting.candor`],
      ["CANCEL", `UID:s2.${world.pair.id}@meeting.candor`],
    ]);
    expect((await world.turn(world.ana, true)).body).toMatchObject({ type: "/problems/page_frozen" });
  });

  test("that is moved to and fro fills nobody's mailbox, and ends as it is now", async () => {
    const world = await invited();
    for (let step = 0; step < 60; step++) {
      await world.plan("2026-12-02T10:00", `2026-12-03T${String(8 + (step % 10)).padStart(2, "0")}:00`);
      await world.tell();
    }
    const count = async () =>
      (await shared().db.selectFrom("invitation_mail").select("id").where("pair_id", "=", world.pair.id).execute())
        .length;
    expect(await count()).toBeLessThanOrEqual(42);
    world.app.passMinutes(61);
    await world.tell();
    for (let round = 0; round < 4; round++) await world.deliver();
    expect(line(world.mail.mails.at(-1)?.calendar, "DTSTART")).toBe("DTSTART;TZID=Europe/Berlin:20261203T170000");
  });

  test("is not begun where this server sends no invitations, which is said", async () => {
    const ports = { way: "no_mail" as const, refresh: async () => {}, tell: async () => {}, wake: () => {} };
    const app = openApp(shared(), { seriesInvitations: ports });
    const ana = await app.person("Ana");
    const pair = await beginPair(ana);
    const path = `/api/pairs/${pair.id}/calendar-invitation`;
    expect((await ana.get(path)).body).toMatchObject({ way: "no_mail", isOn: false });
    expect(await ana.put(path, { on: true })).toMatchObject({
      status: 409,
      body: { type: "/problems/no_invitations" },
    });
    const eve = await app.person("Eve");
    expect((await eve.get(path)).status).toBe(404);
    expect((await eve.put(path, { on: true })).status).toBe(404);
  });

  test("whoever has their meetings put into a calendar of their own is not mailed as well, and what was mailed goes on by mail", async () => {
    const world = await open();
    const { db } = shared();
    const own = async (member: "a" | "b") => {
      const user_id = await world.userOf(member);
      const account = { id: randomUUID(), user_id, kind: "caldav" as const, name: "dav", sealed: "", time_zone: "UTC" };
      await db
        .insertInto("calendar_account")
        .values({ ...account, added_at: "2026-11-24T09:00:00.000Z", revoked_at: null })
        .execute();
      await db
        .insertInto("calendar_target")
        .values({
          ...{ user_id, account_id: account.id, remote_id: "c", name: "Work", shows_names: 0, is_leaving: 0 },
          ...{ state: "written", fault: null, failures: 0, written_at: null, next_at: null },
        })
        .execute();
    };
    await world.showAddress("a", world.anas);
    await world.showAddress("b", world.bens);
    await world.plan("2026-12-02T10:00");
    await own("a");
    await world.turn(world.ana, true);
    await world.tell();
    await world.deliver();
    expect(world.mail.mails.map(({ to }) => to)).toEqual([world.bens]);
    expect(personOf(await world.stateFor(world.ben), "a")?.state).toBe("own_calendar");
    expect((await pairsByMail(db, await world.userOf("a"))).size).toBe(0);
    await own("b");
    await world.plan("2026-12-02T10:00", "2026-12-03T14:00");
    await world.tell();
    await world.deliver();
    expect(world.mail.mails.map(({ to }) => to)).toEqual([world.bens, world.bens]);
    expect([...(await pairsByMail(db, await world.userOf("b")))]).toEqual([world.pair.id]);
    // Put nowhere any more, Ana is invited like anybody else.
    await db
      .updateTable("calendar_target")
      .set({ is_leaving: 1 })
      .where("user_id", "=", await world.userOf("a"))
      .execute();
    await db.updateTable("series_invitation").set({ looked_at: null }).execute();
    await world.tell();
    await world.deliver();
    expect(world.mail.mails.filter(({ to }) => to === world.anas).length).toBeGreaterThan(0);
  });
});
