import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { CareCommand } from "@candor/protocol/care/care-command.ts";
import { startPostgres } from "@candor/server/src/database/testing/postgres-cluster.ts";
import { createPages, type OwnedPage } from "./sync/api.ts";
import { numbersFrom } from "./sync/arguments.ts";
import { randomFrom, sleep } from "./sync/chance.ts";
import { KeepingWriter } from "./sync/keeping-writer.ts";
import { figure, printTable } from "./sync/print-table.ts";
import { startCandor } from "./sync/start-server.ts";
import { type Lost, PageOracle } from "./sync/token-oracle.ts";

// R15: people type while `candor backup` runs and go on typing; the server is killed and the backup restored. Whatever was
// acknowledged before the backup was begun must be in it. Then some of the people come back, and with them everything
// that was acknowledged and that one of them had been shown; in the end the others do, and nothing at all may be missing.

const given = numbersFrom({ drills: [10], seed: [Date.now() % 1_000_000], pages: [10], edits: [15] });
const [drills = 10, seed = 0, pageCount = 10, editsPerSecond = 15] = [
  given.drills[0],
  given.seed[0],
  given.pages[0],
  given.edits[0],
];
const CARE = join(import.meta.dirname, "../apps/server/src/care.ts");
const run = promisify(execFile);
const random = randomFrom(seed);

console.log(`${drills} drills on each engine, seed ${seed}`);
const rows = [await drillAll("SQLite"), await drillAll("PostgreSQL")];
printTable(
  [
    "engine",
    "drills",
    "acknowledged",
    "lost of the backup",
    "newer than it",
    "lost",
    "twice",
    "never sent",
    "disorder",
  ],
  rows,
);
const met = rows.every((row) => [row[3], ...row.slice(5)].every((count) => count === 0) && Number(row[4]) > 0);
console.log(`\nGoal: nothing acknowledged is lost by a restore that a device still holds: ${met ? "met" : "NOT met"}.`);
process.exit(met ? 0 : 1);

async function drillAll(engine: string): Promise<(string | number)[]> {
  const folder = await mkdtemp(join(tmpdir(), "candor-restore-"));
  const cluster = engine === "PostgreSQL" ? await startPostgres() : null;
  const env: Record<string, string> = cluster ? { DATABASE_URL: await cluster.newDatabase() } : {};
  const care = async (command: CareCommand) => {
    const { stdout } = await run(process.execPath, [CARE, JSON.stringify(command)], {
      env: { ...process.env, CANDOR_DATA: folder, ...env },
    });
    return JSON.parse(stdout) as { folder: string };
  };
  const inBackup: Lost = { missing: 0, twice: 0, unknown: 0, outOfOrder: 0, diverged: 0 };
  const total: Lost = { ...inBackup };
  let newer = 0;
  let server = await startCandor(folder, { env });
  const pages: OwnedPage[] = await createPages(server.address, pageCount);
  const writers = pages.flatMap((page, index) => ["a", "b"].map((who) => new KeepingWriter(page, `${index}${who}`)));
  const pairs = pages.map((page, index) => ({ page, writers: writers.slice(index * 2, index * 2 + 2) }));
  await Promise.all(writers.map((writer) => writer.connect(server.address)));
  for (let drill = 0; drill < drills; drill += 1) {
    const typing = typeEvenly(writers);
    await sleep(300 + random() * 700);
    const mark = new Map(writers.map((writer) => [writer, writer.acknowledgedWords]));
    const made = await care({
      command: "backup",
      to: join(folder, "backups", String(drill)),
      withSecret: false,
      json: true,
    });
    await sleep(200 + random() * 1500);
    typing.stop();
    await server.kill(random() < 0.5 ? "SIGKILL" : "SIGTERM");
    for (const writer of writers) writer.disconnect();
    newer += writers.reduce((sum, writer) => sum + writer.acknowledgedWords - (mark.get(writer) ?? 0), 0);
    await care({ command: "restore", from: made.folder, replace: true, signOutEverybody: false, json: true });
    server = await startCandor(folder, { env });
    await check(inBackup, (writer) => ({ due: mark.get(writer) ?? 0, shown: [] }));
    // Of some pages both come back, of the others the one or the other.
    const here = pairs.flatMap((pair) => pair.writers.filter((_, index) => Math.floor(random() * 3) !== index));
    await comeBack(here);
    await check(total, (writer) => ({
      due: here.includes(writer) ? writer.acknowledgedWords : (mark.get(writer) ?? 0),
      shown: here.flatMap((other) => [...other.shown]),
    }));
    await comeBack(writers.filter((writer) => !here.includes(writer)));
    await check(total, (writer) => ({ due: writer.words, shown: [] }));
    console.log(`${engine}, drill ${drill + 1}: ${figure(newer)} edits were newer than their backups`);
  }
  const acknowledged = writers.reduce((sum, writer) => sum + writer.acknowledgedWords, 0);
  for (const writer of writers) writer.disconnect();
  await server.kill("SIGTERM");
  await cluster?.remove();
  await rm(folder, { recursive: true });
  const { missing, twice, unknown, outOfOrder, diverged } = total;
  return [engine, drills, acknowledged, inBackup.missing, newer, missing, twice, unknown, outOfOrder + diverged];

  async function comeBack(some: readonly KeepingWriter[]): Promise<void> {
    for (const writer of some) await writer.connect(server.address);
    await Promise.all(some.map((writer) => writer.everythingAcknowledged()));
  }

  async function check(
    lost: Lost,
    expected: (writer: KeepingWriter) => { due: number; shown: readonly string[] },
  ): Promise<void> {
    for (const { page, writers: two } of pairs) {
      const told = two.map((writer) => {
        const { due, shown } = expected(writer);
        return {
          words: writer.words,
          acknowledgedWords: due,
          shown: new Set(shown),
          wordOf: writer.wordOf.bind(writer),
        };
      });
      const found = await new PageOracle(page, told).check(server.address, false);
      for (const [name, count] of Object.entries(found)) lost[name as keyof Lost] += count;
    }
  }
}

function typeEvenly(everybody: readonly KeepingWriter[]): { stop: () => void } {
  const startedAt = performance.now();
  let typed = 0;
  const timer = setInterval(() => {
    const due = Math.floor(((performance.now() - startedAt) / 1000) * editsPerSecond * everybody.length);
    for (; typed < due; typed += 1) everybody[typed % everybody.length]?.type();
  }, 5);
  return { stop: () => clearInterval(timer) };
}
