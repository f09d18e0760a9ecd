import type { MyCadence, PairCadence } from "@candor/protocol/http/cadence.ts";
import { expect, test } from "vitest";
import { describeEachEngine } from "../database/testing/describe-each-engine.ts";
import { beginPair } from "../people/testing/open-app.ts";
import { openWorkspace } from "../workspace/testing/open-workspace.ts";
import { adviseEverybody } from "./advise-everybody.ts";

const NOTHING = { everyWeeks: null, isFirstRole: false, backSince: null };

describeEachEngine("how often to meet", ({ engine, open }) => {
  /** Ana leads Ben and Cleo of a workspace since two years, and has a page with each. */
  const openTeam = async () => {
    const world = await openWorkspace(await open());
    const [ana, ben, cleo] = [await world.join("Ana"), await world.join("Ben"), await world.join("Cleo")];
    for (const { person } of [ben, cleo]) await world.setManager(person.id, ana.person.id, "2024-11-24");
    const begin = (person: string) => world.beginPage(ana.visitor, { person, relation: "report", iAm: "above" });
    const [withBen, withCleo] = [await begin(ben.person.id), await begin(cleo.person.id)];
    const cadence = async (visitor: typeof ana.visitor, pair = withBen.id) =>
      (await visitor.get(`/api/pairs/${pair}/cadence`)).body as PairCadence;
    const mine = async (visitor: typeof ana.visitor) => (await visitor.get("/api/me/cadence")).body as MyCadence;
    return { ...world, ana, ben, cleo, withBen, withCleo, cadence, mine };
  };

  test("both of a pair are advised the same, with the rule and the chart's facts behind it", async () => {
    const { ana, ben, cadence } = await openTeam();
    const advice = await cadence(ana.visitor);
    expect(advice).toMatchObject({
      relation: "report",
      above: "a",
      advice: { everyWeeks: 2, verdict: "less_often", reasons: [{ rule: "settled", days: 730, directs: 2 }] },
    });
    expect(await cadence(ben.visitor)).toEqual(advice);
  });

  test("nobody else is told anything of it, the workspace's owner neither", async () => {
    const { olga, cleo, withBen } = await openTeam();
    for (const other of [olga, cleo.visitor])
      expect((await other.get(`/api/pairs/${withBen.id}/cadence`)).status).toBe(404);
  });

  test("either side's wish counts, is seen by both and can be taken back", async () => {
    const { ana, ben, withBen, cadence } = await openTeam();
    await ben.visitor.put(`/api/pairs/${withBen.id}/cadence/stated`, { ...NOTHING, everyWeeks: 1 });
    const wished = await cadence(ana.visitor);
    expect(wished.advice).toMatchObject({ everyWeeks: 1, verdict: "keep" });
    expect(wished.stated.b.everyWeeks).toBe(1);
    await ben.visitor.put(`/api/pairs/${withBen.id}/cadence/stated`, NOTHING);
    expect((await cadence(ana.visitor)).advice.everyWeeks).toBe(2);
  });

  test("what one of the two declined is not repeated for a season, to neither, and either can hear it again", async () => {
    const { ana, ben, withBen, cadence } = await openTeam();
    await ben.visitor.post(`/api/pairs/${withBen.id}/cadence/declined`, { verdict: "less_often" });
    expect((await cadence(ana.visitor)).declined).toEqual({ by: "b", until: "2027-02-23" });
    await ana.visitor.delete(`/api/pairs/${withBen.id}/cadence/declined`);
    expect((await cadence(ben.visitor)).declined).toBeNull();
  });

  test("somebody who declines everything is left in peace, and nothing else changes for them", async () => {
    const { ben, withBen, cadence } = await openTeam();
    for (const verdict of ["less_often", "more_often", "less_often"])
      await ben.visitor.post(`/api/pairs/${withBen.id}/cadence/declined`, { verdict });
    expect((await cadence(ben.visitor)).declined?.by).toBe("b");
  });

  test("somebody on leave is left in peace, both see until when, and their return brings the two closer", async () => {
    const { ben, ana, withBen, cadence } = await openTeam();
    const say = (awayFrom: string | null, backSince: string | null) =>
      ben.visitor.put(`/api/pairs/${withBen.id}/cadence/stated`, { ...NOTHING, awayFrom, backSince });
    await say("2026-11-01", "2026-12-24");
    const away = await cadence(ana.visitor);
    expect(away.advice).toMatchObject({ verdict: "keep", reasons: [{ rule: "away", inDays: 30 }] });
    expect(away.stated.b).toMatchObject({ awayFrom: "2026-11-01", backSince: "2026-12-24" });
    await say("2026-09-01", "2026-11-20");
    expect((await cadence(ana.visitor)).advice.reasons).toMatchObject([{ rule: "change", kind: "leave", daysAgo: 4 }]);
    expect((await say("2026-11-20", "2026-11-20")).status).toBe(400);
  });

  test("a manager sees the hours of all their pairs, and the advice is fitted into those they have", async () => {
    const { ana, ben, mine, cadence } = await openTeam();
    expect(await mine(ana.visitor)).toMatchObject({ budgetMinutes: null, agreedMinutes: 60, wishedMinutes: 45 });
    await ana.visitor.put("/api/me/cadence/budget", { minutes: 30 });
    const fitted = await mine(ana.visitor);
    expect(fitted).toMatchObject({ budgetMinutes: 30, plannedMinutes: 30, fits: true });
    expect(fitted.led.map(({ advice }) => advice.everyWeeks)).toEqual([3, 3]);
    const seen = await cadence(ben.visitor);
    expect(seen.advice.reasons.at(-1)).toEqual({ rule: "budget" });
    expect(JSON.stringify(seen)).not.toContain("budgetMinutes");
    expect(await mine(ben.visitor)).toMatchObject({ budgetMinutes: null, agreedMinutes: 0, led: [] });
  });

  test("a manager who leaves tomorrow has nothing left to change", async () => {
    const { ana, ben, setManager, olga, cadence } = await openTeam();
    expect(olga).toBeDefined();
    await setManager(ben.person.id, null, "2026-11-25");
    expect((await cadence(ana.visitor)).advice).toMatchObject({
      verdict: "keep",
      reasons: [{ rule: "ending", inDays: 1 }],
    });
  });

  test("a pair without a workspace is advised by what its page says", async () => {
    const world = await openWorkspace(await open());
    const ana = await world.person();
    const pair = await beginPair(ana);
    expect((await ana.get(`/api/pairs/${pair.id}/cadence`)).body).toMatchObject({
      relation: "report",
      advice: { everyWeeks: 1, verdict: "keep", reasons: [{ rule: "new_together", days: 0 }] },
    });
  });

  test("meetings on record count as missed, and bring the two closer", async () => {
    const { db, ana, withBen, cadence } = await openTeam();
    const row = {
      page: withBen.id,
      volume: null,
      time_zone: "Europe/Berlin",
      minutes: 30,
      medium: null,
      closed_at: null,
    };
    await db
      .insertInto("meeting")
      .values([
        { ...row, id: "m1", start: "2026-11-20T10:00", state: "planned" },
        { ...row, id: "m2", start: "2026-11-13T10:00", state: "cancelled" },
        { ...row, id: "m3", start: "2026-11-06T10:00", state: "held" },
        { ...row, id: "m4", start: "2026-12-01T10:00", state: "planned" },
      ])
      .execute();
    await db
      .insertInto("series")
      .values({ ...{ page: withBen.id, volume: null, id: "series" }, every_weeks: 3, minutes: 45, time_zone: "UTC" })
      .execute();
    const { agreed, advice } = await cadence(ana.visitor);
    expect(agreed).toEqual({ everyWeeks: 3, minutes: 45 });
    expect(advice).toMatchObject({ everyWeeks: 2, verdict: "more_often" });
    expect(advice.reasons.at(-1)).toEqual({ rule: "two_misses", misses: 2 });
  });

  test("the night writes down for every pair what is advised, and keeps since when", async () => {
    const { db, ana, withBen, withCleo, cadence } = await openTeam();
    const advise = (day: string) =>
      adviseEverybody({ db, engine }, new Date(`${day}T02:00:00Z`), async () => undefined);
    expect(await advise("2026-11-20")).toBe(2);
    await advise("2026-11-24");
    const rows = await db.selectFrom("cadence_advice").select(["pair_id", "since"]).execute();
    expect(new Map(rows.map(({ pair_id, since }) => [pair_id, since]))).toEqual(
      new Map([
        [withBen.id, "2026-11-20"],
        [withCleo.id, "2026-11-20"],
      ]),
    );
    expect((await cadence(ana.visitor)).since).toBe("2026-11-20");
  });

  test.each([
    ["stated", "put", { everyWeeks: 0, isFirstRole: false, backSince: null }],
    ["stated", "put", { everyWeeks: 1, isFirstRole: false, backSince: "2026-02-30" }],
    ["stated", "put", { everyWeeks: 1.5, isFirstRole: false, backSince: null }],
    ["declined", "post", { verdict: "keep" }],
  ] as const)("what is no answer is refused: %s %s %o", async (part, method, body) => {
    const { ben, withBen } = await openTeam();
    expect((await ben.visitor[method](`/api/pairs/${withBen.id}/cadence/${part}`, body)).status).toBe(400);
  });
});
