import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { describeEachEngine } from "../database/testing/describe-each-engine.ts";
import { makeVault } from "../notebook/testing/sealed-notes.ts";
import { clearAway } from "./clear-away.ts";
import { acceptAs, beginPair, inviteTo, openApp, type Visitor } from "./testing/open-app.ts";

const NOW = new Date("2027-06-01T12:00:00.000Z");
const NOTHING = { sessions: 0, invitations: 0, accounts: 0 };

describeEachEngine("clearing away", ({ open }) => {
  async function openWorld() {
    const database = await open();
    const app = openApp(database);
    const { db } = database;
    /** Sets when somebody began, was last here and will be forgotten by their browser; in days from now. */
    const setTimes = async (who: Visitor, days: { began: number; seen: number; expires: number }) => {
      const id = await idOf(who);
      await db
        .updateTable("user")
        .set({ createdAt: daysFromNow(days.began), updatedAt: daysFromNow(days.began) })
        .where("id", "=", id)
        .execute();
      await db
        .updateTable("session")
        .set({
          createdAt: daysFromNow(days.began),
          updatedAt: daysFromNow(days.seen),
          expiresAt: daysFromNow(days.expires),
        })
        .where("userId", "=", id)
        .execute();
      return id;
    };
    const accounts = async () => (await db.selectFrom("user").select("id").execute()).map(({ id }) => id);
    return { ...app, database, db, setTimes, accounts, clear: () => clearAway(database, NOW) };
  }

  test("whoever has a place in a workspace keeps their account, whether or not they have a page", async () => {
    const { person, setTimes, clear, accounts, db } = await openWorld();
    const [ana, ben] = [await person(), await person()];
    const kept = await setTimes(ana, { began: -200, seen: -200, expires: 200 });
    await setTimes(ben, { began: -200, seen: -200, expires: 200 });
    const at = "2026-01-01T00:00:00.000Z";
    await db.insertInto("workspace").values({ id: "w1", name: "Acme", settings: "{}", created_at: at }).execute();
    const row = { id: "p1", workspace_id: "w1", user_id: kept, email: null, name: "Ana", title: "", department: "" };
    await db
      .insertInto("person")
      .values({ ...row, role: "member", external_id: null, created_at: at, left_at: null })
      .execute();
    await clear();
    expect(await accounts()).toEqual([kept]);
  });

  test("a session that has expired goes, and any other stays", async () => {
    const { person, setTimes, clear, db } = await openWorld();
    const [ana, ben] = [await person(), await person()];
    for (const who of [ana, ben]) await beginPair(who);
    await setTimes(ana, { began: -500, seen: -401, expires: -1 });
    const bens = await setTimes(ben, { began: -500, seen: -399, expires: 1 });
    expect(await clear()).toEqual({ ...NOTHING, sessions: 1 });
    expect(await db.selectFrom("session").select("userId").execute()).toEqual([{ userId: bens }]);
    expect((await ben.get("/api/pairs")).body).toHaveLength(1);
    expect(await clear()).toEqual(NOTHING);
  });

  test("an anonymous account without a page goes after a month, with its session", async () => {
    const { person, setTimes, accounts, clear, db } = await openWorld();
    const [unused, fresh, back, withPage] = [await person(), await person(), await person(), await person()];
    await beginPair(withPage);
    await setTimes(unused, { began: -31, seen: -31, expires: 300 });
    const kept = [
      await setTimes(fresh, { began: -29, seen: -29, expires: 300 }),
      await setTimes(back, { began: -90, seen: -2, expires: 300 }),
      await setTimes(withPage, { began: -390, seen: -390, expires: 10 }),
    ];
    expect(await clear()).toEqual({ ...NOTHING, accounts: 1 });
    expect((await accounts()).sort()).toEqual(kept.sort());
    expect(await db.selectFrom("session").select("id").execute()).toHaveLength(3);
    expect((await unused.get("/api/me")).body).toBeNull();
  });

  test("a page outlives its maker's session", async () => {
    const { person, setTimes, accounts, clear } = await openWorld();
    const [ana, ben] = [await person(), await person()];
    const pair = await beginPair(ana);
    await acceptAs(ben, await inviteTo(ana, pair));
    const anas = await setTimes(ana, { began: -900, seen: -401, expires: -1 });
    await clear();
    expect(await accounts()).toContain(anas);
    expect(((await ben.get(`/api/pairs/${pair.id}`)).body as { members: unknown[] }).members).toHaveLength(2);
  });

  test("questions of one's own are kept as long as their person can come back", async () => {
    const { person, setTimes, clear } = await openWorld();
    const ana = await person();
    await ana.put("/api/me/questions/marks/q1", { favourite: true });
    await setTimes(ana, { began: -200, seen: -200, expires: 200 });
    expect(await clear()).toEqual(NOTHING);
    expect((await ana.get("/api/me/questions")).body).toMatchObject({ favourites: ["q1"] });
    await setTimes(ana, { began: -500, seen: -401, expires: -1 });
    expect(await clear()).toEqual({ ...NOTHING, sessions: 1, accounts: 1 });
  });

  test("private notes are kept as long as their person can come back to them, and nobody else ever could", async () => {
    const { person, setTimes, clear, db } = await openWorld();
    const ana = await person();
    const { vault } = await makeVault(ana);
    await setTimes(ana, { began: -200, seen: -200, expires: 200 });
    expect(await clear()).toEqual(NOTHING);
    expect((await ana.get(`/api/notebook/vaults/${vault}`)).status).toBe(200);
    await setTimes(ana, { began: -500, seen: -401, expires: -1 });
    expect(await clear()).toEqual({ ...NOTHING, sessions: 1, accounts: 1 });
    expect(await db.selectFrom("vault_manifest").selectAll().where("vault_id", "=", vault).execute()).toEqual([]);
  });

  test("whoever signed in by more than a cookie is never cleared away", async () => {
    const { person, setTimes, clear, db, database } = await openWorld();
    const id = await setTimes(await person(), { began: -900, seen: -900, expires: -100 });
    const isAnonymous = database.engine === "sqlite" ? 0 : false;
    await db.updateTable("user").set({ isAnonymous }).where("id", "=", id).execute();
    expect(await clear()).toEqual({ ...NOTHING, sessions: 1 });
  });

  test("an invitation goes three months after it can open nothing any more; a used one stays with its seat", async () => {
    const { person, clear, db } = await openWorld();
    const [ana, ben] = [await person(), await person()];
    const pair = await beginPair(ana);
    const invitations = [];
    for (let count = 0; count < 5; count += 1) invitations.push(await inviteTo(ana, pair));
    const [used, expired, justExpired, revoked, justRevoked] = invitations.map(({ id }) => id);
    const first = invitations[0];
    if (first) await acceptAs(ben, first);
    const set = (id = "", change: { expires_at?: string; revoked_at?: string }) =>
      db.updateTable("invitation").set(change).where("id", "=", id).execute();
    await set(used, { expires_at: daysFromNow(-400) });
    await set(expired, { expires_at: daysFromNow(-91) });
    await set(justExpired, { expires_at: daysFromNow(-89) });
    await set(revoked, { expires_at: daysFromNow(-80), revoked_at: daysFromNow(-91) });
    await set(justRevoked, { expires_at: daysFromNow(-80), revoked_at: daysFromNow(-89) });
    expect(await clear()).toEqual({ ...NOTHING, invitations: 2 });
    const left = ((await ana.get(`/api/pairs/${pair.id}/invitations`)).body as { id: string }[]).map(({ id }) => id);
    expect(left.sort()).toEqual([used, justExpired, justRevoked].sort());
    await ana.delete(`/api/invitations/${used}`);
    expect((await ben.get(`/api/pairs/${pair.id}`)).status).toBe(404);
  });

  test("much is cleared away in more than one turn", async () => {
    const { person, clear, db } = await openWorld();
    const userId = await idOf(await person());
    await beginPair(await person());
    const at = daysFromNow(-1);
    const rows = Array.from({ length: 1_005 }, () => {
      const id = randomUUID();
      return { id, token: id, userId, expiresAt: at, createdAt: at, updatedAt: at, ipAddress: null, userAgent: null };
    });
    for (let from = 0; from < rows.length; from += 500)
      await db
        .insertInto("session")
        .values(rows.slice(from, from + 500))
        .execute();
    const cleared = [await clear(), await clear(), await clear()].map(({ sessions }) => sessions);
    expect(cleared).toEqual([1_000, 5, 0]);
  });
});

function daysFromNow(days: number): string {
  return new Date(NOW.getTime() + days * 86_400_000).toISOString();
}

async function idOf(visitor: Visitor): Promise<string> {
  return ((await visitor.get("/api/me")).body as { userId: string }).userId;
}
