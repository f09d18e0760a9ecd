import { afterEach, beforeEach, expect, test } from "vitest";
import { SyncServer } from "../testing/sync-server.ts";
import { closeOf, PAGE, TestTab } from "../testing/test-tab.ts";
import { AccessLeases, ASKED_EVERY_MS, LEASE_MS } from "./access-leases.ts";
import type { Channel } from "./channel.ts";

// The rows say that Ben's access has ended, and no word of it has reached this server: the notice was lost, or somebody
// changed the rows by hand.

let server: SyncServer;
let ana: TestTab;
let ben: TestTab;

beforeEach(async () => {
  server = await SyncServer.start();
  server.invite(PAGE, "ana", { member: "a", name: "Ana", write: true });
  server.invite(PAGE, "ben", { member: "b", name: "Ben", write: true });
  ana = await TestTab.open(server, "ana");
  ben = await TestTab.open(server, "ben");
});

afterEach(() => server.stop());

const endSilently = () => server.members.delete(`${PAGE} ben`);

test("whoever goes on writing is found out within a second, and nothing written after is stored", async () => {
  ben.write("still mine");
  await ben.acknowledged();
  endSilently();
  server.pass(LEASE_MS + 100);
  ben.write("too late");
  expect(await ben.refused()).toMatchObject({ name: "access_ended" });
  ana.write("alone");
  await ana.acknowledged();
  expect(server.log.rows.map(({ userId }) => userId)).toEqual(["ben", "ana"]);
});

test("whoever writes after a long pause is asked about first", async () => {
  endSilently();
  server.pass(5000);
  ben.write("too late");
  expect(await ben.refused()).toMatchObject({ name: "access_ended" });
  expect(server.log.rows).toEqual([]);
});

test("whoever only reads is cut off, too, while the other writes", async () => {
  endSilently();
  ana.write("for two");
  await ana.acknowledged();
  server.pass(600);
  expect(await ben.refused()).toMatchObject({ name: "access_ended" });
});

test("whose page became read-only comes back to read", async () => {
  server.members.set(`${PAGE} ben`, { member: "b", name: "Ben", write: false });
  server.pass(2000);
  ben.write("too late");
  expect(await ben.refused()).toMatchObject({ name: "access_ended" });
  ben.channel = 2;
  expect(await ben.openPage()).toMatchObject({ access: "read" });
  expect(server.log.rows).toEqual([]);
});

test("what is written in one go after a pause is stored in its order", async () => {
  server.pass(5000);
  for (const text of ["one", "two", "three", "four"]) ben.write(text);
  await ben.acknowledged();
  expect(server.log.rows.map(({ cseq }) => cseq)).toEqual([1, 2, 3, 4]);
});

test("while nobody can say who may write, nobody can write", async () => {
  server.accessFails = true;
  server.pass(2000);
  ben.write("for later");
  expect(await ben.socket.closed).toEqual(closeOf("internal"));
  expect(server.log.rows).toEqual([]);
  expect(server.faults).not.toEqual([]);
  server.accessFails = false;
  await ben.connect();
  await ben.acknowledged();
  expect(server.log.rows).toHaveLength(1);
});

test("whoever writes all the time is never kept waiting for the answer", async () => {
  for (let round = 0; round < 20; round += 1) {
    ben.write(`line ${round}`);
    await ben.acknowledged();
    server.pass(500);
    await ben.socket.settled();
  }
  expect(server.log.rows).toHaveLength(20);
});

test("while nothing changes, each is asked about again every ten seconds, and after a pause at once", async () => {
  const write = async (rounds: number) => {
    for (let round = 0; round < rounds; round += 1) {
      ben.write("a line");
      await ben.acknowledged();
      server.pass(500);
      await ben.socket.settled();
    }
  };
  await write(2); // the first question after opening
  const before = server.asked.get(PAGE) ?? 0;
  await write(50);
  expect(server.asked.get(PAGE)).toBe(before + 4); // Ana and Ben, twice in 25 seconds
  server.pass(ASKED_EVERY_MS);
  await write(2);
  expect(server.asked.get(PAGE)).toBe(before + 6); // Ben, who waited for the answer, and Ana at the next look
});

