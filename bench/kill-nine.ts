import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { startPostgres } from "@candor/server/src/database/testing/postgres-cluster.ts";
import { createPages, type OwnedPage } from "./sync/api.ts";
import { numbersFrom, wordFrom } from "./sync/arguments.ts";
import { randomFrom, sleep } from "./sync/chance.ts";
import { figure, printTable } from "./sync/print-table.ts";
import { Samples } from "./sync/samples.ts";
import { killCandorWhileStarting, startCandor } from "./sync/start-server.ts";
import { type Lost, PageOracle } from "./sync/token-oracle.ts";
import { TokenWriter } from "./sync/token-writer.ts";

// Forty people type into twenty pages while the real server is killed with SIGKILL at a random moment, again and again,
// also while it starts. After each restart every page is opened anew and held against what its writers were told:
// nothing acknowledged is missing, nothing is there twice, nothing that nobody sent, each person's words in their order.

const PAGES = 20;
const NEW_PAGES_AFTER = 25; // trials, for a page has a greatest size
const EDITS_PER_SECOND = 25; // a person; a burst is allowed, this is within the quota for good

const REOPEN_WITHIN_MS = 3000;

const given = numbersFrom(
  {
    trials: [50],
    seed: [Date.now() % 1_000_000],
    least: [200],
    most: [2500],
  },
  ["engine", "kill"],
);
const engine = wordFrom("engine", ["sqlite", "postgres"]);
const victim = wordFrom("kill", ["server", "database", "both"]);
if (engine === "sqlite" && victim !== "server") throw new Error("SQLite is killed together with its server");
const [trials = 50, seed = 0, least = 200, most = 2500] = [
  given.trials[0],
  given.seed[0],
  given.least[0],
  given.most[0],
];

const folder = await mkdtemp(join(tmpdir(), "candor-kill-"));
const random = randomFrom(seed);
const total: Lost = { missing: 0, twice: 0, unknown: 0, outOfOrder: 0, diverged: 0 };
const reopened = new Samples();
let [acknowledged, killedStarting] = [0, 0];

console.log(`${trials} trials, seed ${seed}, ${engine}, killed: ${victim}`);
const cluster = engine === "postgres" ? await startPostgres() : null;
const env: Record<string, string> = cluster ? { DATABASE_URL: await cluster.newDatabase() } : {};
let server = await startCandor(folder, { env });
let writers: TokenWriter[] = [];
let oracles: PageOracle[] = [];
for (let trial = 0; trial < trials; trial += 1) {
  if (trial % NEW_PAGES_AFTER === 0) await takeNewPages();
  await Promise.all(writers.map((writer) => writer.connect(server.address)));
  const typing = typeEvenly(writers);
  await sleep(least + random() * (most - least));
  if (victim !== "database") await server.kill("SIGKILL");
  if (victim !== "server") await cluster?.kill();
  typing.stop();
  for (const writer of writers) writer.disconnect();
  if (victim !== "server") await cluster?.resume();
  if (victim === "database") await server.kill("SIGTERM");
  if (victim === "server" && random() < 0.2) await killWhileStarting();
  await reopenAndCheck(trial);
}
await Promise.all(writers.map((writer) => writer.connect(server.address)));
await Promise.all(writers.map((writer) => writer.everythingAcknowledged()));
await check(true);
acknowledged += writers.reduce((sum, writer) => sum + writer.acknowledged, 0);
await server.kill("SIGTERM");
const integrity = cluster ? "ok" : integrityOf(join(folder, "candor.sqlite"));
await cluster?.remove();
await rm(folder, { recursive: true });

printTable(
  [
    "trials",
    "killed while starting",
    "edits acknowledged",
    "missing",
    "twice",
    "never sent",
    "out of order",
    "diverged",
    "reopening median ms",
    "longest ms",
    "integrity",
  ],
  [
    [
      trials,
      killedStarting,
      acknowledged,
      total.missing,
      total.twice,
      total.unknown,
      total.outOfOrder,
      total.diverged,
      reopened.at(0.5),
      reopened.at(1),
      integrity,
    ],
  ],
);
const isSound = Object.values(total).every((count) => count === 0) && integrity === "ok";
const met = isSound && reopened.at(1) <= REOPEN_WITHIN_MS;
console.log(
  `\nGoal: no acknowledged edit lost, none doubled, back within ${figure(REOPEN_WITHIN_MS)} ms: ${met ? "met" : "NOT met"}.`,
);
process.exit(met ? 0 : 1);

async function takeNewPages(): Promise<void> {
  if (writers.length > 0) {
    await Promise.all(writers.map((writer) => writer.connect(server.address)));
    await Promise.all(writers.map((writer) => writer.everythingAcknowledged()));
    await check(true);
    acknowledged += writers.reduce((sum, writer) => sum + writer.acknowledged, 0);
    for (const writer of writers) writer.disconnect();
  }
  const pages: OwnedPage[] = await createPages(server.address, PAGES);
  writers = pages.flatMap((page, index) => [new TokenWriter(page, `${index}a`), new TokenWriter(page, `${index}b`)]);
  oracles = pages.map((page, index) => new PageOracle(page, writers.slice(index * 2, index * 2 + 2)));
}

async function killWhileStarting(): Promise<void> {
  await killCandorWhileStarting(folder, 50 + random() * 800, env);
  killedStarting += 1;
}

async function reopenAndCheck(trial: number): Promise<void> {
  const before = performance.now();
  server = await startCandor(folder, { env });
  await oracles[0]?.open(server.address);
  reopened.add(performance.now() - before);
  const lost = await check(false);
  const told = writers.reduce((sum, writer) => sum + writer.acknowledged, 0);
  if ((trial + 1) % 10 === 0 || lost > 0)
    console.log(`trial ${trial + 1}: ${figure(told)} acknowledged on these pages, ${lost} faults`);
}

/** @param healed every edit that was ever sent must be there, not only what was acknowledged. */
async function check(healed: boolean): Promise<number> {
  let faults = 0;
  for (const oracle of oracles) {
    const lost = await oracle.check(server.address, healed);
    for (const [name, count] of Object.entries(lost)) {
      total[name as keyof Lost] += count;
      faults += count;
    }
  }
  return faults;
}

function typeEvenly(everybody: readonly TokenWriter[]): { stop: () => void } {
  const startedAt = performance.now();
  let typed = 0;
  const timer = setInterval(() => {
    const due = Math.floor(((performance.now() - startedAt) / 1000) * EDITS_PER_SECOND * everybody.length);
    for (; typed < due; typed += 1) everybody[typed % everybody.length]?.type();
  }, 5);
  return { stop: () => clearInterval(timer) };
}

function integrityOf(path: string): string {
  const database = new DatabaseSync(path, { readOnly: true });
  const [row] = database.prepare("pragma integrity_check").all() as { integrity_check: string }[];
  database.close();
  return row?.integrity_check ?? "unknown";
}
