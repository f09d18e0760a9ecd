import { afterEach, beforeEach, describe, expect, test } from "vitest";
import * as Y from "yjs";
import { awareness, readAwareness } from "../testing/awareness-bytes.ts";
import { SyncServer } from "../testing/sync-server.ts";
import { TestSocket } from "../testing/test-socket.ts";
import { closeOf, PAGE, TestTab } from "../testing/test-tab.ts";

let server: SyncServer;

beforeEach(async () => {
  server = await SyncServer.start();
  server.invite(PAGE, "ana", { member: "a", name: "Ana", write: true });
  server.invite(PAGE, "ben", { member: "b", name: "Ben", write: true });
});

afterEach(async () => {
  await server.stop();
});

async function twoTabs(): Promise<[TestTab, TestTab]> {
  return [await TestTab.open(server, "ana"), await TestTab.open(server, "ben")];
}

describe("two people on one page", () => {
  test("what one writes is stored, acknowledged and reaches the other", async () => {
    const [ana, ben] = await twoTabs();
    ana.write("Budget");
    await ana.acknowledged();
    await ben.receiveUpdate();
    expect(ben.peer.json()).toEqual(ana.peer.json());
    expect(server.log.rows).toMatchObject([{ page: PAGE, userId: "ana", member: "a", cseq: 1 }]);
  });

  test("nothing is acknowledged and nothing reaches the other before it is committed", async () => {
    const [ana, ben] = await twoTabs();
    const release = server.log.hold();
    ana.write("Budget");
    await ana.socket.settled();
    await ben.socket.settled();
    expect([...ana.socket.unread, ...ben.socket.unread]).toEqual([]);
    release();
    await ana.acknowledged();
    await ben.receiveUpdate();
  });

  test("a second tab of the author sees it too, the tab that wrote it does not get it back", async () => {
    const [ana, ben] = await twoTabs();
    const second = await TestTab.open(server, "ana");
    ana.write("Budget");
    await Promise.all([ana.acknowledged(), ben.receiveUpdate(), second.receiveUpdate()]);
    await ana.socket.settled();
    expect(ana.socket.unread).toEqual([]);
    expect(second.peer.json()).toEqual(ana.peer.json());
  });

  test("what both write at the same moment ends the same for both", async () => {
    const [ana, ben] = await twoTabs();
    for (let round = 0; round < 20; round += 1) {
      ana.act(round * 7919);
      ben.act(round * 104_729);
    }
    const [fromAna, fromBen] = [ana.outbox.length, ben.outbox.length];
    await Promise.all([ana.acknowledged(), ben.acknowledged()]);
    for (let left = fromBen; left > 0; left -= 1) await ana.receiveUpdate();
    for (let left = fromAna; left > 0; left -= 1) await ben.receiveUpdate();
    expect(ana.peer.json()).toEqual(ben.peer.json());
  });

  test("who opens the page while somebody writes misses nothing and gets nothing twice", async () => {
    const ana = await TestTab.open(server, "ana");
    ana.write("one");
    await ana.acknowledged();
    const ben = new TestTab(server, "ben");
    const opening = ben.connect();
    for (const word of ["two", "three", "four"]) ana.write(word);
    const opened = await opening;
    await ana.acknowledged();
    const missing = 4 - opened.updates.length;
    for (let left = missing; left > 0; left -= 1) await ben.receiveUpdate();
    await ben.socket.settled();
    expect(ben.socket.unread).toEqual([]);
    expect(ben.peer.json()).toEqual(ana.peer.json());
  });
});

