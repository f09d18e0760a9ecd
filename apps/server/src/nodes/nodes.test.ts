import { sql } from "kysely";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { type Database, openDatabase } from "../database/open-database.ts";
import { type PostgresCluster, startPostgres } from "../database/testing/postgres-cluster.ts";
import { LeaseLost } from "./job-lease.ts";
import type { NodeEvent } from "./node-bus.ts";
import { PostgresLease } from "./postgres-lease.ts";
import { recordEvent } from "./record-event.ts";

let cluster: PostgresCluster;
let url: string;
const opened: Database[] = [];

beforeAll(async () => {
  cluster = await startPostgres();
});
afterAll(() => cluster.remove());
beforeEach(async () => {
  url = await cluster.newDatabase();
});
afterEach(async () => {
  for (const database of opened.splice(0)) await database.close();
});

async function node(): Promise<Database & { next: () => Promise<NodeEvent> }> {
  const database = await openDatabase({ engine: "postgres", url });
  opened.push(database);
  const heard: NodeEvent[] = [];
  let wake = () => {};
  database.nodes.onEvent((event) => {
    heard.push(event);
    wake();
  });
  const next = async () => {
    while (heard.length === 0)
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    return heard.shift() as NodeEvent;
  };
  return { ...database, next };
}

test("what one node tells, every node hears, itself at once and none twice", async () => {
  const [first, second, third] = [await node(), await node(), await node()];
  first.nodes.tell({ kind: "access", subject: "a page" });
  expect(await first.next()).toEqual({ kind: "access", subject: "a page" });
  first.nodes.tell({ kind: "signed_out", subject: "ana" });
  expect(await first.next()).toEqual({ kind: "signed_out", subject: "ana" });
  for (const other of [second, third]) {
    expect(await other.next()).toEqual({ kind: "access", subject: "a page" });
    expect(await other.next()).toEqual({ kind: "signed_out", subject: "ana" });
  }
});

test("what is recorded with a change is heard if the change was made, and never if it was not", async () => {
  const [first, second] = [await node(), await node()];
  const change = (subject: string, fails: boolean) =>
    first.db.transaction().execute(async (transaction) => {
      await recordEvent(transaction, { kind: "access", subject }, "2026-11-25T10:00:00Z");
      if (fails) throw new Error("no");
    });
  await expect(change("not made", true)).rejects.toThrow("no");
  await change("made", false);
  await first.nodes.catchUp();
  for (const each of [first, second]) expect(await each.next()).toEqual({ kind: "access", subject: "made" });
});

test("a node whose connections are all killed goes on, and hears what it missed", async () => {
  const [first, second] = [await node(), await node()];
  const query = sql`select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid()`;
  const busy = [first, second].flatMap(({ db }) =>
    Array.from({ length: 5 }, () => sql`select pg_sleep(20)`.execute(db).catch((error: unknown) => error)),
  );
  const killer = await node();
  let areAllEnded = false;
  const ended = Promise.all(busy).finally(() => {
    areAllEnded = true;
  });
  while (!areAllEnded) await query.execute(killer.db); // some may have been on their way when the others were killed
  for (const error of await ended) expect(error).toBeInstanceOf(Error);
  killer.nodes.tell({ kind: "access", subject: "after it" });
  for (const each of [first, second]) expect((await each.next()).subject).toBe("after it");
});

test("a whisper is heard by the others, of one key the last", async () => {
  const [first, second] = [await node(), await node()];
  const heard = new Promise((resolve) => second.nodes.onWhisper(resolve));
  let own = 0;
  first.nodes.onWhisper(() => {
    own += 1;
  });
  // Whoever whispers before the other listens is not heard, and says it again.
  const again = setInterval(() => {
    first.nodes.whisper("caret", "old");
    first.nodes.whisper("caret", "new");
  }, 50);
  expect(await heard).toBe("new");
  clearInterval(again);
  expect(own).toBe(0);
});

test("a whisper that nobody understands ends nothing", async () => {
  const [first, second] = [await node(), await node()];
  const heard = new Promise<void>((resolve) =>
    second.nodes.onWhisper((text) => {
      resolve();
      JSON.parse(text);
    }),
  );
  const again = setInterval(() => first.nodes.whisper("caret", "[nonsense"), 50);
  await heard;
  clearInterval(again);
  first.nodes.tell({ kind: "access", subject: "after it" });
  expect((await second.next()).subject).toBe("after it");
});

test("one node at a time has the jobs; when it lets go, or falls silent, another takes over", async () => {
  const { db } = await node();
  const lease = async (name: string) => {
    const made = new PostgresLease(db, name, (fault) => {
      throw fault;
    });
    await new Promise<void>((resolve) => {
      made.onTurn(resolve);
      void sql`select pg_sleep(0.3)`.execute(db).then(() => resolve());
    });
    return made;
  };
  const first = await lease("first");
  const second = await lease("second");
  expect([first.isHeld, second.isHeld, second.fence()]).toEqual([true, false, null]);
  await second.close();
  const write = first.fence();
  const third = await db
    .updateTable("node_lease")
    .set({ until: 0 })
    .execute()
    .then(() => lease("third"));
  expect(third.isHeld).toBe(true);
  // The first was paused meanwhile and does not know: what it still had to write is not written.
  expect(first.isHeld).toBe(true);
  const note = db.insertInto("setting").values({ key: "late", value: "" });
  await expect(write?.([note])).rejects.toBeInstanceOf(LeaseLost);
  await third.fence()?.([db.insertInto("setting").values({ key: "mine", value: "" })]);
  const kept = await db.selectFrom("setting").select("key").where("key", "in", ["late", "mine"]).execute();
  expect(kept).toEqual([{ key: "mine" }]);
  await third.close();
  const fourth = await lease("fourth");
  expect(fourth.isHeld).toBe(true);
  await Promise.all([first.close(), fourth.close()]);
});

test("a node is told when its turn is over, by another's or by silence, and when it has come again", async () => {
  const { db } = await node();
  let wake = () => {};
  const told: string[] = [];
  const hear = (what: string) => () => {
    told.push(what);
    wake();
  };
  const next = () =>
    new Promise<void>((resolve) => {
      wake = resolve;
    });
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  try {
    const lease = new PostgresLease(db, "mine", () => undefined);
    const taken = next();
    lease.onTurn(hear("taken"), hear("lost"));
    if (told.length === 0) await taken;
    const set = (holder: string, until: number) =>
      db.updateTable("node_lease").set({ holder, until, token: sql`token + 1` }).execute();
    await set("another", Date.now() + 60_000);
    const lost = next();
    vi.advanceTimersByTime(5000); // it asks
    await lost;
    expect(lease.isHeld).toBe(false);
    await set("another", 0);
    const again = next();
    // What it has asked is answered before it asks the next time.
    while (told.length < 3) {
      vi.advanceTimersByTime(5000);
      await Promise.race([again, sql`select 1`.execute(db)]);
    }
    expect(told).toEqual(["taken", "lost", "taken"]);
    await lease.close();
  } finally {
    vi.useRealTimers();
  }
});
