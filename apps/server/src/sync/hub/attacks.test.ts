import { connect } from "node:net";
import { PROTOCOL_VERSION } from "@candor/protocol/protocol-version.ts";
import { MAX_AWARENESS_BYTES, MAX_FRAME_BYTES, MAX_UPDATE_BYTES } from "@candor/protocol/sync/limits.ts";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import * as Y from "yjs";
import { awareness, readAwareness } from "../testing/awareness-bytes.ts";
import { SyncServer } from "../testing/sync-server.ts";
import { TestSocket } from "../testing/test-socket.ts";
import { closeOf, PAGE, TestTab } from "../testing/test-tab.ts";

// Ana is honest. Ben is her partner, may write the page, and means harm: each attack is one of SECURITY.md 2.

let server: SyncServer;
let ana: TestTab;
let ben: TestTab;

beforeEach(async () => {
  server = await SyncServer.start();
  server.invite(PAGE, "ana", { member: "a", name: "Ana", write: true });
  server.invite(PAGE, "ben", { member: "b", name: "Ben", write: true });
  ana = await TestTab.open(server, "ana");
  ben = await TestTab.open(server, "ben");
  ana.write("My important point");
  await Promise.all([ana.acknowledged(), ben.receiveUpdate()]);
});

afterEach(async () => {
  expect(server.faults).toEqual([]);
  expect(await server.isAlive()).toBe(true);
  await server.stop();
});

/** What Ana wrote before and writes after is there, for her and for whoever opens the page; nothing else was stored. */
async function anaLosesNothing(): Promise<void> {
  ana.write("And another");
  await ana.acknowledged();
  expect(server.log.rows.map(({ userId }) => userId)).toEqual(["ana", "ana"]);
  const witness = await TestTab.open(server, "ana");
  expect(witness.peer.json()).toEqual(ana.peer.json());
  expect(JSON.stringify(witness.peer.json())).toContain("My important point");
  expect(JSON.stringify(witness.peer.json())).toContain("And another");
}

async function refusalOf(update: number[] | Uint8Array): Promise<string | null> {
  ben.sendPush({ cseq: 1, update: Uint8Array.from(update) });
  return (await ben.refused()).name;
}

describe("R19: an update that would harm the other", () => {
  test("Y2: space collected under the other's clientID, so that what she types next never arrives", async () => {
    const next = clockOf(ana);
    expect(await refusalOf([1, 1, ...varuint(ana.clientId), next, 0, ...varuint(1_000_000_000), 0])).toBe(
      "foreign_client",
    );
    await anaLosesNothing();
  });

  test("Y3: text in the other's name", async () => {
    const forger = new Y.Doc();
    Y.applyUpdate(forger, Y.encodeStateAsUpdate(ana.peer.doc));
    forger.clientID = ana.clientId;
    const before = Y.encodeStateVector(forger);
    forger.getXmlFragment("welcome").push([new Y.XmlText("I resign. Ana")]);
    expect(await refusalOf(Y.encodeStateAsUpdate(forger, before))).toBe("foreign_client");
    await anaLosesNothing();
  });

  test("Y4: updates that wait for something which never comes, 3,000 of them", async () => {
    for (let attempt = 0; attempt < 3000; attempt += 1) {
      await reopen(ben);
      const { clientId } = ben;
      const clock = 100 + attempt;
      expect(await refusalOf([1, 1, ...varuint(clientId), ...varuint(clock), 4, 1, 1, 0x61, 1, 0x78, 0])).toBe(
        "causal_gap",
      );
    }
    await anaLosesNothing();
  });

  test("Y5: bytes that hang a merge of updates", async () => {
    // Twenty-eight bytes of the second update format, whose counts promise far more than there is.
    const crafted = [
      0, 0, 6, 0xff, 0xff, 0xff, 0xff, 0x0f, 0, 0, 0, 0, 0, 0, 1, 0xff, 0xff, 0xff, 0xff, 0xff, 0x0f, 1, 0, 1, 0, 0, 0,
      0,
    ];
    expect(await refusalOf(crafted)).toBe("malformed_update");
    await anaLosesNothing();
  });

  test("Y6: damaged updates, each of which could leave a document half changed", async () => {
    const damaged = await damagedUpdates(400);
    for (const update of damaged) {
      await reopen(ben);
      expect(["malformed_update", "foreign_client", "causal_gap", "schema_violation", "update_too_large"]).toContain(
        await refusalOf(update),
      );
    }
    await anaLosesNothing();
  });

  test("Y10: a key that reaches the prototype of whoever reads the page", async () => {
    const doc = new Y.Doc();
    doc.clientID = ben.clientId;
    const evil = new Y.Map<unknown>([["admin", true]]);
    doc.getMap("page").set("__proto__", evil);
    expect(await refusalOf(Y.encodeStateAsUpdate(doc))).toBe("schema_violation");
    await anaLosesNothing();
  });

  test("a root type that no page has, deletion of what nobody wrote, and more than a push may hold", async () => {
    const doc = new Y.Doc();
    doc.clientID = ben.clientId;
    doc.getArray("attic").push(["junk"]);
    expect(await refusalOf(Y.encodeStateAsUpdate(doc))).toBe("schema_violation");
    await reopen(ben);
    expect(await refusalOf([0, 1, ...varuint(ana.clientId), 1, 0, ...varuint(5000)])).toBe("causal_gap");
    await reopen(ben);
    expect(await refusalOf(new Uint8Array(MAX_UPDATE_BYTES + 1))).toBe("update_too_large");
    await anaLosesNothing();
  });

  test("a push that skips one, so that the log would have a hole", async () => {
    ben.peer.act(0);
    const [update] = ben.peer.takeOutbox();
    ben.sendPush({ cseq: 2, update: update! });
    expect(await ben.refused()).toEqual({ name: "push_gap", cseq: 2 });
    await anaLosesNothing();
  });
});

