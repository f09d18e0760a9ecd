import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { expect, test } from "vitest";
import type { Database } from "../database/open-database.ts";
import { describeEachEngine } from "../database/testing/describe-each-engine.ts";
import { clearAccessChanges, createChangeMark } from "./change-mark.ts";

const AT = "2026-01-05T09:00:00.000Z";

type Rows = { user: string; session: string; pair: string };

async function plant({ db }: Database): Promise<Rows> {
  const rows = { user: randomUUID(), session: randomUUID(), pair: randomUUID() };
  const flag = sql<number>`${sql.lit(false)}`;
  const times = { createdAt: AT, updatedAt: AT };
  await db
    .insertInto("user")
    .values({
      ...{ id: rows.user, name: "Ben", email: `${rows.user}@example.org`, image: null },
      ...{ emailVerified: flag, isAnonymous: flag, ...times },
    })
    .execute();
  await db
    .insertInto("session")
    .values({
      ...{ id: rows.session, token: randomUUID(), userId: rows.user, ipAddress: null, userAgent: null },
      ...{ expiresAt: "2027-01-05T09:00:00.000Z", ...times },
    })
    .execute();
  await db.insertInto("pair").values({ id: rows.pair, created_by: rows.user, created_at: AT }).execute();
  await db
    .insertInto("pair_member")
    .values({ pair_id: rows.pair, member: "b", user_id: rows.user, name: "Ben", role: "report" })
    .execute();
  return rows;
}

describeEachEngine("The mark of access", ({ engine, open }) => {
  const ends: Record<string, (database: Database, rows: Rows) => Promise<unknown>> = {
    "a seat is freed": ({ db }, rows) =>
      db.updateTable("pair_member").set({ user_id: null }).where("pair_id", "=", rows.pair).execute(),
    "a seat goes": ({ db }, rows) => db.deleteFrom("pair_member").where("pair_id", "=", rows.pair).execute(),
    "a page is frozen": ({ db }, rows) =>
      db.updateTable("pair").set({ frozen_at: AT }).where("id", "=", rows.pair).execute(),
    "a page goes with all that hangs on it": ({ db }, rows) =>
      db.deleteFrom("pair").where("id", "=", rows.pair).execute(),
    "a session ends": ({ db }, rows) => db.deleteFrom("session").where("id", "=", rows.session).execute(),
    "an account goes, and with it its sessions": ({ db }, rows) =>
      db.deleteFrom("user").where("id", "=", rows.user).execute(),
  };
  for (const [name, end] of Object.entries(ends)) {
    test(`moves when ${name}, once`, async () => {
      const database = await open();
      const rows = await plant(database);
      const mark = createChangeMark(database);
      const before = await mark();
      expect(await mark()).toBe(before);
      await end(database, rows);
      const after = await mark();
      expect(after).not.toBe(before);
      expect(await mark()).toBe(after);
    });
  }

  test("stays where nobody's access ends", async () => {
    const database = await open();
    const rows = await plant(database);
    const mark = createChangeMark(database);
    const before = await mark();
    await plant(database);
    await database.db.updateTable("session").set({ updatedAt: AT, expiresAt: AT }).execute();
    await database.db.updateTable("pair_member").set({ name: "Benjamin" }).where("pair_id", "=", rows.pair).execute();
    await database.db.updateTable("pair").set({ going_told_at: AT }).execute();
    expect(await mark()).toBe(before);
  });

  test("does not move for what was taken back", async () => {
    const database = await open();
    await plant(database);
    const mark = createChangeMark(database);
    const before = await mark();
    await database.db
      .transaction()
      .execute(async (transaction) => {
        await transaction.deleteFrom("session").execute();
        throw new Error("no");
      })
      .catch(() => undefined);
    expect(await mark()).toBe(before);
  });

  if (engine === "sqlite") return;

  /** A change that is made and not committed yet. */
  async function changing({ db }: Database, rows: Rows) {
    const { promise: changed, resolve: hasChanged } = Promise.withResolvers<void>();
    const { promise: mayEnd, resolve: commit } = Promise.withResolvers<void>();
    const ended = db.transaction().execute(async (transaction) => {
      await transaction.deleteFrom("session").where("id", "=", rows.session).execute();
      hasChanged();
      await mayEnd;
    });
    await Promise.race([changed, ended]);
    return {
      commit: () => {
        commit();
        return ended;
      },
    };
  }

  test("moves when a change is committed that began before others which have been seen", async () => {
    const database = await open();
    const [first, second, third] = [await plant(database), await plant(database), await plant(database)];
    const mark = createChangeMark(database);
    await mark();
    const slow = await changing(database, first);
    // Nobody waits for anybody: two changes at once touch no row in common.
    const quick = await changing(database, second);
    await quick.commit();
    const before = await mark();
    expect(await mark()).toBe(before);
    await slow.commit();
    const after = await mark();
    expect(after).not.toBe(before);
    await (await changing(database, third)).commit();
    expect(await mark()).not.toBe(after);
  });

  test("moves on every node, and on one that looks for the first time after rows were cleared away", async () => {
    const config = await open();
    const rows = await plant(config);
    const [one, other] = [createChangeMark(config), createChangeMark(config)];
    const before = [await one(), await other()];
    await config.db.deleteFrom("session").where("id", "=", rows.session).execute();
    const after = [await one(), await other()];
    expect(after[0]).not.toBe(before[0]);
    expect(after[1]).not.toBe(before[1]);
    await clearAccessChanges(config.db, Date.now() + 1000);
    const emptied = [await one(), await other()];
    expect([await one(), await other()]).toEqual(emptied);
  });

  test("moves for whoever changes rows by hand, by another path and with no right to the mark's own table", async () => {
    const database = await open();
    const rows = await plant(database);
    const mark = createChangeMark(database);
    const before = await mark();
    await database.db.transaction().execute(async (transaction) => {
      await sql`create role hand`.execute(transaction);
      await sql`grant usage on schema public to hand`.execute(transaction);
      await sql`grant select, update, delete on session to hand`.execute(transaction);
      await sql`set local role hand`.execute(transaction);
      await sql`set local search_path = pg_catalog`.execute(transaction);
      await sql`delete from public.session where id = ${rows.session}`.execute(transaction);
      await sql`reset role`.execute(transaction);
      await sql`set local search_path = public`.execute(transaction);
      await sql`drop owned by hand`.execute(transaction);
      await sql`drop role hand`.execute(transaction);
    });
    expect(await mark()).not.toBe(before);
  });
});