describe("coming back", () => {
  test("a tab that held on to its state gets only what followed", async () => {
    const [ana, ben] = await twoTabs();
    ana.write("before");
    await Promise.all([ana.acknowledged(), ben.receiveUpdate()]);
    await ben.socket.close();
    ana.write("after");
    await ana.acknowledged();
    const opened = await ben.connect();
    expect(opened).toMatchObject({ snapshot: new Uint8Array(), updates: [server.log.rows[1]?.update] });
    expect(ben.peer.json()).toEqual(ana.peer.json());
  });

  test("a tab that is older than the snapshot, or of another epoch, gets everything", async () => {
    const ana = await TestTab.open(server, "ana");
    for (const word of ["one", "two", "three"]) ana.write(word);
    await ana.acknowledged();
    const state = Y.encodeStateAsUpdate(ana.peer.doc);
    const stateVector = Y.encodeStateVector(ana.peer.doc);
    server.log.snapshots.set(PAGE, { seq: 2, state, stateVector, schemaVersion: 1 });
    const stranger = new TestTab(server, "ben");
    Object.assign(stranger, { epoch: 1, haveSeq: 1 });
    expect(await stranger.connect()).toMatchObject({ seq: 3, snapshot: state, updates: [server.log.rows[2]?.update] });
    const restored = new TestTab(server, "ben");
    Object.assign(restored, { epoch: 9, haveSeq: 3 });
    expect(await restored.connect()).toMatchObject({ epoch: 1, snapshot: state });
  });

  test("pushes whose acknowledgement was lost are stored once and acknowledged again", async () => {
    const [ana, ben] = await twoTabs();
    ana.write("once");
    const sent = [...ana.outbox];
    await ana.acknowledged();
    ana.sendPush(sent[0]!);
    expect(await ana.socket.next("ack")).toMatchObject({ cseq: 1, seq: 1 });
    ana.outbox = sent;
    ana.socket.end();
    expect(await ana.connect()).toMatchObject({ storedCseq: 1 });
    expect(ana.outbox).toEqual([]);
    await ben.receiveUpdate();
    await ben.socket.settled();
    expect(ben.socket.unread).toEqual([]);
    expect(server.log.rows).toHaveLength(1);
  });

  test("a push that is sent again while it is on its way to the disk is acknowledged on the new socket", async () => {
    const ana = await TestTab.open(server, "ana");
    const release = server.log.hold();
    ana.write("once");
    await ana.socket.settled();
    ana.socket.end();
    await ana.connect();
    await ana.socket.settled();
    release();
    await ana.acknowledged();
    expect(server.log.rows).toHaveLength(1);
  });

  test("an edit made on top of what was refused for a full disk is never stored without it", async () => {
    const [ana, ben] = await twoTabs();
    const release = server.log.hold();
    ana.write("one");
    await ana.socket.settled();
    server.log.disk = "full";
    ana.write("two");
    ana.write("three");
    await ana.socket.settled();
    release();
    for (const cseq of [1, 2, 3]) expect(await ana.refused()).toEqual({ name: "storage_unavailable", cseq });
    expect(server.log.rows).toEqual([]);
    server.log.disk = "ok";
    server.pass(1000);
    await ana.socket.next("storage");
    expect(await ana.socket.next("storage")).toMatchObject({ storage: "ok" });
    for (const push of ana.outbox) ana.sendPush(push);
    await ana.acknowledged();
    for (let left = 3; left > 0; left -= 1) await ben.receiveUpdate();
    expect(ben.peer.json()).toEqual(ana.peer.json());
  });
});

describe("the outbox of a tab that is gone", () => {
  test("is sent on by another tab of the same person, from where it stopped", async () => {
    const dead = await TestTab.open(server, "ana");
    dead.write("stored");
    await dead.acknowledged();
    dead.socket.end();
    await dead.socket.closed;
    dead.peer.act(0);
    const left = dead.peer.takeOutbox();
    const heir = await TestTab.open(server, "ana");
    const { session, clientId } = dead;
    heir.socket.send({ type: "adopt", channel: 1, session, clientId });
    expect(await heir.socket.next("adopted")).toMatchObject({ session, storedCseq: 1 });
    for (const [index, update] of left.entries())
      heir.socket.send({ type: "push", channel: 1, session, cseq: 2 + index, update });
    expect(await heir.socket.next("ack")).toMatchObject({ session, cseq: 1 + left.length });
    expect(server.log.rows.at(-1)).toMatchObject({ session, clientId, userId: "ana" });
  });

  test("is never sent on by the other person", async () => {
    const [ana, ben] = await twoTabs();
    ana.write("mine");
    await ana.acknowledged();
    ben.socket.send({ type: "adopt", channel: 1, session: ana.session, clientId: ana.clientId });
    await ben.receiveUpdate();
    expect(await ben.refused()).toMatchObject({ name: "session_taken" });
    ben.sendPush({ cseq: 1, update: new Uint8Array([0, 0]) });
    expect(server.log.rows).toHaveLength(1);
  });

  test("is refused if nobody asked for it", async () => {
    const ana = await TestTab.open(server, "ana");
    ana.socket.send({ type: "push", channel: 1, session: "another", cseq: 1, update: new Uint8Array([0, 0]) });
    expect(await ana.refused()).toMatchObject({ name: "session_taken" });
  });
});

