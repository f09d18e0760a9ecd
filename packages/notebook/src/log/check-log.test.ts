import type { NewNoteRecord, StoredNoteRecord } from "@candor/protocol/http/notebook.ts";
import { expect, test } from "vitest";
import { utf8 } from "../bytes/bytes.ts";
import { importSecret } from "../seal/derive.ts";
import { seeded } from "../testing/seeded.ts";
import { append, appendToChain, confirmAppended } from "./append-to-chain.ts";
import { checkLog } from "./check-log.ts";
import { isCompactionDue, makeSnapshot } from "./compact.ts";
import { confirmSnapshot, verifySnapshot } from "./confirm-snapshot.ts";
import { EMPTY_LOG, type KnownLog } from "./known-log.ts";

const chance = seeded(21).bytes;
const NOW = "2026-11-25T10:00:00Z";
const key = await importSecret(chance(32));
const later = await importSecret(chance(32));
const keys = { doc: "doc", newest: 1, byEpoch: new Map([[1, key]]) };
const sameLines = (a: readonly Uint8Array[], b: readonly Uint8Array[]) => {
  const lines = (parts: readonly Uint8Array[]) => parts.flatMap((part) => new TextDecoder().decode(part).split(","));
  return JSON.stringify([...new Set(lines(a))].sort()) === JSON.stringify([...new Set(lines(b))].sort());
};

/** What the server keeps, and who writes to it. */
class Server {
  stored: StoredNoteRecord[] = [];
  keep(record: NewNoteRecord): StoredNoteRecord {
    const kept = { ...record, seq: this.stored.length + 1, at: NOW };
    this.stored.push(kept);
    return kept;
  }
}

class Device {
  known: KnownLog = EMPTY_LOG;
  lines: string[] = [];
  keys = keys;
  readonly id: string;
  readonly server: Server;

  constructor(id: string, server: Server) {
    this.id = id;
    this.server = server;
  }

  async write(...lines: string[]): Promise<void> {
    for (const line of lines) await this.send(await this.draft(line));
  }
  async draft(line: string): Promise<NewNoteRecord> {
    const made = await appendToChain(this.end(), utf8(line), chance);
    this.known = made.known;
    this.lines.push(line);
    return made.record;
  }
  async send(record: NewNoteRecord): Promise<void> {
    this.server.keep(record);
    this.known = await confirmAppended(this.known, record);
  }
  async read(records = this.server.stored, whole = true) {
    const reader = { vault: "vault", device: this.id, keys: this.keys, devices: [], known: this.known };
    const checked = await checkLog(reader, { records, whole });
    this.known = checked.known;
    const news = checked.opened.map(({ body }) => new TextDecoder().decode(body));
    this.lines.push(...news);
    return { news, alarms: checked.alarms };
  }
  end() {
    return { vault: "vault", device: this.id, keys: this.keys, known: this.known };
  }
  async compact(): Promise<NewNoteRecord> {
    const made = await makeSnapshot(this.end(), utf8([...new Set(this.lines)].join(",")), chance);
    if (!made) throw new Error("something is not stored yet");
    this.known = made.known;
    return made.record;
  }
  async keepSnapshot(record: NewNoteRecord): Promise<void> {
    expect((await this.read([this.server.keep(record)], false)).alarms).toEqual([]);
  }
}

function world() {
  const server = new Server();
  return { server, laptop: new Device("laptop", server), phone: new Device("phone", server) };
}

test("two devices read what the other wrote, each record once", async () => {
  const { laptop, phone } = world();
  await laptop.write("one", "two");
  expect(await phone.read()).toEqual({ news: ["one", "two"], alarms: [] });
  await phone.write("three");
  expect(await laptop.read()).toEqual({ news: ["three"], alarms: [] });
  expect(await phone.read()).toEqual({ news: [], alarms: [] });
});

test("what was written offline is sent later, in one chain with what came before", async () => {
  const { laptop, phone } = world();
  await laptop.write("one");
  const offline = [await laptop.draft("two"), await laptop.draft("three")];
  expect((await laptop.read()).alarms).toEqual([]);
  for (const record of offline) await laptop.send(record);
  expect(await phone.read()).toEqual({ news: ["one", "two", "three"], alarms: [] });
});

