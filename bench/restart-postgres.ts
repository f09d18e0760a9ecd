import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startPostgres } from "@candor/server/src/database/testing/postgres-cluster.ts";
import { numbersFrom } from "./sync/arguments.ts";
import { randomFrom, sleep } from "./sync/chance.ts";
import { figure, printTable } from "./sync/print-table.ts";
import { Samples } from "./sync/samples.ts";
import { startCandor } from "./sync/start-server.ts";
import { TrialWorld } from "./sync/trial-world.ts";

// Twenty people type while PostgreSQL is stopped in earnest, killed, or loses all its connections, again and again, under a
// server that goes on running. Nothing acknowledged may be lost, and soon after PostgreSQL answers again everybody's
// words are stored.

const PAGES = 10;
const EDITS_PER_SECOND = 10; // a person
const PAUSE_MS = 5000;
const NEW_PAGES_AFTER = 25; // trials, for a page has a greatest size

const given = numbersFrom({ trials: [50], seed: [Date.now() % 1_000_000] });
const [trials = 50, seed = 0] = [given.trials[0], given.seed[0]];
const random = randomFrom(seed);
const folder = await mkdtemp(join(tmpdir(), "candor-restart-"));
const cluster = await startPostgres();
const server = await startCandor(folder, { env: { DATABASE_URL: await cluster.newDatabase() } });
console.log(`${trials} restarts of PostgreSQL, seed ${seed}`);

const pauses = new Samples();
const totals = { missing: 0, twice: 0, unknown: 0, outOfOrder: 0, diverged: 0 };
let [acknowledged, late] = [0, 0];
let world: TrialWorld | null = null;
for (let trial = 0; trial < trials; trial += 1) {
  if (trial % NEW_PAGES_AFTER === 0) {
    await finish(world);
    world = await TrialWorld.open([server.address, server.address], PAGES, `t${trial}`);
  }
  if (!world) continue;
  world.begin(EDITS_PER_SECOND);
  await sleep(300 + random() * 1200);
  await (random() < 0.5 ? cluster.kill() : cluster.halt());
  await sleep(random() * 1500);
  await cluster.resume();
  const answersAt = performance.now();
  if (!(await world.caughtUp(20_000))) late += 1;
  pauses.add(performance.now() - answersAt);
  world.stop();
  await world.caughtUp(20_000); // what is on its way while a page is held against its writers would count as lost
  const faults = await world.check(server.address, false);
  if ((trial + 1) % 10 === 0 || faults > 0) console.log(`restart ${trial + 1}: ${faults} faults`);
}
await finish(world);
await server.kill("SIGTERM");
await cluster.remove();
await rm(folder, { recursive: true });

const lost = Object.values(totals).reduce((sum, count) => sum + count, 0);
printTable(
  [
    "restarts",
    "edits acknowledged",
    "missing",
    "twice",
    "never sent",
    "out of order",
    "diverged",
    "pause median ms",
    "longest ms",
  ],
  [
    [
      trials,
      acknowledged,
      totals.missing,
      totals.twice,
      totals.unknown,
      totals.outOfOrder,
      totals.diverged,
      pauses.at(0.5),
      pauses.at(1),
    ],
  ],
);
const met = lost === 0 && late === 0 && pauses.at(1) <= PAUSE_MS;
console.log(
  `\nGoal: no acknowledged edit lost, none doubled, everybody's words stored within ${figure(PAUSE_MS)} ms: ${met ? "met" : "NOT met"}.`,
);
process.exit(met ? 0 : 1);

async function finish(done: TrialWorld | null): Promise<void> {
  if (!done) return;
  await done.caughtUp(20_000);
  await done.check(server.address, true);
  for (const [name, count] of Object.entries(done.lost)) totals[name as keyof typeof totals] += count;
  acknowledged += done.acknowledged;
  done.leave();
}
