import { existsSync, readFileSync } from "node:fs";
import type { Erasure } from "@candor/protocol/http/rights.ts";
import { expect, test } from "vitest";
import type { DatabaseConfig } from "../database/open-database.ts";
import { openDatabase } from "../database/open-database.ts";
import { describeEachEngine } from "../database/testing/describe-each-engine.ts";
import { searchPages } from "../page/projection/search-pages.ts";
import { acceptAs, beginPair, inviteTo, openApp, problemOf, type Visitor } from "../people/testing/open-app.ts";
import { signInByMail } from "../sign-in/testing/read-mail.ts";
import { enforceRights } from "./enforce-rights.ts";
import { PERSONAL_DATA } from "./personal-data.ts";
import { plantPage, plantPerson, TRACES, tablesHolding } from "./testing/plant-person.ts";
import { testMail } from "./testing/test-mail.ts";

const DAY = 86_400_000;
const NOW = Date.parse("2026-11-24T09:00:00Z");
const ALONE = "wordofthepageofone";
const SHARED = "wordofthepageoftwo";

describeEachEngine("being erased", ({ open, fresh, engine }) => {
  async function openWorld(config?: DatabaseConfig) {
    const database = await open(config);
    const app = openApp(database);
    const changed: string[] = [];
    const signedOut: string[] = [];
    const edge = {
      accessChanged: (page: string) => changed.push(page),
      signedOut: (userId: string) => signedOut.push(userId),
      mail: testMail,
    };
    const enforce = (day: number) => enforceRights(database, edge, new Date(NOW + day * DAY));
    return { ...app, database, db: database.db, enforce, changed, signedOut };
  }

  /** Ana with a page that is hers alone and one that she shares with Ben, and traces of her everywhere. */
  async function plantAna({ person, database }: Awaited<ReturnType<typeof openWorld>>) {
    const [ana, ben] = [await person("Ana"), await person("Ben")];
    const anaId = await idOf(ana);
    const shared = await beginPair(ana);
    await acceptAs(ben, await inviteTo(ana, shared));
    const alone = await beginPair(ana);
    await inviteTo(ana, alone);
    await plantPerson(database, anaId, shared.id, "a");
    await plantPage(database, alone.id, anaId, ALONE);
    await plantPage(database, shared.id, anaId, SHARED);
    return { ana, ben, anaId, shared, alone };
  }

  test("nothing of a person, nor of a page that was theirs alone, is found in any table", async () => {
    const world = await openWorld();
    const { ana, ben, anaId, shared, alone } = await plantAna(world);
    const traces = [...Object.values(TRACES), anaId, ALONE];
    await ana.put("/api/me/erasure", { keepName: false });
    // Else the search below would be blind to what somebody forgot to plant.
    const kept = await tablesHolding(world.database, [...traces, shared.id]);
    const about = Object.entries(PERSONAL_DATA).filter(([, handling]) => Object.keys(handling).length > 0);
    const planted = ["scim_group_member", "planning_turn", "page_log", ...kept]; // which name rows, not people
    expect(about.map(([table]) => table).filter((table) => !planted.includes(table))).toEqual([]);
    expect(await tablesHolding(world.database, [ALONE])).toContain("page_log");

    expect(await world.enforce(29.9)).toMatchObject({ accounts: 0, pages: 0 });
    expect(await world.enforce(30)).toMatchObject({ accounts: 1, pages: 1 });
    expect(await tablesHolding(world.database, traces)).toEqual([]);
    expect(await tablesHolding(world.database, [alone.id])).toEqual([]);
    expect([world.signedOut, world.changed.toSorted()]).toEqual([[anaId], [shared.id, alone.id, alone.id].toSorted()]);
    expect((await ana.get("/api/me")).body).toBeNull();

    // What the two wrote stays with the other, who is not told by whom any more.
    expect(await tablesHolding(world.database, [SHARED])).toContain("page_log");
    expect((await ben.get(`/api/pairs/${shared.id}`)).body).toMatchObject({
      members: [
        { member: "a", name: "Former member", joined: false, left: true },
        { member: "b", name: "Ben", joined: true },
      ],
    });
    world.passDays(30);
    expect(await world.access.accessTo(shared.id, await idOf(ben))).toMatchObject({ write: false });
    expect((await ben.post(`/api/pairs/${shared.id}/invitations`)).status).toBe(409);
    expect(await world.enforce(31)).toEqual({ accounts: 0, told: 0, ended: 0, pages: 0, logRows: 0 });
  });

  test("what was cut off in the middle is finished the next time", async () => {
    const world = await openWorld();
    const { ana, anaId, alone } = await plantAna(world);
    await ana.put("/api/me/erasure", { keepName: false });
    let batches = 0;
    const failing = {
      ...world.database,
      batch: async (queries: Parameters<typeof world.database.batch>[0]) => {
        batches += 1;
        if (batches === 2) throw new Error("the server was killed");
        await world.database.batch(queries);
      },
    };
    const edge = { accessChanged: () => undefined, signedOut: () => undefined, mail: testMail };
    await expect(enforceRights(failing, edge, new Date(NOW + 30 * DAY))).rejects.toThrow("killed");
    expect(await tablesHolding(world.database, [ALONE])).not.toEqual([]);
    expect(await world.enforce(30.1)).toMatchObject({ accounts: 0, pages: 1 });
    expect(await tablesHolding(world.database, [ALONE, anaId, alone.id])).toEqual([]);
  });

  test("the name stays where the person wants it to", async () => {
    const world = await openWorld();
    const { ana, ben, shared, anaId } = await plantAna(world);
    await ana.put("/api/me/erasure", { keepName: true });
    await world.enforce(30);
    expect((await ben.get(`/api/pairs/${shared.id}`)).body).toMatchObject({
      members: [{ name: TRACES.name, left: true }, { name: "Ben" }],
    });
    const { name: _, ...others } = TRACES;
    expect(await tablesHolding(world.database, [...Object.values(others), anaId])).toEqual([]);
  });

  test("once both are erased the page goes whole", async () => {
    const world = await openWorld();
    const { ana, ben } = await plantAna(world);
    for (const who of [ana, ben]) await who.put("/api/me/erasure", { keepName: true });
    expect(await world.enforce(30)).toMatchObject({ accounts: 2, pages: 2 });
    expect(await tablesHolding(world.database, [SHARED, ALONE])).toEqual([]);
    expect(await world.db.selectFrom("page_session").selectAll().execute()).toEqual([]);
  });

  test("it can be taken back by a click until it is done, and asking twice asks once", async () => {
    const world = await openWorld();
    const ana = await world.person("Ana");
    await beginPair(ana);
    expect((await ana.get("/api/me/erasure")).body).toBeNull();
    const asked = (await ana.put("/api/me/erasure", { keepName: false })).body as Erasure;
    expect(asked).toEqual({
      askedAt: "2026-11-24T09:00:00.000Z",
      until: "2026-12-24T09:00:00Z",
      keepName: false,
    });
    expect((await ana.get("/api/me")).body).toMatchObject({ erasedAt: asked.until }); // for the screen that they start at
    world.passDays(3);
    expect((await ana.put("/api/me/erasure", { keepName: true })).body).toEqual({ ...asked, keepName: true });
    expect((await ana.delete("/api/me/erasure")).status).toBe(204);
    expect((await ana.get("/api/me")).body).not.toHaveProperty("erasedAt");
    expect(await world.enforce(40)).toMatchObject({ accounts: 0 });
    expect((await ana.get("/api/pairs")).body).toHaveLength(1);
  });

  test("whoever signs in again takes it back", async () => {
    const world = await openWorld();
    const ana = world.stranger();
    await signInByMail(world.database, ana, "ana.returns@example.org");
    await ana.put("/api/me/erasure", { keepName: false });
    expect((await ana.get("/api/pairs")).status).toBe(200); // being there is not signing in
    expect((await ana.get("/api/me/erasure")).body).not.toBeNull();
    await signInByMail(world.database, world.stranger(), "ana.returns@example.org");
    expect((await ana.get("/api/me/erasure")).body).toBeNull();
    expect(await world.enforce(31)).toMatchObject({ accounts: 0 });
  });

  test("the only owner of a workspace that others are in makes somebody else one first", async () => {
    const world = await openWorld();
    const { ana, anaId } = await plantAna(world);
    await world.db.updateTable("person").set({ role: "member" }).where("name", "=", "Another owner").execute();
    const refused = await ana.put("/api/me/erasure", { keepName: false });
    expect([refused.status, problemOf(refused)]).toEqual([409, "only_owner"]);
    await world.db.updateTable("person").set({ role: "member" }).where("user_id", "=", anaId).execute();
    expect((await ana.put("/api/me/erasure", { keepName: false })).status).toBe(200);
  });

  test("search finds nothing of a page that is gone, and everything else as before", async () => {
    const world = await openWorld();
    const { ana, shared, alone } = await plantAna(world);
    await ana.put("/api/me/erasure", { keepName: false });
    await world.enforce(30);
    const search = (words: string) =>
      searchPages(world.database, { documents: [shared.id, alone.id], text: words }, 10);
    expect(await search(SHARED)).toHaveLength(1);
    expect(await search(ALONE)).toEqual([]);
  });

  // PostgreSQL's files are its own: a vacuum there frees rows for others to write over.
  if (engine === "sqlite")
    test("not even the bytes of the data file tell of them", async () => {
      const config = await fresh();
      const world = await openWorld(config);
      const { ana, anaId } = await plantAna(world);
      await ana.put("/api/me/erasure", { keepName: false });
      await world.enforce(30);
      // The newest row of the log keeps its place until another one comes.
      await plantPage(world.database, "9f1e2d3c-0000-4000-8000-000000000009", "somebody", "anotherword");
      await world.enforce(31);
      await world.database.close();
      const { path } = config as { path: string };
      expect(existsSync(`${path}-wal`)).toBe(false);
      const bytes = readFileSync(path).toString("latin1");
      const found = [...Object.values(TRACES), anaId, ALONE].filter((trace) => bytes.includes(trace));
      expect(found).toEqual([]);
      expect(bytes).toContain(SHARED);
      const again = await openDatabase(config);
      await again.close();
    });
});

async function idOf(visitor: Visitor): Promise<string> {
  return ((await visitor.get("/api/me")).body as { userId: string }).userId;
}
