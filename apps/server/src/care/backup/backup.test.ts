import { mkdtempSync, rmSync } from "node:fs";
import { appendFile, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openImageFolder } from "../../artifact/image-files.ts";
import { openImages } from "../../artifact/open-images.ts";
import { startTestStore } from "../../artifact/testing/s3-server.ts";
import { loadConfig } from "../../config.ts";
import { databaseConfig } from "../../database/database-config.ts";
import { type Database, type DatabaseConfig, openDatabase } from "../../database/open-database.ts";
import { describeEachEngine } from "../../database/testing/describe-each-engine.ts";
import { appendRecords } from "../../notebook/append-records.ts";
import type { ComingRecord } from "../../notebook/plan-append.ts";
import { readRecords } from "../../notebook/read-records.ts";
import { putManifest, readHeads, readVault } from "../../notebook/vaults.ts";
import type { LogEntry } from "../../sync/page-log.ts";
import type { Finding } from "../doctor/finding.ts";
import { runCare } from "../run-care.ts";
import type { MadeBackup } from "./make-backup.ts";
import type { Restored } from "./restore-backup.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "candor-backup-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A place to be kept: a data folder and a database of its own. */
function placeOf(name: string, database: DatabaseConfig | null, more: Readonly<Record<string, string>> = {}) {
  const data = join(folder, name);
  const env = { ...more, CANDOR_DATA: data, DATABASE_URL: database?.engine === "postgres" ? database.url : undefined };
  const config = databaseConfig({ DATABASE_URL: env.DATABASE_URL }, data);
  const run = async <T>(command: Parameters<typeof runCare>[0]): Promise<T> => {
    const said: string[] = [];
    await runCare({ ...command, json: true }, { env, now: () => new Date(), say: (line) => said.push(line) });
    return JSON.parse(said.join("")) as T;
  };
  return {
    data,
    config,
    run,
    env,
    secret: () => readFile(join(data, "secret"), "utf8"),
    async open() {
      await mkdir(data, { recursive: true });
      return openDatabase(config);
    },
    backup: (withSecret = false) => run<MadeBackup>({ command: "backup", to: null, withSecret, json: true }),
    restore: (from: string, { replace = false, signOutEverybody = false } = {}) =>
      run<Restored>({ command: "restore", from, replace, signOutEverybody, json: true }),
  };
}

function entry(cseq: number, session = "s"): LogEntry {
  const who = { page: "page", session, clientId: 7, userId: "ana", member: "a" as const };
  return { ...who, cseq, at: "2026-03-02T10:00:00.000Z", update: Uint8Array.of(cseq, 1, 2) };
}

