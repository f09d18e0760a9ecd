import { randomUUID } from "node:crypto";
import { DEFAULT_RETENTION } from "@candor/core/retention/retention-settings.ts";
import type { Pair } from "@candor/protocol/http/people.ts";
import { expect, test } from "vitest";
import { describeEachEngine } from "../database/testing/describe-each-engine.ts";
import { acceptAs, beginPair, inviteTo, openApp } from "../people/testing/open-app.ts";
import { signInByMail } from "../sign-in/testing/read-mail.ts";
import { openWorkspace } from "../workspace/testing/open-workspace.ts";
import { enforceRights } from "./enforce-rights.ts";
import { testMail } from "./testing/test-mail.ts";

describeEachEngine("keeping archived pages", ({ open }) => {
  async function archivedPage(settings: unknown) {
    const database = await open();
    const { db } = database;
    const app = openApp(database);
    const [ana, ben] = [await app.person("Ana"), await app.person("Ben")];
    const pair = await beginPair(ana);
    await acceptAs(ben, await inviteTo(ana, pair));
    const workspace = randomUUID();
    await db
      .insertInto("workspace")
      .values({ id: workspace, name: "Acme", settings: JSON.stringify(settings), created_at: "2026-01-01T00:00:00Z" })
      .execute();
    await db
      .updateTable("pair")
      .set({ workspace_id: workspace, frozen_at: "2026-12-01T00:00:00.000Z" })
      .where("id", "=", pair.id)
      .execute();
    const ended: string[] = [];
    const edge = { accessChanged: (page: string) => ended.push(page), signedOut: () => undefined, mail: testMail };
    return {
      ana,
      ben,
      pair,
      database,
      ended,
      on: (day: string) => enforceRights(database, edge, new Date(`${day}T12:00:00Z`)),
      archiveOf: async (who: typeof ana) => ((await who.get(`/api/pairs/${pair.id}`)).body as Pair).archive,
      set: (change: { settings?: string }) =>
        db.updateTable("workspace").set(change).where("id", "=", workspace).execute(),
      leaveWorkspace: () => db.updateTable("pair").set({ workspace_id: null }).where("id", "=", pair.id).execute(),
    };
  }

  test("both are told thirty days before, and then the page goes for both", async () => {
    const { ana, ben, on, pair, archiveOf, ended } = await archivedPage({ retention: { archivedMonths: 12 } });
    expect(await on("2027-10-31")).toMatchObject({ told: 0, ended: 0 });
    expect(await archiveOf(ana)).toEqual({
      since: "2026-12-01T00:00:00.000Z",
      why: null,
      goesAt: null,
      formerManagerUntil: null,
    });
    expect(await on("2027-11-02")).toMatchObject({ told: 1 });
    for (const who of [ana, ben]) expect(await archiveOf(who)).toMatchObject({ goesAt: "2027-12-02T12:00:00Z" });
    expect(await on("2027-12-01")).toMatchObject({ told: 0, ended: 0, pages: 0 });
    expect(await on("2027-12-03")).toMatchObject({ ended: 1, pages: 1 });
    expect(ended).toContain(pair.id);
    for (const who of [ana, ben]) expect((await who.get(`/api/pairs/${pair.id}`)).status).toBe(404);
  });

  test("both are told by mail, once, with the day and without a word of the page; who has no address is told on the page", async () => {
    const { ana, ben, on, pair, database } = await archivedPage({ retention: { archivedMonths: 12 } });
    await ana.patch(`/api/pairs/${pair.id}`, { members: [{ member: "b", name: "Ben" }] });
    const email = `${randomUUID()}@example.org`;
    await signInByMail(database, ana, email);
    await database.db.deleteFrom("mail_outbox").execute();
    await on("2027-11-02");
    await on("2027-11-03");
    const mails = await database.db.selectFrom("mail_outbox").selectAll().execute();
    expect(mails).toMatchObject([{ to_address: email, subject: "Candor: an archived page goes on 2 December 2027" }]);
    expect(mails[0]?.text).toContain("Your archived page with Ben goes for good on 2 December 2027.");
    expect(mails[0]?.text).toContain(`https://candor.example.org/p/${pair.id}`);
    expect(((await ben.get(`/api/pairs/${pair.id}`)).body as Pair).archive?.goesAt).toBe("2027-12-02T12:00:00Z");
  });

  test("a setting that is shortened takes nothing away at once", async () => {
    const { on, set, archiveOf, ana } = await archivedPage({ retention: { archivedMonths: null } });
    expect(await on("2036-01-01")).toMatchObject({ told: 0 });
    await set({ settings: JSON.stringify({ retention: { archivedMonths: 1 } }) });
    expect(await on("2036-01-02")).toMatchObject({ told: 1, ended: 0 });
    expect(await archiveOf(ana)).toMatchObject({ goesAt: "2036-02-01T12:00:00Z" });
    await set({ settings: "{}" }); // by default twenty-four months, long over, too
    expect(await on("2036-01-31")).toMatchObject({ ended: 0 });
    await set({ settings: JSON.stringify({ retention: { archivedMonths: 120 } }) });
    await on("2036-02-03");
    expect(await archiveOf(ana)).toMatchObject({ goesAt: null });
  });

  test("a page of two people by themselves stays for as long as one of them wants it", async () => {
    const { on, leaveWorkspace, archiveOf, ana } = await archivedPage({});
    await leaveWorkspace();
    expect(await on("2050-01-01")).toMatchObject({ told: 0, ended: 0, pages: 0 });
    expect(await archiveOf(ana)).toMatchObject({ goesAt: null });
  });
});

