import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { getMigrations } from "better-auth/db/migration";
import { anonymous } from "better-auth/plugins/anonymous";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { databaseConfig } from "./database-config.ts";
import { isUniqueViolation } from "./database-error.ts";
import { openDatabase } from "./open-database.ts";
import { describeEachEngine } from "./testing/describe-each-engine.ts";

describeEachEngine("the database", ({ open, fresh, engine }) => {
  test("it opens again on what it wrote, with the same epoch", async () => {
    const config = await fresh();
    const first = await open(config);
    await first.db
      .insertInto("pair")
      .values({ id: "p", created_by: "ana", created_at: "2026-01-01T00:00:00Z" })
      .execute();
    const { epoch } = first.log;
    await first.close();
    const second = await open(config);
    expect(await second.db.selectFrom("pair").select("id").execute()).toEqual([{ id: "p" }]);
    expect(second.log.epoch).toBe(epoch);
  });

  test("the tables are what the sign-in library expects", async () => {
    const { db } = await open();
    const { toBeCreated, toBeAdded } = await getMigrations({
      database: { db, type: engine },
      plugins: [anonymous()],
      secret: "only to ask what is missing, never to sign",
    });
    expect([...toBeCreated, ...toBeAdded].map(({ table }) => table)).toEqual([]);
  });

  test("a transaction that fails leaves nothing, one that succeeds leaves all", async () => {
    const { db } = await open();
    const add = (key: string, fails: boolean) =>
      db.transaction().execute(async (transaction) => {
        await transaction.insertInto("setting").values({ key, value: "1" }).execute();
        if (fails) throw new Error("no");
      });
    await expect(add("left", true)).rejects.toThrow("no");
    await add("right", false);
    const keys = await db.selectFrom("setting").select("key").where("key", "in", ["left", "right"]).execute();
    expect(keys).toEqual([{ key: "right" }]);
  });

  test("transactions at once do not see into each other", async () => {
    const { db } = await open();
    await db.insertInto("setting").values({ key: "count", value: "0" }).execute();
    const raise = () =>
      db
        .transaction()
        .setIsolationLevel("serializable")
        .execute(async (transaction) => {
          const { value } = await transaction
            .selectFrom("setting")
            .select("value")
            .where("key", "=", "count")
            .$if(engine === "postgres", (query) => query.forUpdate())
            .executeTakeFirstOrThrow();
          await transaction
            .updateTable("setting")
            .set({ value: String(Number(value) + 1) })
            .where("key", "=", "count")
            .execute();
        });
    const raised = await Promise.allSettled([raise(), raise(), raise()]);
    const succeeded = raised.filter(({ status }) => status === "fulfilled").length;
    const { value } = await db
      .selectFrom("setting")
      .select("value")
      .where("key", "=", "count")
      .executeTakeFirstOrThrow();
    expect(value).toBe(String(succeeded));
    expect(succeeded).toBeGreaterThan(0);
  });

  test("a batch is stored whole or not at all", async () => {
    const { db, batch } = await open();
    const insert = (key: string) => db.insertInto("setting").values({ key, value: "" });
    await expect(batch([insert("one"), insert("one")])).rejects.toSatisfy(isUniqueViolation);
    await batch([insert("two"), insert("three")]);
    const rows = await db.selectFrom("setting").select("key").where("key", "in", ["one", "two", "three"]).execute();
    expect(rows.map(({ key }) => key).sort()).toEqual(["three", "two"]);
  });

  test("bytes, big numbers and every letter come back as they were", async () => {
    const { db } = await open();
    const state = Uint8Array.from({ length: 10_000 }, (_, index) => index % 256);
    const volume = { page: "ä 🎈", year: 2025, state, sealed_at: "2026-01-01T00:00:00Z" };
    await db.insertInto("page_volume").values(volume).execute();
    const read = await db.selectFrom("page_volume").selectAll().executeTakeFirstOrThrow();
    expect({ ...read, state: new Uint8Array(read.state) }).toEqual(volume);
    await db.insertInto("page_state").values({ page: "p", head_seq: 9_007_199_254_740_991 }).execute();
    const { head_seq } = await db.selectFrom("page_state").select("head_seq").executeTakeFirstOrThrow();
    expect(head_seq).toBe(9_007_199_254_740_991);
  });
});

describe("the data file", () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "candor-file-"));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test("two servers on one file are refused, in words that say what to do", async () => {
    const path = join(folder, "one.sqlite");
    const database = await openDatabase({ engine: "sqlite", path });
    await expect(openDatabase({ engine: "sqlite", path })).rejects.toThrow(/Another Candor process has .* open/);
    await database.close();
    await (await openDatabase({ engine: "sqlite", path })).close();
  });

  test("the file of a server that was killed opens at once, with what it had committed", async () => {
    const path = join(folder, "killed.sqlite");
    const source = new URL("./open-database.ts", import.meta.url).href;
    const script = join(folder, "write.mjs");
    writeFileSync(
      script,
      `const { openDatabase } = await import(${JSON.stringify(source)});
      const { db } = await openDatabase({ engine: "sqlite", path: ${JSON.stringify(path)} });
      await db.insertInto("setting").values({ key: "kept", value: "yes" }).execute();
      process.stdout.write("committed");`,
    );
    const child = spawn(process.execPath, [script], { stdio: ["ignore", "pipe", "inherit"] });
    await new Promise((resolve) => child.stdout.once("data", resolve));
    await expect(openDatabase({ engine: "sqlite", path })).rejects.toThrow(/Another Candor process/);
    const exited = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGKILL");
    await exited;
    const database = await openDatabase({ engine: "sqlite", path });
    const rows = await database.db.selectFrom("setting").select("value").where("key", "=", "kept").execute();
    expect(rows).toEqual([{ value: "yes" }]);
    await database.close();
  });

  test("it is written with the settings under which nothing committed is lost", async () => {
    const database = await openDatabase({ engine: "sqlite", path: join(folder, "settings.sqlite") });
    const read = async (name: string) =>
      Object.values((await sql.raw(`pragma ${name}`).execute(database.db)).rows[0] ?? {});
    expect(await read("journal_mode")).toEqual(["wal"]);
    expect(await read("synchronous")).toEqual([2]);
    expect(await read("foreign_keys")).toEqual([1]);
    await database.close();
  });

  test("a file that is no database is left as it is", async () => {
    const path = join(folder, "letter.sqlite");
    writeFileSync(path, "Dear Ben, this is a letter and no database. ".repeat(100));
    await expect(openDatabase({ engine: "sqlite", path })).rejects.toThrow(/not a database/);
  });

  test("a file of a newer version is not touched", async () => {
    const path = join(folder, "newer.sqlite");
    await (await openDatabase({ engine: "sqlite", path })).close();
    const file = new DatabaseSync(path);
    file.exec("insert into kysely_migration (name, timestamp) values ('9999_from_the_future', '2099-01-01')");
    file.close();
    await expect(openDatabase({ engine: "sqlite", path })).rejects.toThrow(/written by a newer version/);
  });
});

test("an address of another kind of database is refused by name", () => {
  expect(databaseConfig({}, "/data")).toEqual({ engine: "sqlite", path: "/data/candor.sqlite" });
  expect(() => databaseConfig({ DATABASE_URL: "mysql://x" }, "/data")).toThrow(/postgres/);
});