describe("who may do what", () => {
  test("a page that does not exist and one that is not mine are refused alike", async () => {
    const socket = await TestSocket.greeted(server, "carl");
    socket.send({ type: "open", channel: 1, page: PAGE, session: "s", clientId: 1, epoch: 0, haveSeq: 0 });
    socket.send({ type: "open", channel: 2, page: "none", session: "s", clientId: 1, epoch: 0, haveSeq: 0 });
    const [mine, none] = [await socket.next("refused"), await socket.next("refused")];
    expect({ ...mine, channel: 0 }).toEqual({ ...none, channel: 0 });
    expect(server.log.bindings).toEqual([]);
  });

  test("who may only read gets the page and every change, and cannot write", async () => {
    server.invite(PAGE, "ben", { member: "b", name: "Ben", write: false });
    const ana = await TestTab.open(server, "ana");
    const ben = new TestTab(server, "ben");
    expect(await ben.connect()).toMatchObject({ access: "read" });
    ben.write("sneaked in");
    expect(await ben.refused()).toEqual({ name: "read_only", cseq: 1 });
    ana.write("Budget");
    await ben.receiveUpdate();
    expect(server.log.rows).toHaveLength(1);
  });

  test("a client older than the page reads only", async () => {
    const state = Y.encodeStateAsUpdate(new Y.Doc());
    server.log.snapshots.set(PAGE, { seq: 1, state, stateVector: new Uint8Array([0]), schemaVersion: 2 });
    expect(await new TestTab(server, "ana").connect()).toMatchObject({ access: "read" });
  });

  test("when access ends the page closes at once and nothing written after is stored", async () => {
    const [ana, ben] = await twoTabs();
    server.changeAccess(PAGE, "ben", null);
    expect(await ben.refused()).toEqual({ name: "access_ended", cseq: 0 });
    ben.write("too late");
    await ben.socket.settled();
    expect(server.log.rows).toEqual([]);
    ben.channel = 2;
    ben.socket.send({ ...openOf(ben), channel: 2 });
    expect(await ben.refused()).toMatchObject({ name: "unknown_page" });
    expect(await ana.refused()).toMatchObject({ name: "access_ended" });
    ana.channel = 2;
    await ana.openPage();
    ana.write("still mine");
    await ana.acknowledged();
  });

  test("whoever signs out is cut off on every socket, and nobody else", async () => {
    const [ana, ben] = await twoTabs();
    server.signOut("ben");
    expect(await ben.socket.closed).toEqual(closeOf("signed_out"));
    ana.write("alone");
    await ana.acknowledged();
  });

  test("a clientID or a session that belongs to another is not given twice", async () => {
    const [ana, ben] = await twoTabs();
    const thief = await TestSocket.greeted(server, "ben");
    thief.send({ ...openOf(ben), channel: 1, session: "new", clientId: ana.clientId });
    thief.send({ ...openOf(ben), channel: 2, session: ana.session, clientId: 77 });
    thief.send({ ...openOf(ben), channel: 3, session: ben.session, clientId: 78 });
    for (const channel of [1, 2, 3]) expect(await thief.next("refused")).toMatchObject({ channel, code: 4409 });
    ana.write("unharmed");
    await ana.acknowledged();
  });
});