describeEachEngine("setting how long things are kept", ({ open }) => {
  test("owners set it, everybody in the workspace knows it, and nobody else is told", async () => {
    const { olga, workspace, join, person } = await openWorkspace(await open());
    const path = `/api/workspaces/${workspace.id}/retention`;
    const { visitor: mia } = await join("Mia");
    expect((await mia.get(path)).body).toEqual(DEFAULT_RETENTION);
    const wanted = { archivedMonths: 6, versionDays: 30, accessLogDays: 60, formerManagerDays: 14 };
    expect((await mia.put(path, wanted)).status).toBe(404);
    expect((await olga.put(path, wanted)).body).toEqual(wanted);
    expect((await mia.get(path)).body).toEqual(wanted);
    expect((await (await person("Eve")).get(path)).status).toBe(404);
    for (const wrong of [
      { archivedMonths: 0 },
      { versionDays: 3 },
      { accessLogDays: 1000 },
      { archivedMonths: 1.5 },
      { formerManagerDays: 366 },
    ])
      expect((await olga.put(path, { ...wanted, ...wrong })).status).toBe(400);
    await olga.patch(`/api/workspaces/${workspace.id}`, { name: "Another" });
    expect((await mia.get(path)).body).toEqual(wanted);
  });

  test("a former manager reads for as long as is set, both see the day, and then the other reads on alone", async () => {
    const database = await open();
    const world = await openWorkspace(database);
    const { olga, workspace, join, beginPage, setManager, access, passDays, now } = world;
    const [ana, ben] = [await join("Ana"), await join("Ben")];
    await setManager(ben.person.id, ana.person.id, "2026-01-05");
    const pair = await beginPage(ana.visitor, { person: ben.person.id, relation: "report", iAm: "above" });
    const path = `/api/workspaces/${workspace.id}/retention`;
    await olga.put(path, { ...DEFAULT_RETENTION, formerManagerDays: 14 });
    await setManager(ben.person.id, null, "2026-11-24");
    const changed: string[] = [];
    const edge = { accessChanged: (page: string) => changed.push(page), signedOut: () => undefined, mail: testMail };
    const archiveOf = async (who: typeof ana) =>
      ((await who.visitor.get(`/api/pairs/${pair.id}`)).body as Pair).archive;
    const since = (await archiveOf(ana))?.since ?? "";
    const until = Temporal.Instant.from(since)
      .add({ hours: 14 * 24 })
      .toString();
    for (const who of [ana, ben]) expect(await archiveOf(who)).toMatchObject({ formerManagerUntil: until });
    passDays(13);
    await enforceRights(database, edge, now());
    expect(changed).toEqual([]);
    passDays(2);
    await enforceRights(database, edge, now());
    expect(changed).toEqual([pair.id]);
    expect((await ana.visitor.get(`/api/pairs/${pair.id}`)).status).toBe(404);
    const { userId } = (await ben.visitor.get("/api/me")).body as { userId: string };
    expect(await access.accessTo(pair.id, userId)).toMatchObject({ write: false });
    expect(((await ben.visitor.get(`/api/pairs/${pair.id}`)).body as Pair).members[0]).toMatchObject({ left: true });
    const log = (await ben.visitor.get(`/api/pairs/${pair.id}/access-log`)).body as { events: { kind: string }[] };
    expect(log.events.map(({ kind }) => kind)).toContain("access_ended");
    await enforceRights(database, edge, now());
    expect(changed).toEqual([pair.id]);
    // Should the chart name her again, the two begin a page of their own: this one is over for her.
    await setManager(ben.person.id, ana.person.id, now().toISOString().slice(0, 10));
    const again = await beginPage(ana.visitor, { person: ben.person.id, relation: "report", iAm: "above" });
    expect(again.id).not.toBe(pair.id);
  });

  test("a limit that is set later ends nobody's reading within thirty days", async () => {
    const database = await open();
    const { olga, workspace, join, beginPage, setManager, passDays, now } = await openWorkspace(database);
    const [ana, ben] = [await join("Ana"), await join("Ben")];
    await setManager(ben.person.id, ana.person.id, "2026-01-05");
    const pair = await beginPage(ana.visitor, { person: ben.person.id, relation: "report", iAm: "above" });
    await setManager(ben.person.id, null, "2026-11-24");
    passDays(100);
    await olga.put(`/api/workspaces/${workspace.id}/retention`, { ...DEFAULT_RETENTION, formerManagerDays: 0 });
    const edge = { accessChanged: () => undefined, signedOut: () => undefined, mail: testMail };
    for (const days of [29, 2]) {
      passDays(days);
      await enforceRights(database, edge, now());
      expect((await ana.visitor.get(`/api/pairs/${pair.id}`)).status).toBe(days === 29 ? 200 : 404);
    }
    expect((await ben.visitor.get(`/api/pairs/${pair.id}`)).status).toBe(200);
  });

  test("on which days a page was opened goes when its time is over; that somebody came and went stays", async () => {
    const database = await open();
    const { db } = database;
    const { olga, workspace, join, beginPage } = await openWorkspace(database);
    const { person } = await join("Mia");
    const pair = await beginPage(olga, { person: person.id, relation: "peer", iAm: "above" });
    await olga.put(`/api/workspaces/${workspace.id}/retention`, { ...DEFAULT_RETENTION, accessLogDays: 30 });
    const event = { pair_id: pair.id, member: "a", name: "Olga", actor: "a" } as const;
    await db.deleteFrom("page_access_event").execute();
    await db
      .insertInto("page_access_event")
      .values([
        { ...event, at: "2026-10-01T00:00:00.000Z", kind: "opened" },
        { ...event, at: "2026-10-01T08:00:00.000Z", kind: "joined" },
        { ...event, at: "2026-11-20T00:00:00.000Z", kind: "opened" },
      ])
      .execute();
    const edge = { accessChanged: () => undefined, signedOut: () => undefined, mail: testMail };
    await enforceRights(database, edge, new Date("2026-11-24T09:00:00Z"));
    const left = await db.selectFrom("page_access_event").select(["at", "kind"]).orderBy("at").execute();
    expect(left).toEqual([
      { at: "2026-10-01T08:00:00.000Z", kind: "joined" },
      { at: "2026-11-20T00:00:00.000Z", kind: "opened" },
    ]);
  });
});
