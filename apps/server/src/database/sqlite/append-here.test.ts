import { fdatasyncSync, fstatSync } from "node:fs";
import { mkdtemp, readFile, rm, stat, symlink, utimes } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { DatabaseError } from "../database-error.ts";
import { AppendHere, NotSynced } from "./append-here.ts";
import type { LogRow } from "./packed-rows.ts";
import { SqliteWriter } from "./sqlite-writer.ts";

const LOG = `create table page_log (seq integer primary key, prev integer, session_id integer, cseq integer, member text,
  at text, "update" blob)`;
const NOTE = { sql: "insert into note values (?1)", parameters: ["noted"] };

let folder: string;
let path: string;
let writer: SqliteWriter;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "candor-append-"));
  path = join(folder, "candor.sqlite");
  writer = await SqliteWriter.open({ path, synchronous: "FULL" });
  await writer.batch([
    { sql: LOG, parameters: [] },
    { sql: "create table note (text not null)", parameters: [] },
  ]);
});
afterEach(async () => {
  await writer.close();
  await rm(folder, { recursive: true });
});

function row(cseq: number): LogRow {
  return { prev: 0, sessionId: 1, cseq, member: "a", time: 0, update: Uint8Array.of(cseq) };
}

async function stored(): Promise<unknown[]> {
  const rows = await writer.query({ sql: "select seq, cseq, at, [update] as bytes from page_log", parameters: [] });
  return rows.rows.map(({ seq, cseq, at, bytes }) => [seq, cseq, at, [...(bytes as Uint8Array)]]);
}

test("what one thread appends the other reads, whichever of them it was", async () => {
  const here = new AppendHere({ path, synchronous: "FULL" });
  expect(here.append(1, [row(1), row(2)], [])).toBe(true);
  await writer.append(3, [row(3)]);
  expect(here.append(4, [row(4)], [NOTE])).toBe(true);
  here.close();
  const at = "1970-01-01T00:00:00.000Z";
  expect(await stored()).toEqual([1, 2, 3, 4].map((seq) => [seq, seq, at, [seq]]));
  expect((await writer.query({ sql: "select text from note", parameters: [] })).rows).toEqual([{ text: "noted" }]);
});

test("while somebody else writes nothing waits and nothing is stored, and it is left to the writer's thread", async () => {
  const here = new AppendHere({ path, synchronous: "FULL" });
  const other = new DatabaseSync(path);
  other.exec("begin immediate");
  expect(here.append(1, [row(1)], [])).toBe(false);
  other.exec("rollback");
  other.close();
  expect(await stored()).toEqual([]);
  expect(here.append(1, [row(1)], [])).toBe(true);
  here.close();
});

describe("a disk that takes long", () => {
  let now = 0;
  let took = 0;
  let here: AppendHere;
  beforeEach(() => {
    [now, took] = [0, 0];
    here = new AppendHere(
      { path, synchronous: "FULL" },
      {
        now: () => {
          now += took;
          return now;
        },
      },
    );
  });
  afterEach(() => here.close());

  /** Whether so many appends, each of which takes so many milliseconds, were all done here. */
  function areDone(first: number, count: number, milliseconds: number): boolean {
    took = milliseconds;
    const done = Array.from({ length: count }, (_, index) => here.append(first + index, [row(first + index)], []));
    took = 0;
    return done.every((one) => one);
  }

  test("is left to the writer's thread for three hundred times as long as it took, and then tried again", () => {
    expect(areDone(1, 5, 1)).toBe(true);
    expect(areDone(6, 1, 120)).toBe(true);
    expect(areDone(7, 1, 0)).toBe(false);
    now += 35_990;
    expect(areDone(7, 1, 0)).toBe(false);
    now += 20;
    expect(areDone(7, 1, 1)).toBe(true);
    expect(areDone(8, 1, 1)).toBe(true);
  });

  test("now and then is not left alone, for that is chance", () => {
    for (let first = 1; first < 100; first += 10) {
      expect(areDone(first, 1, 40)).toBe(true);
      expect(areDone(first + 1, 9, 0.5)).toBe(true);
    }
  });

  test("every time is left alone after a few, and again for as long when it is tried once more", () => {
    expect(areDone(1, 5, 0.5)).toBe(true);
    expect(areDone(6, 10, 40)).toBe(false);
    now += 11_000;
    expect(areDone(20, 1, 40)).toBe(false);
    now += 1_000;
    expect(areDone(20, 1, 40)).toBe(true);
    expect(areDone(21, 1, 40)).toBe(false);
  });
});

test("what fails is taken back as a whole, and the next is stored", async () => {
  const here = new AppendHere({ path, synchronous: "FULL" });
  const isNull = { sql: "insert into note values (null)", parameters: [] };
  expect(() => here.append(1, [row(1)], [NOTE, isNull])).toThrow(DatabaseError);
  expect(await stored()).toEqual([]);
  expect(here.append(1, [row(2)], [])).toBe(true);
  here.close();
  expect(await stored()).toHaveLength(1);
});

