import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { open } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { databaseConfig } from "../../database/database-config.ts";
import { openDatabase } from "../../database/open-database.ts";
import { describeEachEngine } from "../../database/testing/describe-each-engine.ts";
import { keepAuthSecret } from "../../people/auth-secret.ts";
import { runCare } from "../run-care.ts";
import { examine } from "./examine.ts";

const NOW = new Date("2026-11-25T12:00:00Z");

let data: string;
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), "candor-doctor-"));
  chmodSync(data, 0o700);
});
afterEach(() => rmSync(data, { recursive: true, force: true }));

const wrongs = async (env: Record<string, string | undefined>) =>
  (await examine(env, NOW)).flatMap((finding) => (finding.level === "wrong" ? [finding.what] : []));

describeEachEngine("the doctor", ({ engine, fresh }) => {
  const sickbed = async () => {
    const config = engine === "sqlite" ? databaseConfig({}, data) : await fresh();
    const env = { CANDOR_DATA: data, DATABASE_URL: config.engine === "postgres" ? config.url : undefined };
    await keepAuthSecret(data);
    return { env, open: () => openDatabase(config) };
  };

  test("finds nothing wrong with a sound place, whether or not its server runs", async () => {
    const { env, open } = await sickbed();
    const database = await open();
    expect(await wrongs(env)).toEqual([]);
    await database.close();
    expect(await wrongs(env)).toEqual([]);
  });

  test("counts notebooks, and names those that are not whole", async () => {
    const { env, open } = await sickbed();
    let { db, close } = await open();
    const at = NOW.toISOString();
    const no = engine === "sqlite" ? 0 : false;
    const kim = { id: "kim", name: "Kim", email: "kim@example.org", emailVerified: no, image: null, isAnonymous: no };
    await db
      .insertInto("user")
      .values({ ...kim, createdAt: at, updatedAt: at })
      .execute();
    const row = { id: "v".repeat(22), user_id: "kim", rank: 0, manifest_seq: 1, head_seq: 0, bytes: 2 ** 20 };
    await db
      .insertInto("vault")
      .values({ ...row, made_at: at, changed_at: at })
      .execute();
    await db
      .insertInto("vault_manifest")
      .values({ vault_id: row.id, seq: 1, at, manifest: new Uint8Array(9) })
      .execute();
    await close();
    expect(await wrongs(env)).toEqual([]);
    const said = (await examine(env, NOW)).map(({ what }) => what);
    expect(said).toContain("Notebooks: 1, 1.0 MiB, sealed; each has its manifest.");
    ({ db, close } = await open());
    await db.updateTable("vault").set({ manifest_seq: 2 }).execute();
    await close();
    expect((await wrongs(env)).join()).toMatch(/not whole.*: 1\./);
  });

  test("names a page in quarantine, a clock that went back, and tables of a newer version", async () => {
    const { env, open } = await sickbed();
    const database = await open();
    const who = { page: "p", session: "s", clientId: 7, userId: "ana", member: "a" as const };
    await database.log.append([{ ...who, cseq: 1, at: "2026-11-25T13:00:00.000Z", update: new Uint8Array(3) }]);
    await database.db
      .insertInto("page_state")
      .values({ page: "sick", quarantined_at: NOW.toISOString(), quarantine_reason: "topics: odd" })
      .execute();
    await database.log.sql(
      "insert into kysely_migration (name, timestamp) values ('9999_from_the_future', '2099-01-01')",
    );
    await database.close();
    const found = (await wrongs(env)).join("\n");
    expect(found).toMatch(/newer version/);
    expect(found).toMatch(/Page sick .*topics: odd/);
    expect(found).toMatch(/60 minutes in the future/);
  });
});

describe("the doctor", () => {
  test("names every wrong setting, and ends with 1", async () => {
    const said: string[] = [];
    const env = { CANDOR_DATA: data, PORT: "x", CANDOR_LOG: "loud" };
    const command = { command: "doctor", json: false } as const;
    expect(await runCare(command, { env, now: () => NOW, say: (line) => said.push(line) })).toBe(1);
    expect(said.join("\n")).toMatch(/WRONG {2}PORT[\s\S]*WRONG {2}CANDOR_LOG/);
  });

  test("says of a mail server that does not answer, and keeps the password to itself", async () => {
    const mail = { CANDOR_SMTP_URL: "smtp://candor:hunter2@127.0.0.1:1", CANDOR_MAIL_FROM: "candor@example.org" };
    const found = (await wrongs({ CANDOR_DATA: data, ...mail })).join("\n");
    expect(found).toMatch(/mail server 127\.0\.0\.1:1 cannot be reached/);
    expect(found).not.toContain("hunter2");
  });

  test("finds a damaged file, and a key that others can read", async () => {
    const config = databaseConfig({}, data);
    await keepAuthSecret(data);
    chmodSync(join(data, "secret"), 0o644);
    const database = await openDatabase(config);
    await database.db
      .insertInto("setting")
      .values(Array.from({ length: 300 }, (_, index) => ({ key: `key-${index}`, value: "v".repeat(200) })))
      .execute();
    await database.close();
    const path = join(data, "candor.sqlite");
    const file = await open(path, "r+");
    const { size } = await file.stat();
    for (let at = 4096 * 10; at < size; at += 4096) await file.write(Buffer.alloc(600, 0xa5), 0, 600, at);
    await file.close();
    const found = (await wrongs({ CANDOR_DATA: data })).join("\n");
    expect(found).toMatch(/damaged|cannot be read/);
    expect(found).toMatch(/Others may read the key/);
  });

  test("says so where no backup was made, and where one was", async () => {
    await (await openDatabase(databaseConfig({}, data))).close();
    const minds = async () =>
      (await examine({ CANDOR_DATA: data }, NOW)).flatMap((finding) =>
        finding.level === "mind" ? [finding.what] : [],
      );
    expect((await minds()).join("\n")).toMatch(/No backup was ever made/);
    const command = { command: "backup", to: null, withSecret: false, json: true } as const;
    await runCare(command, { env: { CANDOR_DATA: data }, now: () => NOW, say: () => undefined });
    expect((await minds()).join("\n")).not.toMatch(/backup/i);
  });
});