test("a record whose acknowledgement was lost is known again when it is read back", async () => {
  const { server, laptop } = world();
  server.keep(await laptop.draft("one"));
  const { alarms } = await laptop.read();
  expect(alarms).toEqual([]);
  expect(laptop.known.heads.get("laptop")?.dseq).toBe(1);
});

test("a missing record is a gap, and what follows it is held back", async () => {
  const { server, laptop, phone } = world();
  await laptop.write("one", "two", "three");
  const { news, alarms } = await phone.read(server.stored.filter(({ dseq }) => dseq !== 2));
  expect(news).toEqual(["one"]);
  expect(alarms).toEqual([{ type: "gap", device: "laptop", expected: 2, found: 3 }]);
  expect(await phone.read()).toEqual({ news: ["two", "three"], alarms: [] });
});

test("a record that another device saw and the server withholds is missed", async () => {
  const { server, laptop, phone } = world();
  await laptop.write("one", "two");
  await phone.read();
  await phone.write("seen both");
  const desk = new Device("desk", server);
  const withheld = server.stored.filter(({ device, dseq }) => device === "phone" || dseq === 1);
  expect((await desk.read(withheld)).alarms).toEqual([{ type: "omitted", device: "laptop", dseq: 2, seenBy: "phone" }]);
});

test("a server that was set back is told from one that has nothing new", async () => {
  const { server, laptop, phone } = world();
  await laptop.write("one", "two", "three");
  await phone.read();
  expect((await phone.read(server.stored.slice(0, 1))).alarms).toEqual([
    { type: "older_than_device", device: "laptop", had: 3, has: 1 },
  ]);
  expect(await phone.read([], false)).toEqual({ news: [], alarms: [] });
});

test("after a restored backup the device that still has its records sends the same again, and nobody is alarmed", async () => {
  const { server, laptop, phone } = world();
  await laptop.write("one", "two", "three");
  await phone.read();
  const lost = server.stored.splice(1);
  for (const { seq: _, at: __, ...record } of lost) server.keep(record);
  expect((await phone.read()).alarms).toEqual([]);
  expect((await laptop.read()).alarms).toEqual([]);
});

test("a copied device shows: two records of one number are a fork, on either side", async () => {
  const { server, laptop, phone } = world();
  await laptop.write("one");
  const copy = new Device("laptop", server);
  copy.known = laptop.known;
  await laptop.write("two");
  await phone.read();
  const other = { ...(await copy.draft("two, but another")), seq: 2, at: NOW };
  expect((await phone.read([server.stored[0]!, other])).alarms).toContainEqual({
    type: "forked",
    device: "laptop",
    dseq: 2,
  });
  await copy.read(server.stored.slice(0, 1));
  expect((await copy.read()).alarms).toContainEqual({ type: "forked", device: "laptop", dseq: 2 });
});

test("an older key after a newer one is a downgrade; a removed device's later records are refused", async () => {
  const { server, laptop, phone } = world();
  const both = {
    doc: "doc",
    newest: 2,
    byEpoch: new Map([
      [1, key],
      [2, later],
    ]),
  };
  laptop.keys = both;
  await laptop.write("under the new key");
  laptop.keys = { ...both, newest: 1 };
  await laptop.write("under the old one");
  phone.keys = both;
  const { news, alarms } = await phone.read();
  expect(news).toEqual(["under the new key"]);
  expect(alarms).toEqual([{ type: "downgraded", device: "laptop", dseq: 2, epoch: 1 }]);
  const reader = { vault: "vault", device: "desk", keys: both, known: EMPTY_LOG };
  const devices = [{ id: "laptop", since: NOW, removed: { epoch: 2, at: NOW, heads: new Map() } }];
  const checked = await checkLog({ ...reader, devices }, { records: server.stored, whole: true });
  expect(checked.opened).toEqual([]);
  expect(checked.alarms).toContainEqual({ type: "removed_device", device: "laptop", dseq: 1 });
});