describe("where the disk will not say that it has all of it", () => {
  let isSick: boolean;
  /** how often more it will fail */
  let failures: number;
  let sick: SqliteWriter;
  beforeEach(async () => {
    [isSick, failures] = [true, Number.POSITIVE_INFINITY];
    await writer.close();
    const sync = (file: number) => {
      if (isSick && failures-- > 0) throw new Error("EIO: i/o error, fdatasync");
      fdatasyncSync(file);
    };
    sick = await SqliteWriter.open({ path, synchronous: "FULL" }, { sync });
  });
  afterEach(async () => {
    await sick.close();
    writer = await SqliteWriter.open({ path, synchronous: "FULL" });
  });

  async function cseqs(): Promise<unknown[]> {
    const { rows } = await sick.query({ sql: "select cseq from page_log order by seq", parameters: [] });
    return rows.map(({ cseq }) => cseq);
  }

  test("nothing counts as stored, and what comes next takes the same numbers", async () => {
    isSick = false;
    expect(sick.appendNow(1, [row(1)])).toBe(true);
    isSick = true;
    expect(() => sick.appendNow(2, [row(2), row(3)])).toThrow(NotSynced);
    expect(await cseqs()).toEqual([1, 2, 3]); // of which nobody has been told
    isSick = false;
    expect(sick.appendNow(2, [row(4)])).toBe(false); // the log is not whole yet
    await sick.append(2, [row(4)]);
    expect(await cseqs()).toEqual([1, 4]);
  });

  test("what was in the log is taken back at once, where it says so the second time", async () => {
    failures = 1;
    expect(() => sick.appendNow(1, [row(1)])).toThrow(NotSynced);
    await vi.waitFor(async () => expect(await cseqs()).toEqual([]));
  });

  test("nothing is stored for as long as that lasts, people go on reading, and nothing is there twice afterwards", async () => {
    for (let time = 0; time < 3; time += 1) await expect(sick.append(1, [row(1)])).rejects.toThrow(DatabaseError);
    await expect(sick.batch([NOTE])).rejects.toThrow(NotSynced);
    await expect(sick.query(NOTE)).rejects.toThrow(NotSynced);
    await expect(sick.begin()).rejects.toThrow(NotSynced);
    expect((await sick.query({ sql: "select text from note", parameters: [] })).rows).toEqual([]);
    isSick = false;
    await sick.append(1, [row(1)]);
    await sick.query(NOTE);
    expect(await cseqs()).toEqual([1]);
  });

  test("a transaction that is asked for meanwhile waits until it is taken back, and a push for its end", async () => {
    failures = 1;
    expect(() => sick.appendNow(1, [row(1)])).toThrow(NotSynced);
    const [transaction, pushed] = [sick.begin(), sick.append(1, [row(2)])];
    const { query, commit } = await transaction;
    expect((await query({ sql: "select cseq from page_log", parameters: [] })).rows).toEqual([]);
    await commit();
    await pushed;
    expect(await cseqs()).toEqual([2]);
  });

  test("it is left to the writer's thread for half a minute", async () => {
    failures = 1;
    expect(() => sick.appendNow(1, [row(1)])).toThrow(NotSynced);
    await sick.append(1, [row(2)]);
    isSick = true; // which the writer's thread does not ask us for
    await sick.append(2, [row(3)]);
    expect(await cseqs()).toEqual([2, 3]);
  });
});

test("to mend the log is to write it over itself, byte for byte", async () => {
  const sync = vi.fn();
  const here = new AppendHere({ path, synchronous: "FULL" }, { sync, now: () => 0 });
  for (let seq = 1; seq <= 60; seq += 1) {
    expect(here.append(seq, [{ ...row(1), update: new Uint8Array(40_000).fill(seq) }], [])).toBe(true);
  }
  const before = await readFile(`${path}-wal`);
  expect(before.length).toBeGreaterThan(2_000_000);
  await utimes(`${path}-wal`, 1, 1);
  here.mend();
  expect(sync).toHaveBeenCalledTimes(61);
  expect((await readFile(`${path}-wal`)).equals(before)).toBe(true);
  expect((await stat(`${path}-wal`)).mtimeMs).toBeGreaterThan(1000); // so it was written
  here.close();
  expect(await stored()).toHaveLength(60);
});

test("behind a link the log is synced where it is", async () => {
  const linked = join(folder, "linked.sqlite");
  await symlink(path, linked);
  const synced: number[] = [];
  const sync = (file: number) => void synced.push(fstatSync(file).ino);
  const here = new AppendHere({ path: linked, synchronous: "FULL" }, { sync });
  expect(here.append(1, [row(1)], [])).toBe(true);
  here.close();
  expect(synced).toEqual([(await stat(`${path}-wal`)).ino]);
});

test("a push does not wait for what is read, however long that takes, and waits for what is written", async () => {
  const long =
    "select count(*) from (with recursive n (i) as (select 1 union all select i + 1 from n limit 100000) select i from n)";
  const reading = writer.query({ sql: long, parameters: [] });
  expect(writer.appendNow(1, [row(1)])).toBe(true);
  const writing = writer.batch([NOTE]);
  expect(writer.appendNow(2, [row(2)])).toBe(false);
  await Promise.all([reading, writing]);
  expect(writer.appendNow(2, [row(2)])).toBe(true);
  expect(await stored()).toHaveLength(2);
});

test("a push behind what the writer was asked for, or amid a transaction, is stored after it", async () => {
  const asked = writer.batch([NOTE]);
  const behind = writer.append(1, [row(1)]);
  await Promise.all([asked, behind]);
  const transaction = await writer.begin();
  let isStored = false;
  const waiting = writer.append(2, [row(2)]).then(() => {
    isStored = true;
  });
  await transaction.query(NOTE);
  expect(isStored).toBe(false);
  await transaction.commit();
  await waiting;
  expect(await stored()).toHaveLength(2);
});