test("a crowd that came at once is asked about again bit by bit, and nobody later than after half a minute", async () => {
  let now = 0;
  const asked: { at: number; count: number }[] = [];
  const leases = new AccessLeases({
    access: {
      accessTo: async () => null,
      accessToAll: async (all) => {
        asked.push({ at: now, count: all.length });
        return all.map(() => ({ member: "a", name: "Ana", write: true }));
      },
      changeMark: async () => 1,
      onChange: () => () => undefined,
    },
    clock: () => now,
    instant: () => "2026-01-05T09:00:00Z",
    report: (fault) => expect(fault).toBeUndefined(),
    storageFailed: () => undefined,
  });
  const crowd = Array.from({ length: 1000 }, () => leftOpenSince(0));
  for (; now <= ASKED_EVERY_MS + 20_000; now += 500) {
    for (const channel of crowd) leases.during(channel, () => undefined);
    await leases.renewWriting();
    expect(crowd.every(({ leasedAt }) => now - leasedAt <= ASKED_EVERY_MS)).toBe(true);
  }
  const again = asked.filter(({ at }) => at > 0);
  expect(Math.max(...again.map(({ count }) => count))).toBe(40);
  expect(again.reduce((sum, { count }) => sum + count, 0)).toBeGreaterThan(1000);
});

test("a page that freezes at its time is read-only from then on, though no row changes", async () => {
  server.members.set(`${PAGE} ben`, { member: "b", name: "Ben", write: true, until: "2026-01-05T09:00:10Z" });
  for (let round = 0; round < 5; round += 1) {
    ben.write(`line ${round}`);
    await ben.acknowledged();
    server.pass(500);
    await ben.socket.settled();
  }
  server.wallClock = "2026-01-05T09:00:10Z";
  server.members.freeze(`${PAGE} ben`);
  server.pass(LEASE_MS);
  ben.write("too late");
  expect(await ben.refused()).toMatchObject({ name: "access_ended" });
  expect(server.log.rows).toHaveLength(5);
});

test("many who write after a pause are asked about together, and each goes on in its order", async () => {
  const questions: number[] = [];
  const { promise: answered, resolve: answer } = Promise.withResolvers<void>();
  const leases = new AccessLeases({
    access: {
      accessTo: async () => null,
      accessToAll: async (asked) => {
        questions.push(asked.length);
        await answered;
        return asked.map(() => ({ member: "a", name: "Ana", write: true }));
      },
      changeMark: async () => 1,
      onChange: () => () => undefined,
    },
    clock: () => 5000,
    instant: () => "2026-01-05T09:00:00Z",
    report: (fault) => expect(fault).toBeUndefined(),
    storageFailed: () => undefined,
  });
  const done: string[] = [];
  const channels = Array.from({ length: 300 }, () => leftOpenSince(0));
  for (const round of ["first", "second"])
    for (const [index, channel] of channels.entries()) leases.during(channel, () => done.push(`${index} ${round}`));
  answer();
  await new Promise((resolve) => setImmediate(resolve));
  expect(questions).toEqual([250, 50]);
  expect(done).toHaveLength(600);
  for (const index of channels.keys())
    expect(done.indexOf(`${index} first`)).toBeLessThan(done.indexOf(`${index} second`));
});

function leftOpenSince(leasedAt: number): Channel {
  const channels: unknown[] = [];
  const room = { page: PAGE, channels };
  const connection = { userId: "ana", session: null };
  const channel: unknown = {
    room,
    connection,
    user: { member: "a" },
    writes: true,
    state: "open",
    waiting: null,
    leasedAt,
    leasedAtMark: null,
    leasedUntil: null,
  };
  channels.push(channel);
  return channel as Channel;
}
