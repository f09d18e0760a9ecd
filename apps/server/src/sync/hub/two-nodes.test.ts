import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Database, openDatabase } from "../../database/open-database.ts";
import { openPool } from "../../database/postgres/open-pool.ts";
import { rawPostgres } from "../../database/postgres/raw-postgres.ts";
import { type PostgresCluster, startPostgres } from "../../database/testing/postgres-cluster.ts";
import type { PostgresNotices } from "../../nodes/postgres-notices.ts";
import { openPageLog } from "../log/open-page-log.ts";
import { PostgresElsewhere } from "../log/postgres-elsewhere.ts";
import { PostgresStore } from "../log/postgres-store.ts";
import type { PageLog } from "../page-log.ts";
import { awareness, readAwareness } from "../testing/awareness-bytes.ts";
import { SyncServer } from "../testing/sync-server.ts";
import { PAGE, TestTab } from "../testing/test-tab.ts";

let cluster: PostgresCluster;
let template: string;
let url: string;
const opened: { close: () => Promise<unknown> }[] = [];

beforeAll(async () => {
  cluster = await startPostgres();
  template = await cluster.newDatabase();
  await (await openDatabase({ engine: "postgres", url: template })).close();
});
afterAll(() => cluster.remove());
beforeEach(async () => {
  url = await cluster.newDatabase(template);
});
afterEach(async () => {
  for (const each of opened.splice(0).reverse()) await each.close();
});

async function node(database?: Database, log?: PageLog): Promise<SyncServer> {
  const own = database ?? (await openDatabase({ engine: "postgres", url }));
  if (!database) opened.push(own);
  const server = await SyncServer.start(log ?? own.log, own.nodes);
  opened.push({ close: () => server.stop() });
  server.invite(PAGE, "ana", { member: "a", name: "Ana", write: true });
  server.invite(PAGE, "ben", { member: "b", name: "Ben", write: true });
  return server;
}

/** A node whose database is reached through something that passes no notices on. */
async function deafNode(): Promise<SyncServer> {
  const pool = await openPool(url);
  opened.push({ close: () => pool.end() });
  const silence = { isHearing: false, onNotice: () => () => {}, onMissed: () => () => {} };
  const elsewhere = new PostgresElsewhere(rawPostgres(pool), silence as unknown as PostgresNotices, "deaf");
  return node({} as Database, await openPageLog(new PostgresStore(pool, elsewhere, "deaf")));
}

/** While the hubs' clocks stand still nobody asks again whether the database is back. */
function letTimePass(...servers: SyncServer[]): { stop: () => Promise<void> } {
  let isOver = false;
  const passing = (async () => {
    while (!isOver) {
      for (const server of servers) server.pass(50);
      await new Promise((resolve) => setImmediate(resolve));
    }
  })();
  return {
    stop: () => {
      isOver = true;
      return passing;
    },
  };
}

async function sendAgainWhenRefused(tab: TestTab): Promise<void> {
  for (;;) {
    const storage = await tab.socket.next("storage").catch(() => null);
    if (storage === null) return;
    if (storage.storage === "ok") for (const push of tab.outbox) tab.sendPush(push);
  }
}

async function receiveUntilSame(left: TestTab, right: TestTab): Promise<void> {
  while (JSON.stringify(left.peer.json()) !== JSON.stringify(right.peer.json())) {
    if (left.haveSeq < right.haveSeq) await left.receiveUpdate();
    else await right.receiveUpdate();
  }
}