describe("frames that are none", () => {
  test("H7: a frame beyond the limit is refused before it is in memory", async () => {
    ben.socket.sendRaw(new Uint8Array(MAX_FRAME_BYTES + 1));
    expect((await ben.socket.closed).code).toBe(closeOf("frame_too_large").code);
    await anaLosesNothing();
  });

  test("text, unknown messages, cut-off messages, a second hello, and a first message that is no hello", async () => {
    const frames = ["hello", Uint8Array.of(99), Uint8Array.of(2, 1), Uint8Array.of(), Uint8Array.of(0, 1, 1)];
    for (const frame of frames) {
      const socket = await TestSocket.greeted(server, "ben");
      socket.sendRaw(frame);
      expect(await socket.closed).toEqual(closeOf("malformed_frame"));
    }
    const silent = new TestSocket(server, "ben");
    await silent.connected();
    silent.send({ type: "close", channel: 1 });
    expect(await silent.closed).toEqual(closeOf("malformed_frame"));
    await anaLosesNothing();
  });

  test("another version of the protocol, or of the page than this server knows", async () => {
    for (const hello of [
      { protocolVersion: 99, schemaVersion: 1 },
      { protocolVersion: PROTOCOL_VERSION, schemaVersion: 99 },
    ]) {
      const socket = new TestSocket(server, "ben");
      await socket.connected();
      socket.send({ type: "hello", ...hello });
      expect(await socket.closed).toEqual(closeOf("wrong_version"));
    }
    await anaLosesNothing();
  });

  test("a socket that never says hello is not kept", async () => {
    const silent = new TestSocket(server, "ben");
    await silent.connected();
    server.pass(11_000);
    await silent.closed;
    await anaLosesNothing();
  });

  test("a socket that does not answer is not kept, while those that do are", async () => {
    const gone = new TestSocket(server, "ben", undefined, false);
    await gone.connected();
    gone.send({ type: "hello", protocolVersion: PROTOCOL_VERSION, schemaVersion: 1 });
    for (let tick = 0; tick < 121; tick += 1) {
      server.pass(500);
      await ana.socket.settled();
    }
    await gone.closed;
    await anaLosesNothing();
  });

  test("a flood of pushes is read no faster than its quota, and hinders nobody", async () => {
    ben.peer.act(0);
    const [update] = ben.peer.takeOutbox();
    for (let push = 0; push < 20_000; push += 1) ben.sendPush({ cseq: 5, update: update! });
    expect(await ben.refused()).toMatchObject({ name: "push_gap" });
    await anaLosesNothing();
  });

  test("seeded garbage on a greeted socket, 600 times over", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 60 }), { minLength: 1, maxLength: 8 }), async (frames) => {
        const socket = await TestSocket.greeted(server, "ben");
        for (const frame of frames) socket.sendRaw(frame);
        socket.end();
        await socket.closed;
      }),
      { seed: 21, numRuns: 600 },
    );
    await anaLosesNothing();
  });
});

describe("upgrades that are none", () => {
  test("H4: a thousand bad ones, of every kind, are answered and end nothing", async () => {
    const kinds: [string, Record<string, string>][] = [
      ["403", { Origin: "https://evil.test", "X-User": "ben" }],
      ["403", { "X-User": "ben" }],
      ["401", { Origin: "https://candor.test" }],
      ["500", { Origin: "https://candor.test", "X-User": "trap" }],
      ["400", { Origin: "https://candor.test", "X-User": "ben", "Sec-WebSocket-Version": "1" }],
      ["400", { Origin: "https://candor.test", "X-User": "ben", "Sec-WebSocket-Key": "no" }],
    ];
    for (let round = 0; round < 1002; round += 6) {
      const answers = await Promise.all(kinds.map(([, headers]) => rawUpgrade(headers)));
      expect(answers).toEqual(kinds.map(([status]) => status));
    }
    expect(server.faults.splice(0)).toHaveLength(167); // each time the sessions could not be asked
    expect(server.figures.sockets).toBe(2);
    await anaLosesNothing();
  });

  test("a client that goes while it is being asked about", async () => {
    for (let attempt = 0; attempt < 50; attempt += 1) new TestSocket(server, "ben").end();
    await anaLosesNothing();
  });
});