describeEachEngine("a backup", ({ engine, fresh }) => {
  const emptyPlace = async (name: string, more: Readonly<Record<string, string>> = {}) =>
    placeOf(name, engine === "postgres" ? await fresh() : null, more);

  test("holds everything that was acknowledged before it was begun, and comes back with a higher epoch", async () => {
    const from = await emptyPlace("from");
    const database = await from.open();
    let [acknowledged, writes] = [0, true];
    const writing = (async () => {
      for (let cseq = 1; writes; cseq += 1) {
        await database.log.append([entry(cseq)]);
        acknowledged = cseq;
      }
    })();
    while (acknowledged < 30) await new Promise((resolve) => setImmediate(resolve));
    const before = acknowledged;
    const { folder: made, manifest } = await from.backup();
    writes = false;
    await writing;
    const { epoch } = database.log;
    await database.close();

    expect(manifest.engine).toBe(engine);
    expect(manifest.counts.logRows).toBeGreaterThanOrEqual(before);
    const to = placeOf("to", engine === "postgres" ? { engine, url: await emptyDatabase(fresh) } : null);
    const { epoch: raised } = await to.restore(made);
    expect(raised).toBeGreaterThan(epoch);
    const restored = await to.open();
    expect(restored.log.epoch).toBe(raised);
    const rows = await restored.log.readTail("page", 0);
    expect(rows.map(({ update }) => update[0])).toEqual(rows.map((_, index) => (index + 1) % 256));
    expect(rows.length).toBe(manifest.counts.logRows);
    expect(await restored.log.storedCseq("page", "s")).toBe(rows.length);
    await restored.log.append([entry(rows.length + 1)]);
    await restored.close();
  });

  test("brings notes back as they were then; what a device wrote since it gives again, and numbers are given anew to nobody", async () => {
    const from = await emptyPlace("from");
    let database = await from.open();
    const { vault, laptop, kim, limits } = await openNotes(database);
    const kept = [laptop(1), laptop(2)];
    await appendRecords(database.db, kim, kept, limits(database), new Date());
    const { folder: made, manifest } = await from.backup();
    expect(manifest.counts.noteRecords).toBe(2);
    const since = [laptop(3), laptop(4)];
    const outcome = await appendRecords(database.db, kim, since, limits(database), new Date());
    const before = outcome.type === "appended" ? (outcome.seqs[1] ?? 0) : 0;
    await putManifest(
      database.db,
      kim,
      { follows: 1, seq: 2, manifest: Buffer.from("two") },
      limits(database),
      new Date(),
    );
    await database.close();

    await from.restore(made, { replace: true });
    database = await from.open();
    const epoch = database.log.epoch;
    expect(epoch).toBeGreaterThan(1);
    expect(await readVault(database.db, kim, limits(database))).toMatchObject({ vault, seq: 1, restoreEpoch: epoch });
    expect((await readHeads(database.db, kim))?.heads).toMatchObject([{ dseq: 2 }]);
    const gap = await appendRecords(database.db, kim, [laptop(5)], limits(database), new Date());
    expect(gap).toMatchObject({ type: "record_gap", head: { dseq: 2 } });
    const again = await appendRecords(database.db, kim, [...kept, ...since, laptop(5)], limits(database), new Date());
    const seqs = again.type === "appended" ? again.seqs : [];
    expect(seqs.slice(0, 2)).toEqual([1_000_001, 1_000_002]);
    for (const seq of seqs.slice(2)) expect(seq).toBeGreaterThan(before);
    // A device that had read up to `before` reads on from there and misses nothing of what came again.
    const page = await readRecords(database.db, kim, { after: before, doc: null, skipsCovered: false });
    expect(page?.records.map(({ dseq }) => dseq)).toEqual([3, 4, 5]);
    const put = { follows: 1, seq: 3, manifest: Buffer.from("three") };
    expect(await putManifest(database.db, kim, put, limits(database), new Date())).toMatchObject({ vault: { seq: 3 } });
    await database.close();
  });

  test("holds the images of artifacts, and brings back those that are not there", async () => {
    const from = await emptyPlace("from");
    await (await from.open()).close();
    const images = join(from.data, "images");
    await mkdir(join(images, "lost+found"), { recursive: true });
    const [one, other] = ["1".repeat(36), "2".repeat(36)];
    for (const name of [one, other, `${one}.part`, "notes.txt"]) await writeFile(join(images, name), name);
    const { folder: made, manifest } = await from.backup();
    const names = manifest.files.map(({ name }) => name).filter((name) => name.startsWith("image-"));
    expect(names.sort()).toEqual([`image-${one}`, `image-${other}`]);

    await rm(join(images, one));
    await expect(from.restore(made)).rejects.toThrow(/already\. Say --replace/);
    expect(await readdir(images)).not.toContain(one); // nothing of a restore that was refused
    await from.restore(made, { replace: true });
    expect(await readFile(join(images, one), "utf8")).toBe(one);

    await appendFile(join(made, `image-${one}`), "x");
    await expect(from.restore(made, { replace: true })).rejects.toThrow(/damaged/);
  });

  test("holds the images of a store, and brings them back into it", async () => {
    const store = await startTestStore();
    const { endpoint, bucket, region, keyId, secretKey, prefix } = store.config;
    const place = await emptyPlace("from", {
      ...{ CANDOR_S3_ENDPOINT: endpoint, CANDOR_S3_BUCKET: bucket, CANDOR_S3_REGION: region },
      ...{ CANDOR_S3_KEY_ID: keyId, CANDOR_S3_SECRET_KEY: secretKey, CANDOR_S3_PREFIX: prefix },
    });
    try {
      await (await place.open()).close();
      const folder = openImageFolder(join(place.data, "images"));
      const ids = ["1", "2", "3"].map((digit) => digit.repeat(36));
      for (const id of ids) await folder.write(id, new TextEncoder().encode(id));
      const doctor = () => place.run<Finding[]>({ command: "doctor", json: true });
      expect(await doctor()).toContainEqual(
        expect.objectContaining({ level: "mind", what: expect.stringMatching(/^3 images lie in the data/) }),
      );
      expect(await place.run({ command: "move-images", json: true })).toEqual({ moved: 3 });
      const { folder: made } = await place.backup();
      store.objects.clear();
      await place.restore(made, { replace: true });
      const images = openImages(loadConfig(place.env));
      for (const id of ids) expect(new TextDecoder().decode((await images.read(id)) ?? undefined)).toBe(id);
      expect((await doctor()).map(({ what }) => what).join()).toContain("can be read; 3 lie there");
      store.mood = "away";
      expect(await doctor()).toContainEqual(
        expect.objectContaining({ level: "wrong", what: expect.stringMatching(/does not answer/) }),
      );
      await rm(join(place.data, "backups"), { recursive: true });
      await expect(place.backup()).rejects.toThrow(/does not answer/);
      expect(await readdir(join(place.data, "backups"))).toEqual([]); // whole or none
    } finally {
      await store.close();
    }
  });

  test("that cannot read an image is none", async () => {
    const from = await emptyPlace("from");
    await (await from.open()).close();
    await mkdir(join(from.data, "images", "1".repeat(36)), { recursive: true }); // a folder: reading it fails
    await expect(from.backup()).rejects.toThrow();
    expect(await readdir(join(from.data, "backups"))).toEqual([]);
  });

  test("is not put where something is already, unless it is said; and then that is kept aside", async () => {
    const place = await emptyPlace("place");
    let database = await place.open();
    await database.log.append([entry(1)]);
    const old = await place.backup();
    await database.log.append([entry(2)]);
    await database.close();

    await expect(place.restore(old.folder)).rejects.toThrow(/already\. Say --replace/);
    const first = await place.restore(old.folder, { replace: true });
    expect(first.aside).not.toBeNull();
    database = await place.open();
    expect(await database.log.readTail("page", 0)).toHaveLength(1);
    await database.close();
    // The same backup again must not give an epoch that somebody has seen.
    expect((await place.restore(old.folder, { replace: true })).epoch).toBeGreaterThan(first.epoch);
  });

  test("is not put under a server that runs", async () => {
    const place = await emptyPlace("place");
    const database = await place.open();
    await database.log.append([entry(1)]);
    const { folder: made } = await place.backup();
    await expect(place.restore(made, { replace: true })).rejects.toThrow(/Another Candor process|other connections/);
    expect(await database.log.readTail("page", 0)).toHaveLength(1);
    await database.close();
  });

  test("that lost a byte or its manifest is refused, and what was there stays", async () => {
    const place = await emptyPlace("place");
    const database = await place.open();
    await database.log.append([entry(1)]);
    const { folder: made, manifest } = await place.backup();
    await database.log.append([entry(2)]);
    await database.close();
    await appendFile(join(made, manifest.files[0]!.name), "x");
    await expect(place.restore(made, { replace: true })).rejects.toThrow(/damaged/);
    await rm(join(made, "manifest.json"));
    await expect(place.restore(made, { replace: true })).rejects.toThrow(/no backup/);
    const again = await place.open();
    expect(await again.log.readTail("page", 0)).toHaveLength(2);
    await again.close();
  });
});