describe("presence", () => {
  test("shows who is here to whoever comes, and goes when they go", async () => {
    const ana = await TestTab.open(server, "ana");
    ana.socket.send({ type: "awareness", channel: 1, update: awareness([[ana.clientId, 1, { caret: 3 }]]) });
    const ben = await TestTab.open(server, "ben");
    const first = readAwareness((await ben.socket.next("awareness")).update);
    expect(first.state).toEqual({ caret: 3, user: { member: "a", name: "Ana" } });
    ana.socket.end();
    const last = readAwareness((await ben.socket.next("awareness")).update);
    expect(last).toMatchObject({ clientId: ana.clientId, state: null });
    expect(last.clock).toBeGreaterThan(first.clock);
  });

  test("comes back newer than it went, though the client's own clock stood still", async () => {
    const [ana, ben] = await twoTabs();
    const update = awareness([[ana.clientId, 1, {}]]);
    ana.socket.send({ type: "awareness", channel: 1, update });
    ana.socket.end();
    await ana.connect();
    ana.socket.send({ type: "awareness", channel: 1, update });
    const clocks = [];
    for (let left = 3; left > 0; left -= 1)
      clocks.push(readAwareness((await ben.socket.next("awareness")).update).clock);
    expect(clocks).toEqual([...clocks].sort((left, right) => left - right));
    expect(new Set(clocks).size).toBe(3);
  });
});

describe("a store in trouble", () => {
  test("a full disk: nothing is acknowledged, everybody is told, reading goes on, and writing comes back by itself", async () => {
    const [ana, ben] = await twoTabs();
    ana.write("before");
    await Promise.all([ana.acknowledged(), ben.receiveUpdate()]);
    server.log.disk = "full";
    ana.write("during");
    expect(await ana.refused()).toEqual({ name: "storage_unavailable", cseq: 2 });
    for (const tab of [ana, ben]) expect(await tab.socket.next("storage")).toMatchObject({ storage: "unavailable" });
    const reader = await TestTab.open(server, "ben");
    expect(reader.peer.json()).toEqual(ben.peer.json());
    server.pass(1000);
    await reader.socket.settled();
    server.log.disk = "ok";
    server.pass(1000);
    for (const tab of [ana, ben, reader]) expect(await tab.socket.next("storage")).toMatchObject({ storage: "ok" });
    for (const push of ana.outbox) ana.sendPush(push);
    await ana.acknowledged();
    await ben.receiveUpdate();
    reader.write("the reader writes too, though the disk was full when it opened the page");
    await reader.acknowledged();
    expect(server.log.rows).toHaveLength(3);
  });

  test("a store that hangs: people are told within two seconds, and what they wrote is stored in the end", async () => {
    const [ana, ben] = await twoTabs();
    const release = server.log.hold();
    ana.write("slow");
    await ana.socket.settled();
    server.pass(2000);
    expect(await ben.socket.next("storage")).toMatchObject({ storage: "unavailable" });
    release();
    await ana.acknowledged();
    server.pass(500);
    expect(await ben.socket.next("storage")).toMatchObject({ storage: "ok" });
  });

  test("an error nobody foresaw ends the sockets concerned, and the tab comes back and loses nothing", async () => {
    const ana = await TestTab.open(server, "ana");
    server.log.disk = "broken";
    ana.write("kept");
    expect(await ana.socket.closed).toEqual(closeOf("internal"));
    server.log.disk = "ok";
    await ana.connect();
    await ana.acknowledged();
    expect(server.faults).toHaveLength(1);
    expect(server.log.rows).toHaveLength(1);
  });

  test("a server that stops stores and acknowledges first what it had accepted", async () => {
    const ana = await TestTab.open(server, "ana");
    const release = server.log.hold();
    ana.write("last words");
    await ana.socket.settled();
    const stopped = server.stop();
    release();
    await ana.acknowledged();
    expect(await ana.socket.closed).toEqual(closeOf("server_stopping"));
    await stopped;
    server = await SyncServer.start();
  });
});