test("what a device writes after it was taken off is refused under its old key, too, and what it wrote before stays", async () => {
  const { server, laptop, phone } = world();
  await laptop.write("before");
  await laptop.write("by whoever has it now");
  const reader = { vault: "vault", device: "desk", keys: laptop.keys, known: EMPTY_LOG };
  const devices = [{ id: "laptop", since: NOW, removed: { epoch: 2, at: NOW, heads: new Map([["doc", 1]]) } }];
  const checked = await checkLog({ ...reader, devices }, { records: server.stored, whole: true });
  expect(checked.opened.map(({ dseq }) => dseq)).toEqual([1]);
  expect(checked.alarms).toEqual([{ type: "removed_device", device: "laptop", dseq: 2 }]);

  await phone.read(); // it has not heard of that yet, and takes both over
  await phone.write("having seen both");
  const both = await checkLog({ ...reader, devices }, { records: server.stored, whole: true });
  expect(both.opened.map(({ device, dseq }) => [device, dseq])).toEqual([
    ["laptop", 1],
    ["phone", 1],
  ]);
  expect(both.alarms).toEqual([{ type: "removed_device", device: "laptop", dseq: 2 }]);
});

test("a record under a key that is not here yet is named as such, so that the newest manifest can be fetched", async () => {
  const { laptop, phone } = world();
  laptop.keys = { doc: "doc", newest: 2, byEpoch: new Map([[2, later]]) };
  await laptop.write("one");
  expect((await phone.read()).alarms).toEqual([{ type: "unknown_key", seq: 1, epoch: 2 }]);
});

test("after two hundred records, or 256 KiB, it is time to write the document down whole", async () => {
  const { laptop } = world();
  for (let at = 0; at < 199; at++) await laptop.write(`line ${at}`);
  expect(isCompactionDue(laptop.known)).toBe(false);
  await laptop.write("line 199");
  expect(isCompactionDue(laptop.known)).toBe(true);
  await laptop.keepSnapshot(await laptop.compact());
  expect(isCompactionDue(laptop.known)).toBe(false);
  await laptop.write("x".repeat(256 * 1024));
  expect(isCompactionDue(laptop.known)).toBe(true);
});

test("a new device needs the snapshot and what follows it, whether or not the records before it are still there", async () => {
  const { server, laptop, phone } = world();
  await laptop.write("one", "two");
  await phone.read();
  await phone.write("three");
  await laptop.read();
  await laptop.keepSnapshot(await laptop.compact());
  await laptop.write("four");
  await phone.read();
  await phone.write("five");
  for (const gone of [0, 2, 3]) {
    const desk = new Device("desk", server);
    const { news, alarms } = await desk.read(server.stored.slice(gone));
    expect(alarms).toEqual([]);
    expect(news[0]).toBe("one,two,three");
    expect(news.slice(-2)).toEqual(["four", "five"]);
  }
});

test("no snapshot is made while records of this device wait, since one that is refused would break their chain", async () => {
  const { laptop } = world();
  await laptop.write("one");
  await laptop.draft("two");
  expect(await makeSnapshot(laptop.end(), utf8("one,two"), chance)).toBeNull();
});

test("two tabs compact at once: the second is refused and forgets it, and if it were kept nothing would be harmed", async () => {
  const { server, laptop, phone } = world();
  await laptop.write("one", "two");
  await phone.read();
  const before = phone.known;
  const [first, second] = [await laptop.compact(), await phone.compact()];
  await laptop.keepSnapshot(first);
  phone.known = before;
  await phone.read();
  await phone.write("three");
  expect((await laptop.read()).alarms).toEqual([]);

  const careless = { ...second, seq: 99, at: NOW };
  const desk = new Device("desk", server);
  const { news, alarms } = await desk.read([...server.stored.filter(({ device }) => device === "laptop"), careless]);
  expect(alarms).toEqual([]);
  expect(new Set(news.flatMap((line) => line.split(",")))).toEqual(new Set(["one", "two"]));
});