async function openNotes({ db, engine, log }: Database) {
  const at = new Date("2026-03-02T10:00:00.000Z").toISOString();
  const no = engine === "sqlite" ? 0 : false;
  await db
    .insertInto("user")
    .values({
      ...{ id: "kim", name: "Kim", email: "kim@example.org", emailVerified: no, image: null },
      ...{ createdAt: at, updatedAt: at, isAnonymous: no },
    })
    .execute();
  const kim = { vault: "v".repeat(22), userId: "kim" };
  const limits = ({ log }: Database) => ({ restoreEpoch: log.epoch, mostBytes: 2 ** 20 });
  await putManifest(
    db,
    kim,
    { follows: 0, seq: 1, manifest: Buffer.from("one") },
    limits({ log } as Database),
    new Date(),
  );
  const laptop = (dseq: number): ComingRecord => {
    const number = { doc: "d".repeat(22), device: "e".repeat(22), dseq };
    return { ...number, kind: "update", bytes: Uint8Array.of(dseq), digest: String(dseq), snapshot: null };
  };
  return { vault: kim.vault, laptop, kim, limits };
}

/** Without a single table, as somebody would make one to restore into. */
async function emptyDatabase(fresh: () => Promise<DatabaseConfig>): Promise<string> {
  const config = await fresh();
  if (config.engine !== "postgres") throw new Error("only PostgreSQL has databases");
  const { Client } = (await import("pg")).default;
  const client = new Client(config.url);
  await client.connect();
  await client.query("drop schema public cascade; create schema public");
  await client.end();
  return config.url;
}

describe("the secret", () => {
  test("is in a backup only if it is asked for, and never replaces the one that is there", async () => {
    const from = placeOf("from", null);
    await (await from.open()).close();
    await writeFile(join(from.data, "secret"), "k".repeat(43));
    const plain = await from.backup();
    expect(await readdir(plain.folder)).not.toContain("secret");
    await rm(plain.folder, { recursive: true });
    const whole = await from.backup(true);
    const to = placeOf("to", null);
    await to.restore(whole.folder);
    expect((await to.secret()).trim()).toBe("k".repeat(43));
    await writeFile(join(to.data, "secret"), "n".repeat(43));
    await to.restore(whole.folder, { replace: true });
    expect((await to.secret()).trim()).toBe("n".repeat(43));
  });
});

test("what is left of a backup that was killed half-way is none", async () => {
  const place = placeOf("place", null);
  await (await place.open()).close();
  const half = join(place.data, "backups", "candor-2026-01-01T00-00-00Z.unfinished");
  await mkdir(half, { recursive: true });
  await writeFile(join(half, "candor.sqlite"), "half of");
  await expect(place.restore(half)).rejects.toThrow(/no backup/);
});
