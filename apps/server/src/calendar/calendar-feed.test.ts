import { readBusy } from "@candor/integrations/calendar/ics/read-busy.ts";
import type { NewCalendarFeed } from "@candor/protocol/http/calendar.ts";
import { expect, test } from "vitest";
import { describeEachEngine } from "../database/testing/describe-each-engine.ts";
import { acceptAs, beginPair, inviteTo, openApp, shareDatabase, type Visitor } from "../people/testing/open-app.ts";

describeEachEngine("a person's meetings as a calendar", (engine) => {
  const shared = shareDatabase(engine);

  async function open() {
    const app = openApp(shared());
    const [ana, ben] = [await app.person("Ana"), await app.person("Ben")];
    const pair = await beginPair(ana);
    await acceptAs(ben, await inviteTo(ana, pair));
    const plan = (id: string, start: string, changes = {}) =>
      shared()
        .db.insertInto("meeting")
        .values({
          ...{ page: pair.id, id, start, time_zone: "Europe/Berlin", minutes: 30, state: "planned" },
          ...{ volume: null, medium: null, closed_at: null, ...changes },
        })
        .execute();
    const move = (id: string, start: string) =>
      shared().db.updateTable("meeting").set({ start }).where("page", "=", pair.id).where("id", "=", id).execute();
    const ask = async (address: string, etag?: string) => {
      const headers: Record<string, string> = etag === undefined ? {} : { "if-none-match": etag };
      const answer = await app.app.request(address, { headers });
      return { status: answer.status, text: await answer.text(), headers: answer.headers };
    };
    return { app, ana, ben, pair, plan, move, ask };
  }

  const make = async (who: Visitor, showsNames = false) =>
    (await who.put("/api/me/calendar-feed", { showsNames })).body as NewCalendarFeed;
  const linesOf = (text: string, name: string) => text.split("\r\n").filter((line) => line.startsWith(name));

  test("tells when one meets, and neither with whom nor what about, until one wants it to", async () => {
    const { ana, pair, plan, ask } = await open();
    await plan("m1", "2026-12-01T10:00");
    const { address } = await make(ana);
    const { status, text, headers } = await ask(address);
    expect([status, headers.get("content-type")]).toEqual([200, "text/calendar; charset=utf-8"]);
    expect(linesOf(text, "DTSTART;")).toEqual(["DTSTART;TZID=Europe/Berlin:20261201T100000"]);
    expect(linesOf(text, "UID")).toHaveLength(1);
    expect(text.replaceAll("\r\n ", "")).toContain(`UID:m1.${pair.id}@meeting.candor\r\n`);
    expect(linesOf(text, "SUMMARY")).toEqual(["SUMMARY:1:1"]);
    expect(text).not.toContain("Ben");
    await ana.patch("/api/me/calendar-feed", { showsNames: true });
    expect(linesOf((await ask(address)).text, "SUMMARY")).toEqual(["SUMMARY:1:1 with Ben"]);
  });

  test("is sent again only when something has changed, and then under the same name with a later mark", async () => {
    const { app, ana, plan, move, ask } = await open();
    await plan("m1", "2026-12-01T10:00");
    const { address } = await make(ana);
    const first = await ask(address);
    const etag = first.headers.get("etag") ?? "";
    app.passMinutes(60);
    expect(await ask(address, etag)).toMatchObject({ status: 304, text: "" });
    expect((await ask(address, `W/${etag}, "x"`)).status).toBe(304);
    await move("m1", "2026-12-02T11:00");
    const second = await ask(address, etag);
    expect(second.status).toBe(200);
    expect(linesOf(second.text, "UID")).toEqual(linesOf(first.text, "UID"));
    expect([linesOf(first.text, "SEQUENCE"), linesOf(second.text, "SEQUENCE")]).toEqual([
      ["SEQUENCE:1"],
      ["SEQUENCE:2"],
    ]);
    expect(linesOf(second.text, "DTSTAMP")[0]! > linesOf(first.text, "DTSTAMP")[0]!).toBe(true);
    expect(linesOf(second.text, "DTSTART;")).toEqual(["DTSTART;TZID=Europe/Berlin:20261202T110000"]);
  });

  test("holds one's own meetings alone, without those that were cancelled, are long over or have no time", async () => {
    const { ana, pair, plan, ask, app } = await open();
    await plan("held", "2026-11-10T10:00", { state: "held" });
    await plan("old", "2026-01-10T10:00", { state: "held" });
    await plan("off", "2026-12-03T10:00", { state: "cancelled" });
    await plan("odd", "2026-12-04T99:00");
    await plan("zone", "2026-12-04T10:00", { time_zone: "X\r\nATTENDEE:mailto:eve@example.org" });
    const eve = await app.person("Eve");
    const { address } = await make(ana);
    expect(linesOf((await ask(address)).text, "UID")).toEqual([`UID:held.${pair.id}@meeting.candor`]);
    expect(linesOf((await ask((await make(eve)).address)).text, "UID")).toEqual([]);
  });

  test("on an archived page nobody meets any more", async () => {
    const { ana, pair, plan, ask, app } = await open();
    await plan("m1", "2026-12-01T10:00");
    await shared()
      .db.updateTable("pair")
      .set({ frozen_at: app.now().toISOString() })
      .where("id", "=", pair.id)
      .execute();
    expect(linesOf((await ask((await make(ana)).address)).text, "UID")).toEqual([]);
  });

  test("its address opens nothing once there is another, or none, and is kept nowhere", async () => {
    const { ana, ask, app } = await open();
    const first = await make(ana);
    const secret = first.address.split("/").at(-1)?.replace(".ics", "") ?? "";
    expect(secret).toHaveLength(43);
    const second = await make(ana);
    expect((await ask(first.address)).status).toBe(404);
    expect((await ask(second.address)).status).toBe(200);
    expect((await ask(second.address.replace(".ics", ""))).status).toBe(404);
    const { body } = await ana.get("/api/me/calendar-feed");
    expect(body).toEqual({ madeAt: first.madeAt, usedOn: "2026-11-24", showsNames: false });
    const rows = await shared().db.selectFrom("calendar_feed").selectAll().execute();
    const words = JSON.stringify([rows, app.told, body]);
    expect([words.includes(secret), words.includes(second.address.slice(-30, -4))]).toEqual([false, false]);
    await ana.delete("/api/me/calendar-feed");
    expect((await ask(second.address)).status).toBe(404);
    expect((await ana.get("/api/me/calendar-feed")).body).toBeNull();
  });

  test("tells a series as one, with the time that was moved under the time it stands for, as any reader has it", async () => {
    const { ana, pair, plan, ask } = await open();
    const rhythm = { timeZone: "Europe/Berlin", minutes: 30, everyWeeks: 2 };
    const series = JSON.stringify({ slot: "2027-03-24T10:00", ...rhythm });
    await plan("m1", "2027-03-25T15:00", { series });
    const { address } = await make(ana);
    const { text } = await ask(address);
    expect(linesOf(text, "RRULE:FREQ=WEEKLY")).toEqual(["RRULE:FREQ=WEEKLY;INTERVAL=2"]);
    expect(linesOf(text, "RECURRENCE-ID")).toEqual(["RECURRENCE-ID;TZID=Europe/Berlin:20270324T100000"]);
    expect(new Set(linesOf(text, "UID"))).toHaveLength(1);
    const from = Date.parse("2027-03-20T00:00:00Z");
    const { spans } = readBusy(text, {
      ...{ from, until: from + 40 * 86_400_000, ownerZone: "UTC", ownAddresses: [], allDayCounts: true },
      isOwn: () => false,
    });
    expect(spans.map((span) => new Date(span.from).toISOString())).toEqual([
      "2027-03-25T14:00:00.000Z",
      "2027-04-07T08:00:00.000Z",
      "2027-04-21T08:00:00.000Z",
    ]);
    // A later one that is elsewhere, and one that is left out, by the times they have in the series.
    const later = [
      { slot: "2027-04-07T10:00", start: "2027-04-08T16:00" },
      { slot: "2027-04-21T10:00", start: null },
    ];
    const withLater = JSON.stringify({ slot: "2027-03-24T10:00", ...rhythm, later });
    await shared().db.updateTable("meeting").set({ series: withLater }).where("page", "=", pair.id).execute();
    const anew = readBusy((await ask(address)).text, {
      ...{ from, until: from + 50 * 86_400_000, ownerZone: "UTC", ownAddresses: [], allDayCounts: true },
      isOwn: () => false,
    });
    expect(anew.spans.map((span) => new Date(span.from).toISOString())).toEqual([
      "2027-03-25T14:00:00.000Z",
      "2027-04-08T14:00:00.000Z",
      "2027-05-05T08:00:00.000Z",
    ]);
    // However many are left out, each is.
    const everyOther = Array.from({ length: 60 }, (_, at) => {
      const slot = Temporal.PlainDateTime.from("2027-04-07T10:00").add({ weeks: 2 * at });
      return { slot: slot.toString({ smallestUnit: "minute" }), start: null };
    });
    const withMany = JSON.stringify({ slot: "2027-03-24T10:00", ...rhythm, later: everyOther });
    await shared().db.updateTable("meeting").set({ series: withMany }).where("page", "=", pair.id).execute();
    const leftOut = /^EXDATE.*$/m.exec((await ask(address)).text.replaceAll("\r\n ", ""));
    expect(leftOut?.[0].match(/\d{8}T\d{6}/g)).toHaveLength(60);
    // What is planned for years ahead stands beside it, by itself.
    await plan("far", "2031-03-19T10:00", { series: JSON.stringify({ slot: "2031-03-19T10:00", ...rhythm }) });
    expect(new Set(linesOf((await ask(address)).text, "UID"))).toHaveLength(2);
    await shared().db.deleteFrom("meeting").where("page", "=", pair.id).where("id", "=", "far").execute();
    // Who has it in their calendar by invitation does not see it there twice.
    const { db } = shared();
    const me = await db
      .selectFrom("pair_member")
      .select("user_id")
      .where("pair_id", "=", pair.id)
      .where("member", "=", "a")
      .executeTakeFirstOrThrow();
    await db
      .insertInto("series_invitation")
      .values({
        ...{ pair_id: pair.id, token: pair.id, is_on: 1, turned_by: "", turned_at: "", revision: 0, looked_at: null },
        sent: JSON.stringify({ series: { uid: "s1" } }),
      })
      .execute();
    await db
      .insertInto("invitation_answer")
      .values({
        ...{ pair_id: pair.id, user_id: me.user_id ?? "", uid: "s1", slot: "", answer: "accepted", words: null },
        ...{ proposed: null, sequence: 0, stamp: "0", received_at: "" },
      })
      .execute();
    expect(linesOf((await ask(address)).text, "UID")).toEqual([]);
  });
});