test("a tab that is killed after it sent a snapshot and before it noted that is still the same device", async () => {
  const { server, laptop, phone } = world();
  await laptop.write("one");
  const before = laptop.known;
  server.keep(await laptop.compact());
  laptop.known = before;
  expect((await laptop.read()).alarms).toEqual([]);
  await laptop.write("two");
  expect((await laptop.read()).alarms).toEqual([]);
  expect((await phone.read()).alarms).toEqual([]);
});

test("a snapshot is read back and compared before it counts, and confirmed by a later session before anything goes", async () => {
  const { server, laptop } = world();
  await laptop.write("one", "two");
  const record = await laptop.compact();
  const kept = server.keep(record);
  const at = { vault: "vault", keys };
  expect(await verifySnapshot(at, record, kept, utf8("one,two"), sameLines)).toBe(true);
  expect(await verifySnapshot(at, record, kept, utf8("one"), sameLines)).toBe(false);
  const torn = { ...kept, bytes: kept.bytes.slice(0, -4) };
  expect(await verifySnapshot(at, record, torn, utf8("one,two"), sameLines)).toBe(false);

  const reader = { vault: "vault", device: "desk", keys, devices: [] };
  expect(await confirmSnapshot(reader, kept, server.stored, sameLines)).toEqual({ type: "confirmed" });
  expect(await confirmSnapshot(reader, kept, server.stored.slice(1), sameLines)).toEqual({ type: "cannot_tell" });
  const wrong = await makeSnapshot(
    { ...laptop.end(), known: { ...laptop.known, tip: laptop.known.heads.get("laptop")! } },
    utf8("one"),
    chance,
  );
  const lying = { ...wrong!.record, seq: 9, at: NOW };
  expect(await confirmSnapshot(reader, lying, server.stored, sameLines)).toEqual({ type: "differs" });
});

test("a snapshot of a snapshot is confirmed against the one before and what came after it", async () => {
  const { server, laptop } = world();
  await laptop.write("one");
  await laptop.keepSnapshot(await laptop.compact());
  await laptop.write("two");
  const kept = server.keep(await laptop.compact());
  expect(kept.snapshot).toEqual({ covers: { laptop: 3 }, parent: 2 });
  const reader = { vault: "vault", device: "desk", keys, devices: [] };
  expect(await confirmSnapshot(reader, kept, server.stored, sameLines)).toEqual({ type: "confirmed" });
  expect(await confirmSnapshot(reader, kept, server.stored.slice(1), sameLines)).toEqual({ type: "confirmed" });
});

test("a snapshot by who holds a key that was taken away hides nothing that is there", async () => {
  const { server, laptop, phone } = world();
  const both = {
    doc: "doc",
    newest: 2,
    byEpoch: new Map([
      [1, key],
      [2, later],
    ]),
  };
  await phone.write("one");
  await laptop.read();
  await laptop.write("two");
  for (const device of [laptop, phone]) device.keys = both;
  await laptop.write("three, under the new key");
  await phone.read();
  await phone.write("four, under the new key");
  const head = laptop.known.heads.get("laptop")!;
  const covers = new Map([
    ["laptop", { dseq: head.dseq, hash: head.hash }],
    ["phone", { dseq: 999, hash: head.hash }],
  ]);
  const thief = { vault: "vault", device: "laptop", keys: { ...both, newest: 1 }, known: laptop.known };
  const made = await append(thief, { kind: "snapshot", covers, parent: null }, utf8(""), chance);
  const label = { covers: { laptop: head.dseq, phone: 999 }, parent: null };
  const forged = { ...made.record, snapshot: label, seq: 50, at: NOW };
  const desk = new Device("desk", server);
  desk.keys = both;
  const { news, alarms } = await desk.read([...server.stored, forged]);
  expect(news).toEqual(["one", "two", "three, under the new key", "four, under the new key"]);
  expect(alarms).toEqual([{ type: "downgraded", device: "laptop", dseq: head.dseq + 1, epoch: 1 }]);
  await phone.write("five");
  expect((await desk.read([...server.stored, forged])).news).toEqual(["five"]);
});
