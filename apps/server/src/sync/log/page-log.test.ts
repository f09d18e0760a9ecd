import { type Kysely, sql } from "kysely";
import { expect, test } from "vitest";
import type { Schema } from "../../database/schema.ts";
import { describeEachEngine } from "../../database/testing/describe-each-engine.ts";
import { type LogEntry, StorageUnavailable } from "../page-log.ts";

const page = "9f1e2d3c-0000-4000-8000-000000000001";

function entry(cseq: number, over: Partial<LogEntry> = {}): LogEntry {
  return {
    page,
    session: "session-1",
    clientId: 4_000_000_001,
    userId: "ana",
    member: "a",
    at: "2026-03-02T10:00:00.000Z",
    cseq,
    update: Uint8Array.of(cseq % 256, 7),
    ...over,
  };
}

const ben = { session: "session-2", clientId: 77, userId: "ben", member: "b" } as const;

describeEachEngine("the page log", ({ engine, open, fresh, halt, resume }) => {
  test("what was stored is read back in order, after any sequence number", async () => {
    const { log } = await open();
    const seqs = [...(await log.append([entry(1), entry(2)])), ...(await log.append([entry(1, ben), entry(3)]))];
    expect(seqs).toEqual([...seqs].sort((left, right) => left - right));
    expect(await log.readTail(page, 0)).toEqual([
      { seq: seqs[0], update: Uint8Array.of(1, 7) },
      { seq: seqs[1], update: Uint8Array.of(2, 7) },
      { seq: seqs[2], update: Uint8Array.of(1, 7) },
      { seq: seqs[3], update: Uint8Array.of(3, 7) },
    ]);
    expect((await log.readTail(page, seqs[1]!)).map(({ seq }) => seq)).toEqual([seqs[2], seqs[3]]);
    expect(await log.readTail(page, seqs[3]!)).toEqual([]);
  });

  test("whoever appends one push after the other keeps nothing else from having its turn", async () => {
    const { log } = await open();
    let [appended, others] = [0, 0];
    const other = setInterval(() => {
      others += 1;
    });
    while (others === 0 && appended < 5000) await log.append([entry(++appended)]);
    clearInterval(other);
    expect(others).toBeGreaterThan(0);
  });

  test("two pages do not see each other's updates", async () => {
    const { log } = await open();
    const [[mine], [theirs]] = await Promise.all([
      log.append([entry(1)]),
      log.append([entry(1, { page: "another", update: Uint8Array.of(9) })]),
    ]);
    expect(await log.readTail(page, 0)).toEqual([{ seq: mine, update: Uint8Array.of(1, 7) }]);
    expect(await log.readTail("another", 0)).toEqual([{ seq: theirs, update: Uint8Array.of(9) }]);
  });

  test("a push that is sent again is stored once and answered with its first sequence number", async () => {
    const { log } = await open();
    const [first] = await log.append([entry(1)]);
    const [second] = await log.append([entry(2)]);
    const again = await Promise.all([log.append([entry(1)]), log.append([entry(2)]), log.append([entry(2), entry(3)])]);
    expect(again.slice(0, 2)).toEqual([[first], [second]]);
    expect(again[2]?.[0]).toBe(second);
    expect(await log.readTail(page, 0)).toHaveLength(3);
  });

  test("the same push in two calls at once is stored once", async () => {
    const { log } = await open();
    const [left, right] = await Promise.all([log.append([entry(1)]), log.append([entry(1)])]);
    expect(left).toEqual(right);
    expect(await log.readTail(page, 0)).toHaveLength(1);
  });

  if (engine === "sqlite") {
    test("the next pushes of known sessions are stored at once, in one order with all others", async () => {
      const { log } = await open();
      expect(log.appendNow([entry(1)])).toBeNull(); // a session that nobody has heard of
      const [first] = await log.append([entry(1), entry(1, ben)]);
      const told: number[] = [];
      log.onStored((entries) => told.push(...entries.map(({ cseq }) => cseq)));
      const seqs = log.appendNow([entry(2), entry(2, ben), entry(3)]);
      expect(seqs).toEqual([first! + 2, first! + 3, first! + 4]);
      expect(told).toEqual([2, 2, 3]);
      expect((await log.readTail(page, seqs![0]! - 1)).map(({ seq }) => seq)).toEqual(seqs);
      const soon = log.append([entry(4)]);
      expect(log.appendNow([entry(5)])).toBeNull(); // it would overtake the fourth
      expect([await soon, log.appendNow([entry(5)])]).toEqual([[first! + 5], [first! + 6]]);
      expect(await log.storedCseq(page, "session-1")).toBe(5);
    });

    test("what is not plainly the next push of its own session is not stored at once, nor what came with it", async () => {
      const { log } = await open();
      await log.append([entry(1), entry(1, ben)]);
      for (const other of [entry(3), entry(1), entry(2, { userId: "ben" }), entry(2, { clientId: 77 })])
        expect(log.appendNow([entry(2, ben), other])).toBeNull();
      expect(log.appendNow([entry(2), entry(2)])).toBeNull();
      expect(await log.readTail(page, 0)).toHaveLength(2);
      expect(await log.append([entry(2, ben), entry(2)])).toHaveLength(2);
    });
  }

  test("a push whose predecessor is missing is not stored, so that the predecessor still can be", async () => {
    const { log } = await open();
    await log.append([entry(1)]);
    await expect(log.append([entry(3)])).rejects.toThrow(StorageUnavailable);
    expect(await log.storedCseq(page, "session-1")).toBe(1);
    await log.append([entry(2), entry(3)]);
    expect(await log.storedCseq(page, "session-1")).toBe(3);
  });

  test("after a restart the server knows what it has stored of each session", async () => {
    const config = await fresh();
    const before = await open(config);
    const seqs = await before.log.append([entry(1), entry(2), entry(1, ben)]);
    await before.close();

    const { log } = await open(config);
    expect(await log.storedCseq(page, "session-1")).toBe(2);
    expect(await log.storedCseq(page, "session-2")).toBe(1);
    expect(await log.storedCseq(page, "nobody")).toBe(0);
    expect(await log.append([entry(2)])).toEqual([seqs[1]]);
    const [next] = await log.append([entry(3)]);
    expect(next).toBeGreaterThan(seqs[2]!);
    expect((await log.readTail(page, 0)).map(({ seq }) => seq)).toEqual([...seqs, next]);
  });

  test("a clientID belongs to one session of one user for good", async () => {
    const { log } = await open();
    const binding = { page, clientId: 5, session: "s", userId: "ana" };
    expect(await log.bindClient(binding)).toBe("bound");
    expect(await log.bindClient(binding)).toBe("bound");
    expect(await log.bindClient({ ...binding, userId: "ben" })).toBe("taken");
    expect(await log.bindClient({ ...binding, session: "other" })).toBe("taken");
    expect(await log.bindClient({ ...binding, clientId: 6 })).toBe("taken");
    expect(await log.bindClient({ ...binding, page: "another" })).toBe("bound");
    expect(await log.readBinding(page, 5)).toEqual(binding);
    expect(await log.readBinding(page, 6)).toBeNull();
  });

  test("a push under somebody else's clientID fails alone", async () => {
    const { log } = await open();
    await log.append([entry(1)]);
    const [forged, honest] = await Promise.allSettled([
      log.append([entry(2, { userId: "ben" })]),
      log.append([entry(1, ben)]),
    ]);
    expect([forged.status, honest.status]).toEqual(["fulfilled", "fulfilled"].with(0, "rejected"));
  });

  test("thousands of updates in one page are read whole", async () => {
    const { log } = await open();
    const entries = Array.from({ length: 5000 }, (_, index) => entry(index + 1));
    const seqs = await log.append(entries);
    expect((await log.readTail(page, 0)).map(({ seq }) => seq)).toEqual(seqs);
    expect(await log.append([entry(1)])).toEqual([seqs[0]]);
  });

  test("a probe leaves no trace in any page", async () => {
    const { log } = await open();
    await log.probe();
    await log.probe();
    expect(await log.readTail(page, 0)).toEqual([]);
  });

  test("another statement is stored together with its log rows", async () => {
    const { db, log } = await open();
    const also = { sql: "insert into setting (key, value) values ($1, $2)", parameters: ["greeting", "hello"] };
    await log.appendWith([entry(1)], [also]);
    await expect(log.appendWith([entry(2)], [also])).rejects.toThrow(StorageUnavailable);
    expect(await db.selectFrom("setting").select("value").where("key", "=", "greeting").execute()).toHaveLength(1);
    expect(await log.storedCseq(page, "session-1")).toBe(1);
  });

  test("what was worked out from an older state of a page is not stored over a newer one", async () => {
    const { log } = await open();
    const [head] = await log.append([entry(1)]);
    const [late, onTime] = await Promise.allSettled([
      Promise.all([log.append([entry(2)]), log.appendWith([entry(1, ben)], [], head)]),
      log.append([entry(1, { page: "another" })]),
    ]);
    expect(late).toMatchObject({ status: "rejected", reason: { name: "PageMoved" } });
    expect(onTime.status).toBe("fulfilled");
    expect(await log.storedCseq(page, "session-2")).toBe(0);
    await log.appendWith([entry(1, ben)], [], await log.headOf(page));
    expect(await log.storedCseq(page, "session-2")).toBe(1);
  });

  test("an interactive transaction keeps its own statements apart from pushes that arrive meanwhile", async () => {
    const { db, log } = await open();
    let push: Promise<number[]> | undefined;
    const failed = db.transaction().execute(async (transaction) => {
      await transaction.insertInto("setting").values({ key: "gone", value: "" }).execute();
      push = log.append([entry(1)]);
      await transaction.insertInto("setting").values({ key: "gone too", value: "" }).execute();
      throw new Error("changed my mind");
    });
    await expect(failed).rejects.toThrow("changed my mind");
    await push;
    expect(await log.storedCseq(page, "session-1")).toBe(1);
    expect(await db.selectFrom("setting").selectAll().where("key", "like", "gone%").execute()).toEqual([]);
  });

  test("while the database is away pushes fail, and once it is back they are stored", async () => {
    const { db, log } = await open();
    await log.append([entry(1)]);
    if (engine === "sqlite") await fillDisk(db);
    else await halt();
    await expect(log.append([entry(2, { update: new Uint8Array(200_000) })])).rejects.toThrow(StorageUnavailable);

    if (engine === "sqlite") await emptyDisk(db);
    else await resume();
    await log.probe();
    expect(await log.storedCseq(page, "session-1")).toBe(1);
    await log.append([entry(2)]);
    expect(await log.readTail(page, 0)).toHaveLength(2);
  });
});

// SQLite may be told how many pages its file may have; beyond, it answers as on a full disk.
async function fillDisk(db: Kysely<Schema>): Promise<void> {
  await sql`pragma max_page_count = 1`.execute(db); // no less than there are now
}

async function emptyDisk(db: Kysely<Schema>): Promise<void> {
  await sql`pragma max_page_count = 1073741823`.execute(db);
}
