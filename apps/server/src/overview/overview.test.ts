import { randomUUID } from "node:crypto";
import type { MyOverview } from "@candor/protocol/http/overview.ts";
import { expect, test } from "vitest";
import { describeEachEngine } from "../database/testing/describe-each-engine.ts";
import { beginPair } from "../people/testing/open-app.ts";
import { openWorkspace } from "../workspace/testing/open-workspace.ts";

const NOTHING_YET = { volume: null, time_zone: "Europe/Berlin", minutes: 30, medium: null, closed_at: null };
const PLAIN_TOPIC = { volume: null, title: "Salary", rank: "a", altitude: "detail", theme: null, carried: 0 };
const AT = "2026-11-20T09:00:00.000Z";

describeEachEngine("my pairs at a glance", ({ open }) => {
  /** Ana leads Ben since two years and has a page with him; it is the 24th of November. */
  const openTeam = async () => {
    const world = await openWorkspace(await open());
    const { db } = world;
    const [ana, ben, cleo] = [await world.join("Ana"), await world.join("Ben"), await world.join("Cleo")];
    for (const { person } of [ben, cleo]) await world.setManager(person.id, ana.person.id, "2024-11-24");
    const page = await world.beginPage(ana.visitor, { person: ben.person.id, relation: "report", iAm: "above" });
    const meetings = (rows: [id: string, start: string, state: string, medium?: string][], of = page.id) =>
      db
        .insertInto("meeting")
        .values(
          rows.map(([id, start, state, medium = null]) => ({
            ...{ ...NOTHING_YET, page: of, id, start, state, medium, series: null },
          })) as never,
        )
        .execute();
    const topics = (rows: [id: string, place: string, author: "a" | "b", more?: object][]) =>
      db
        .insertInto("topic")
        .values(
          rows.map(([id, place, author, more]) => ({
            ...{ ...PLAIN_TOPIC, page: page.id, id, place, author, kind: "topic", state: "open", created_at: AT },
            ...{ snoozed_until: null, kept_at: null, state_at: null, ...more },
          })) as never,
        )
        .execute();
    const actions = (rows: [id: string, owner: "a" | "b", due: string | null, state?: string][]) =>
      db
        .insertInto("action")
        .values(
          rows.map(([id, owner, due, state = "open"]) => ({
            ...{ page: page.id, volume: null, id, text: "Ask Lee", owner, due, state, why: null, rank: "a" },
            ...{ from_topic: null, from_meeting: null, created_at: AT, state_at: null },
          })),
        )
        .execute();
    const look = async ({ visitor }: typeof ana) => (await visitor.get("/api/me/overview")).body as MyOverview;
    return { ...world, ana, ben, cleo, page, meetings, topics, actions, look };
  };

  test("a manager sees who is next and how much each of the two has brought", async () => {
    const { ana, ben, look, meetings, topics, page } = await openTeam();
    await meetings([
      ["m1", "2026-11-25T10:00", "planned"],
      ["m0", "2026-11-18T10:00", "held"],
    ]);
    await topics([
      ["t1", "m1", "b"],
      ["t2", "m1", "b"],
      ["t3", "hopper", "a"],
      ["t4", "hopper", "a", { snoozed_until: "2027-01-01" }],
      ["t5", "hopper", "b", { state: "let_go" }],
      ["t6", "hopper", "a", { kind: "backup" }],
    ]);
    const { needsYou } = await look(ana);
    expect(needsYou).toMatchObject([
      {
        ...{ pair: page.id, name: "Ben", iAm: "above", days: 6, lateDays: 0 },
        next: { start: "2026-11-25T10:00", inDays: 1, topics: { mine: 0, theirs: 2 } },
        hopper: { mine: 1, theirs: 0 },
        signals: [{ type: "prepare", action: "open" }],
      },
    ]);
    // The same page from the other side: what is theirs is mine, and nobody is told to prepare.
    expect(await look(ben)).toMatchObject({
      needsYou: [],
      fine: [{ pair: page.id, name: "Ana", iAm: "below", next: { topics: { mine: 2, theirs: 0 } }, signals: [] }],
    });
  });

  test("it holds counts and days, and no word that anybody wrote", async () => {
    const { ana, look, meetings, topics, actions } = await openTeam();
    await meetings([["m1", "2026-11-25T10:00", "planned"]]);
    await topics([["t1", "m1", "b"]]);
    await actions([["x1", "a", "2026-11-01"]]);
    const told = JSON.stringify(await look(ana));
    expect(told).not.toMatch(/Salary|Lee/);
  });

  test("somebody who was not met for longer than agreed comes first, with the days, and what I owe is said", async () => {
    const { db, ana, look, meetings, actions, page } = await openTeam();
    await db
      .insertInto("series")
      .values({ ...{ page: page.id, volume: null, id: "series" }, every_weeks: 2, minutes: 45, time_zone: "UTC" })
      .execute();
    await meetings([
      ["m1", "2026-10-21T10:00", "held", "walk"],
      ["m2", "2026-11-04T10:00", "cancelled"],
      ["m3", "2026-11-18T10:00", "cancelled"],
    ]);
    await actions([
      ["x1", "a", "2026-11-01"],
      ["x2", "a", null],
      ["x3", "b", "2026-11-02"],
      ["x4", "a", "2026-01-01", "done"],
    ]);
    const { needsYou, heldMinutes } = await look(ana);
    expect(needsYou).toMatchObject([
      {
        ...{ agreed: { everyWeeks: 2, minutes: 45 }, days: 34, lateDays: 20, missesInARow: 2, everMet: true },
        owed: { mine: 2, overdue: 1, longestDue: "2026-11-01", theirs: 1 },
        signals: [
          { type: "overdue", action: "plan" },
          { type: "overdue_actions", action: "actions" },
        ],
      },
    ]);
    expect(heldMinutes).toBe(0);
  });

  test("nobody sees another's pairs: not the workspace's owner, not another report", async () => {
    const { olga, cleo, look, meetings } = await openTeam();
    await meetings([["m1", "2026-11-25T10:00", "planned"]]);
    expect((await olga.get("/api/me/overview")).body).toEqual({ needsYou: [], fine: [], heldMinutes: 0 });
    expect(await look(cleo)).toEqual({ needsYou: [], fine: [], heldMinutes: 0 });
  });

  test("a page on which something was just written says that it is not counted yet", async () => {
    const { db, ana, look, page } = await openTeam();
    const seen = async () => {
      const { needsYou, fine } = await look(ana);
      return [...needsYou, ...fine].map(({ counted, signals }) => [counted, signals.map(({ type }) => type)]);
    };
    expect(await seen()).toEqual([["all", ["no_next"]]]);
    const wrote = (head: number, projected: number) =>
      db
        .insertInto("page_state")
        .values({ page: page.id, head_seq: head, projected_seq: projected } as never)
        .onConflict((conflict) =>
          conflict.column("page").doUpdateSet({ head_seq: head, projected_seq: projected } as never),
        )
        .execute();
    await wrote(3, 0);
    expect(await seen()).toEqual([["nothing_yet", []]]);
    await wrote(5, 3);
    expect(await seen()).toEqual([["behind", ["no_next"]]]);
    await wrote(5, 5);
    expect(await seen()).toEqual([["all", ["no_next"]]]);
  });

  test("what was written a moment ago counts as written, and its page as not counted yet", async () => {
    const { database, ana, look, page } = await openTeam();
    const userId = ((await ana.visitor.get("/api/me")).body as { userId: string }).userId;
    const [session, clientId] = [randomUUID(), 77];
    await database.log.bindClient({ page: page.id, clientId, session, userId });
    const entry = { page: page.id, session, cseq: 1, clientId, userId, member: "a" as const, at: AT };
    await database.log.append([{ ...entry, update: new Uint8Array([0, 0]) }]);
    expect(await look(ana)).toMatchObject({ needsYou: [], fine: [{ counted: "nothing_yet", signals: [] }] });
  });

  test("an archived page asks for nothing any more; one that will be archived still does", async () => {
    const { db, ana, look, page } = await openTeam();
    const freeze = (at: string) =>
      db.updateTable("pair").set({ frozen_at: at, frozen_why: "left" }).where("id", "=", page.id).execute();
    await freeze("2026-12-24T00:00:00.000Z");
    expect((await look(ana)).needsYou).toHaveLength(1);
    await freeze("2026-11-01T00:00:00.000Z");
    expect(await look(ana)).toEqual({ needsYou: [], fine: [], heldMinutes: 0 });
  });

  test("a page of two without a workspace is there before the other has come", async () => {
    const world = await openWorkspace(await open());
    const ana = await world.person();
    const pair = await beginPair(ana);
    expect((await ana.get("/api/me/overview")).body).toMatchObject({
      needsYou: [{ pair: pair.id, everMet: false, signals: [{ type: "no_next", action: "plan" }] }],
    });
  });
});