describe("two people of a pair on two nodes", () => {
  test("what one writes reaches the other, both ways", async () => {
    const [ana, ben] = [await TestTab.open(await node(), "ana"), await TestTab.open(await node(), "ben")];
    ana.write("Budget");
    await Promise.all([ana.acknowledged(), ben.receiveUpdate()]);
    ben.write("Hiring");
    await Promise.all([ben.acknowledged(), ana.receiveUpdate()]);
    expect(ana.peer.json()).toEqual(ben.peer.json());
    expect(JSON.stringify(ana.peer.json())).toContain("Hiring");
  });

  test("what both write at the same moment ends the same for both, and nobody gets anything twice", async () => {
    const [ana, ben] = [await TestTab.open(await node(), "ana"), await TestTab.open(await node(), "ben")];
    for (let round = 0; round < 40; round += 1) {
      ana.act(round * 7919);
      ben.act(round * 104_729);
      if (round % 8 === 0) await Promise.all([ana.acknowledged(), ben.acknowledged()]);
    }
    const [fromAna, fromBen] = [ana.cseq, ben.cseq];
    await Promise.all([ana.acknowledged(), ben.acknowledged()]);
    for (let left = fromBen; left > 0; left -= 1) await ana.receiveUpdate();
    for (let left = fromAna; left > 0; left -= 1) await ben.receiveUpdate();
    expect(ana.peer.json()).toEqual(ben.peer.json());
    for (const tab of [ana, ben]) {
      await tab.socket.settled();
      expect(tab.socket.unread).toEqual([]);
    }
  });

  test("each is sent the other's edits in the order of the log", async () => {
    const [first, second] = [await node(), await node()];
    const [ana, ben, reader] = [
      await TestTab.open(first, "ana"),
      await TestTab.open(second, "ben"),
      await TestTab.open(first, "ben"),
    ];
    const seqs: number[] = [];
    for (let round = 0; round < 30; round += 1) {
      ana.act(round * 31);
      ben.act(round * 37);
    }
    const all = ana.cseq + ben.cseq;
    await Promise.all([ana.acknowledged(), ben.acknowledged()]);
    while (seqs.length < all) {
      const { seq, update } = await reader.socket.next("update");
      reader.peer.receive(update);
      seqs.push(seq);
    }
    expect(seqs).toEqual([...seqs].sort((left, right) => left - right));
    expect(new Set(seqs).size).toBe(all);
    expect(reader.peer.json()).toEqual((await TestTab.open(second, "ana")).peer.json());
  });

  test("where no notices come through it takes half a second longer and loses nothing", async () => {
    const [first, second] = [await deafNode(), await node()];
    const [ana, ben] = [await TestTab.open(first, "ana"), await TestTab.open(second, "ben")];
    ben.write("Hiring");
    await ben.acknowledged();
    first.pass(500);
    await ana.receiveUpdate();
    // What was stored before an edit of one's own comes before it, whether it was heard of or not.
    ben.write("Salaries");
    await ben.acknowledged();
    ana.write("Budget");
    await ana.acknowledged();
    await Promise.all([ana.receiveUpdate(), ben.receiveUpdate()]);
    expect(ana.peer.json()).toEqual(ben.peer.json());
  });

  test("a node that lost its connections hears afterwards what it missed", async () => {
    const [first, second] = [await node(), await node()];
    const [ana, ben] = [await TestTab.open(first, "ana"), await TestTab.open(second, "ben")];
    await cluster.halt();
    await cluster.resume();
    const passing = letTimePass(first, second);
    ben.write("after the restart");
    const sentAgain = sendAgainWhenRefused(ben);
    await ana.receiveUpdate();
    ben.socket.end();
    await Promise.all([sentAgain, passing.stop()]);
    expect(JSON.stringify(ana.peer.json())).toContain("after the restart");
  });
});

