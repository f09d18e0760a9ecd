import type { MyBalance } from "@candor/protocol/http/balance.ts";
import { expect, test } from "vitest";
import { describeEachEngine } from "../database/testing/describe-each-engine.ts";
import { openWorkspace } from "../workspace/testing/open-workspace.ts";

describeEachEngine("how my 1:1s fill my time", ({ open }) => {
  /** Ana leads Ben and Cleo, and reports to Dora; it is the 24th of November. */
  const openTeam = async () => {
    const world = await openWorkspace(await open());
    const { db } = world;
    const [ana, ben, cleo, dora] = [
      await world.join("Ana"),
      await world.join("Ben"),
      await world.join("Cleo"),
      await world.join("Dora"),
    ];
    for (const { person } of [ben, cleo]) await world.setManager(person.id, ana.person.id, "2024-11-24");
    await world.setManager(ana.person.id, dora.person.id, "2024-11-24");
    const begin = (person: string, iAm: "above" | "below") =>
      world.beginPage(ana.visitor, { person, relation: "report", iAm });
    const pages = {
      ben: await begin(ben.person.id, "above"),
      cleo: await begin(cleo.person.id, "above"),
      dora: await begin(dora.person.id, "below"),
    };
    await db.updateTable("pair").set({ created_at: "2026-01-05T09:00:00.000Z" }).execute();
    const meet = (page: string, rows: [start: string, state: string, moved?: number][]) =>
      db
        .insertInto("meeting")
        .values(
          rows.map(([start, state, moved = 0]) => ({
            ...{ page, volume: null, id: start, start, state, moved, time_zone: "Europe/Berlin", minutes: 30 },
            ...{ medium: null, closed_at: null, series: null },
          })),
        )
        .execute();
    const look = async ({ visitor }: typeof ana, quarter = "") =>
      (await visitor.get(`/api/me/balance${quarter && `?quarter=${quarter}`}`)).body as MyBalance;
    return { ...world, ana, ben, cleo, dora, pages, meet, look };
  };

  test("a manager sees the quarter by person and by week, with what is to be done", async () => {
    const { ana, pages, meet, look } = await openTeam();
    await meet(pages.ben.id, [
      ["2026-10-06T10:00", "held"],
      ["2026-10-13T10:00", "held", 1],
      ["2026-10-20T10:00", "cancelled"],
      ["2026-12-01T10:00", "planned"],
      ["2026-07-07T10:00", "held"],
    ]);
    await meet(pages.dora.id, [["2026-10-07T10:00", "held"]]);
    const balance = await look(ana);
    expect(balance).toMatchObject({
      ...{ quarter: "2026-Q4", quarters: ["2026-Q4", "2026-Q3"], ahead: { type: "none" } },
      total: { held: 3, moved: 1, cancelled: 1, planned: 1, heldMinutes: 90 },
      aWeek: { agreed: 60, budget: null },
    });
    expect(balance.byPerson.map(({ name, held, agreed, gotLess }) => [name, held, agreed, gotLess])).toEqual([
      ["Ben", 2, 7, true],
      ["Cleo", 0, 7, true],
      ["Dora", 1, null, false],
    ]);
    expect(balance.signals.map(({ type }) => type)).toEqual(["got_less", "got_less", "advised"]);
    expect(await look(ana, "2026-Q3")).toMatchObject({ quarter: "2026-Q3", total: { held: 1, planned: 0 } });
  });

  test("it is theirs alone: not their own manager, not a report, not the workspace's owner sees any of it", async () => {
    const { olga, ana, ben, dora, pages, meet, look } = await openTeam();
    await meet(pages.ben.id, [["2026-10-06T10:00", "held"]]);
    await ana.visitor.put("/api/me/cadence/budget", { minutes: 77 });
    expect((await look(ana)).aWeek.budget).toBe(77);
    expect((await look(dora)).byPerson.map(({ name }) => name)).toEqual(["Ana"]);
    expect((await look(ben)).byPerson.map(({ name }) => name)).toEqual(["Ana"]);
    expect((await olga.get("/api/me/balance")).body).toMatchObject({ byPerson: [], signals: [], total: { held: 0 } });
    for (const other of [ben, dora]) expect((await look(other)).aWeek.budget).toBeNull();
  });

  test("1:1s stand against the other meetings of a calendar that is connected, each counted once", async () => {
    const { db, ana, pages, meet, look } = await openTeam();
    const userId = ((await ana.visitor.get("/api/me")).body as { userId: string }).userId;
    await meet(pages.ben.id, [["2026-12-01T10:00", "planned"]]);
    const at = (time: string) => Date.parse(`2026-12-01T${time}:00+01:00`);
    const spans = [
      [at("10:00"), at("10:30"), "busy", 0], // the 1:1 itself
      [at("11:00"), at("13:00"), "busy", 0],
      [at("12:00"), at("13:30"), "tentative", 0],
      [at("00:00"), at("23:00"), "busy", 1],
    ];
    const source = { user_id: userId, kind: "address" as const, name: "x", sealed_address: null, time_zone: "UTC" };
    await db
      .insertInto("calendar_source")
      .values({
        ...{ ...source, id: "s", all_day_counts: 1, added_at: "2026-11-01T00:00:00.000Z", state: "read", fault: null },
        ...{ problems: "[]", events: 4, spans: JSON.stringify(spans), read_at: "2026-11-24T08:00:00.000Z" },
        ...{ reads_until: "2027-03-01T00:00:00.000Z", next_at: null, failures: 0, etag: null, last_modified: null },
        ...{ account_id: null, remote_id: null, memory: null },
      })
      .execute();
    expect((await look(ana)).ahead).toEqual({ type: "known", weeks: 4, otherMinutes: 120, ownMinutes: 30 });
    await db.updateTable("calendar_source").set({ read_at: "2026-11-01T08:00:00.000Z" }).execute();
    expect((await look(ana)).ahead).toEqual({ type: "unknown" });
  });

  test("who is on leave, said no to the advice, or has no page any more is asked nothing about", async () => {
    const { db, ana, ben, pages, look } = await openTeam();
    const leave = { awayFrom: "2026-09-01", backSince: "2027-02-01", everyWeeks: null, isFirstRole: false };
    await ben.visitor.put(`/api/pairs/${pages.ben.id}/cadence/stated`, leave);
    await ana.visitor.post(`/api/pairs/${pages.cleo.id}/cadence/declined`, { verdict: "less_often" });
    const { signals } = await look(ana);
    expect(signals.map((signal) => [signal.type, "name" in signal && signal.name])).toEqual([["got_less", "Cleo"]]);
    await db.updateTable("pair").set({ frozen_at: "2026-11-01T00:00:00.000Z", frozen_why: "left" }).execute();
    expect((await look(ana)).signals).toEqual([]);
  });

  test("a meeting that somebody planned for the year 9999 leaves the quarters of today to choose from", async () => {
    const { ana, pages, meet, look } = await openTeam();
    await meet(pages.ben.id, [
      ["2026-07-07T10:00", "held"],
      ["9999-12-31T10:00", "planned"],
    ]);
    expect(await look(ana)).toMatchObject({ quarters: ["2026-Q4", "2026-Q3"] });
  });

  test("what is no quarter is refused in a sentence", async () => {
    const { ana } = await openTeam();
    for (const quarter of ["2026-Q5", "now", "2026-13", "-1"])
      expect((await ana.visitor.get(`/api/me/balance?quarter=${quarter}`)).status).toBe(400);
    expect((await ana.visitor.get("/api/me/balance?quarter=1999-Q1")).status).toBe(200);
  });
});