describe("R19: presence that lies", () => {
  test("H10: a state in the other's name goes nowhere, and one's own says who one is", async () => {
    const claims = awareness([
      [ana.clientId, 99, { user: { member: "a", name: "Ana (resigned)" } }],
      [ben.clientId, 1, { user: { member: "a", name: "Ana" }, caret: 1 }],
    ]);
    ben.socket.send({ type: "awareness", channel: 1, update: claims });
    const seen = readAwareness((await ana.socket.next("awareness")).update);
    expect(seen).toMatchObject({ clientId: ben.clientId, state: { user: { member: "b", name: "Ben" }, caret: 1 } });
    ben.socket.send({ type: "awareness", channel: 1, update: awareness([[ana.clientId, 100, null]]) });
    await ben.socket.settled();
    await ana.socket.settled();
    expect(ana.socket.unread).toEqual([]);
    await anaLosesNothing();
  });

  test("a state too large for a caret goes nowhere; a prototype in one does not travel", async () => {
    const large = awareness([[ben.clientId, 1, { blob: "x".repeat(MAX_AWARENESS_BYTES) }]]);
    ben.socket.send({ type: "awareness", channel: 1, update: large });
    const poisoned = awareness([[ben.clientId, 2, '{"__proto__":{"admin":true},"caret":2}']]);
    ben.socket.send({ type: "awareness", channel: 1, update: poisoned });
    const seen = readAwareness((await ana.socket.next("awareness")).update);
    expect(Object.keys(seen.state as object).sort()).toEqual(["caret", "user"]);
    await anaLosesNothing();
  });

  test("bytes that are no presence close the socket", async () => {
    ben.socket.send({ type: "awareness", channel: 1, update: Uint8Array.of(9, 9, 9) });
    expect(await ben.socket.closed).toEqual(closeOf("malformed_frame"));
    await anaLosesNothing();
  });
});

/** Updates damaged by seeded changes, of those that would have been Ben's own; the ones that stayed sound are left out. */
async function damagedUpdates(count: number): Promise<Uint8Array[]> {
  const honest: Uint8Array[] = [];
  for (let choice = 0; honest.length < 40; choice += 1) {
    ben.peer.act(choice * 7919);
    honest.push(...ben.peer.takeOutbox());
  }
  const { checkUpdate } = await import("../gate/check-update.ts");
  const known = Y.decodeStateVector(Y.encodeStateVector(ana.peer.doc));
  return fc
    .sample(
      fc.tuple(fc.constantFrom(...honest), fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 5 })),
      { seed: 31, numRuns: count * 2 },
    )
    .map(([update, changes]) => {
      const damaged = update.slice();
      for (const [at, byte] of changes) damaged[at % damaged.length] = byte;
      return damaged;
    })
    .filter((update) => checkUpdate(update, known, ben.clientId).type === "refused")
    .slice(0, count);
}

let channels = 10_000;

/** After a refusal that closed the page, on the same socket. */
async function reopen(tab: TestTab): Promise<void> {
  channels += 1;
  tab.socket.send({ type: "close", channel: tab.channel });
  tab.channel = channels;
  server.pass(100);
  const { session, clientId, channel } = tab;
  tab.socket.send({ type: "open", channel, page: PAGE, session, clientId, epoch: 0, haveSeq: 0 });
  await tab.socket.next("opened");
}

function clockOf(tab: TestTab): number {
  return Y.decodeStateVector(Y.encodeStateVector(tab.peer.doc)).get(tab.clientId) ?? 0;
}

function varuint(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 127; rest = Math.floor(rest / 128)) bytes.push(128 | (rest % 128));
  return [...bytes, rest];
}

/** The status of a hand-made upgrade. */
function rawUpgrade(headers: Record<string, string>): Promise<string> {
  const all = {
    Host: "candor.test",
    Connection: "Upgrade",
    Upgrade: "websocket",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
    ...headers,
  };
  const request = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return new Promise((resolve, reject) => {
    const socket = connect(server.port, "127.0.0.1", () =>
      socket.write(`GET /sync HTTP/1.1\r\n${request.join("")}\r\n`),
    );
    let answer = "";
    socket.on("data", (data) => {
      answer += data;
    });
    socket.on("close", () => resolve(answer.split(" ")[1] ?? "nothing"));
    socket.on("error", reject);
  });
}