describe("a tab that changes nodes", () => {
  test("it goes on from where it was, there and back again", async () => {
    const [first, second] = [await node(), await node()];
    const [ana, ben] = [await TestTab.open(first, "ana"), await TestTab.open(second, "ben")];
    for (const server of [second, first, second, first]) {
      ana.write("on the way");
      await Promise.all([ana.acknowledged(), ben.receiveUpdate()]);
      ana.socket.end();
      ana.server = server;
      await ana.connect();
    }
    ana.write("arrived");
    await Promise.all([ana.acknowledged(), ben.receiveUpdate()]);
    expect(ben.peer.json()).toEqual(ana.peer.json());
  });

  test("what it sends again is stored once, though another node stored it first", async () => {
    const [first, second] = [await node(), await node()];
    const ana = await TestTab.open(first, "ana");
    ana.write("once");
    const sent = [...ana.outbox];
    await ana.acknowledged();
    const socket = ana.socket;
    ana.server = second;
    await ana.connect();
    ana.write("twice");
    sent.push(...ana.outbox);
    await ana.acknowledged();
    // The first socket was thought dead and was not: what lay in it arrives late.
    ana.socket = socket;
    for (const push of sent) ana.sendPush(push);
    while ((await socket.next("ack")).cseq < 2);
    const late = await TestTab.open(first, "ben");
    expect(late.peer.json()).toEqual(ana.peer.json());
    expect(late.haveSeq).toBe(2);
  });

  test("it may build on what only the other node has told it", async () => {
    const [first, second] = [await node(), await deafNode()];
    const ana = await TestTab.open(first, "ana");
    const ben = await TestTab.open(second, "ben");
    ben.write("begun here");
    await ben.acknowledged();
    await ana.receiveUpdate();
    ana.write("built on it");
    await ana.acknowledged();
    const other = await TestTab.open(first, "ben");
    other.act(5);
    // The second node has heard of none of it.
    other.server = second;
    await other.acknowledged();
    other.socket.end();
    await other.connect();
    other.write("and on that");
    await other.acknowledged();
    expect(other.peer.json()).not.toEqual(ben.peer.json());
    await receiveUntilSame(ben, other);
  });
});

describe("presence over two nodes", () => {
  const say = (tab: TestTab, state: Record<string, unknown> | null) =>
    tab.socket.send({ type: "awareness", channel: 1, update: awareness([[tab.clientId, 1, state]]) });
  const heard = async (tab: TestTab) => readAwareness((await tab.socket.next("awareness")).update);

  test("each sees who else is here, with the name the server knows, and when they leave", async () => {
    const [ana, ben] = [await TestTab.open(await node(), "ana"), await TestTab.open(await node(), "ben")];
    say(ana, { caret: 3, user: { name: "Somebody else" } });
    expect(await heard(ben)).toMatchObject({ clientId: ana.clientId, state: { caret: 3, user: { name: "Ana" } } });
    say(ben, { caret: 1 });
    expect(await heard(ana)).toMatchObject({ clientId: ben.clientId, state: { user: { member: "b" } } });
    ana.socket.end();
    expect(await heard(ben)).toMatchObject({ clientId: ana.clientId, state: null });
  });

  test("who comes later is told who was here before", async () => {
    const [first, second] = [await node(), await node()];
    const ana = await TestTab.open(first, "ana");
    say(ana, { caret: 3 });
    await ana.socket.settled();
    const ben = await TestTab.open(second, "ben");
    expect(await heard(ben)).toMatchObject({ clientId: ana.clientId, state: { caret: 3 } });
    const other = await TestTab.open(second, "ben");
    expect(await heard(other)).toMatchObject({ clientId: ana.clientId, state: { caret: 3 } });
  });

  test("a tab that comes back by another node has not left", async () => {
    const [first, second] = [await node(), await node()];
    const [ana, ben] = [await TestTab.open(first, "ana"), await TestTab.open(first, "ben")];
    say(ana, { caret: 3 });
    expect(await heard(ben)).toMatchObject({ state: { caret: 3 } });
    const old = ana.socket;
    ana.server = second;
    await ana.connect();
    say(ana, { caret: 4 });
    expect(await heard(ben)).toMatchObject({ clientId: ana.clientId, state: { caret: 4 } });
    old.end();
    say(ana, { caret: 5 });
    expect(await heard(ben)).toMatchObject({ clientId: ana.clientId, state: { caret: 5 } });
  });

  test("of a node that has died nobody who comes later hears any more", async () => {
    const dying = await openDatabase({ engine: "postgres", url });
    opened.push(dying);
    const [first, second] = [await node(dying), await node()];
    const [ana, ben] = [await TestTab.open(first, "ana"), await TestTab.open(second, "ben")];
    say(ana, { caret: 3 });
    await heard(ben);
    await dying.nodes.close(); // it says nothing any more
    for (let passed = 0; passed < 40; passed += 1) {
      second.pass(1000);
      await ben.socket.settled();
    }
    const later = await TestTab.open(second, "ben");
    await later.socket.settled();
    expect(later.socket.unread).toHaveLength(0);
  });
});