describe("limits that an honest client does not feel", () => {
  test("a burst beyond the quota is read more slowly and not refused", async () => {
    const ana = await TestTab.open(server, "ana");
    for (let word = 0; word < 320; word += 1) ana.write("x");
    await ana.socket.settledAfter(() => server.pass(700));
    await ana.acknowledged();
    expect(server.log.rows).toHaveLength(320);
  });

  test("a page that is full takes no more, says so, and takes again what makes it smaller", async () => {
    const [ana] = await twoTabs();
    const large = "é".repeat(95_000);
    for (let part = 0; part < 28; part += 1) ana.write(large);
    expect(await ana.refused()).toEqual({ name: "page_too_large", cseq: 28 });
    while ((await ana.socket.next("ack")).cseq < 27);
    const stored = server.log.rows.length;
    expect(stored).toBe(27);
    const state = new Y.Doc();
    for (const row of server.log.rows) Y.applyUpdate(state, row.update);
    state.getXmlFragment("welcome").delete(0, 20);
    server.log.snapshots.set(PAGE, {
      seq: stored,
      state: Y.encodeStateAsUpdate(state),
      stateVector: Y.encodeStateVector(state),
      schemaVersion: 1,
    });
    server.pass(5000);
    ana.sendPush(ana.outbox.at(-1)!);
    await ana.acknowledged();
  });

  test("a reader that does not read is let go, and the writer does not notice", async () => {
    const pages = ["p1", "p2", "p3", "p4", "p5", "p6"];
    for (const page of pages) {
      server.invite(page, "ana", { member: "a", name: "Ana", write: true });
      server.invite(page, "ben", { member: "b", name: "Ben", write: true });
    }
    const ben = await TestSocket.greeted(server, "ben");
    for (const [index, page] of pages.entries())
      ben.send({
        type: "open",
        channel: index,
        page,
        session: `b${index}`,
        clientId: 5000 + index,
        epoch: 0,
        haveSeq: 0,
      });
    for (const _ of pages) await ben.next("opened");
    ben.pauseReading();
    for (const page of pages) {
      const ana = await TestTab.open(server, "ana", page);
      for (let part = 0; part < 25; part += 1) ana.write("é".repeat(95_000));
      await ana.acknowledged();
    }
    server.pass(1000);
    ben.resumeReading();
    expect([1006, closeOf("too_slow").code]).toContain((await ben.closed).code);
  });

  test("two hundred pages on one socket, and no more", async () => {
    const ana = await TestSocket.greeted(server, "ana");
    const open = (channel: number) => {
      server.invite(`page-${channel}`, "ana", { member: "a", name: "Ana", write: true });
      const page = `page-${channel}`;
      ana.send({ type: "open", channel, page, session: `s${channel}`, clientId: channel, epoch: 0, haveSeq: 0 });
    };
    for (let channel = 1; channel <= 200; channel += 1) open(channel);
    for (let channel = 1; channel <= 200; channel += 1) await ana.next("opened");
    open(201);
    expect(await ana.closed).toEqual(closeOf("too_many_pages"));
    expect(server.figures.pages).toBe(0);
  });

  test("a socket whose other end is gone is let go, one that answers stays", async () => {
    const [ana, ben] = await twoTabs();
    ben.socket.pauseReading();
    for (let half = 0; half < 65; half += 1) {
      server.pass(500);
      await ana.socket.settled();
    }
    for (let half = 0; half < 65; half += 1) {
      server.pass(500);
      await ana.socket.settled();
    }
    expect(server.figures.sockets).toBe(1);
  });

  test("a page nobody writes in is forgotten and read again at the next word", async () => {
    const [ana, ben] = await twoTabs();
    ana.write("one");
    await Promise.all([ana.acknowledged(), ben.receiveUpdate()]);
    server.pass(29_000);
    ana.write("two");
    await Promise.all([ana.acknowledged(), ben.receiveUpdate()]);
    expect(ben.peer.json()).toEqual(ana.peer.json());
  });
});

function openOf(tab: TestTab) {
  return {
    type: "open" as const,
    channel: 1,
    page: PAGE,
    session: tab.session,
    clientId: tab.clientId,
    epoch: 0,
    haveSeq: 0,
  };
}
