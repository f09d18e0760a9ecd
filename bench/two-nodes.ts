import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startPostgres } from "@candor/server/src/database/testing/postgres-cluster.ts";
import { numbersFrom } from "./sync/arguments.ts";
import { randomFrom, sleep } from "./sync/chance.ts";
import { figure, printTable } from "./sync/print-table.ts";
import { Samples } from "./sync/samples.ts";
import { startCandor } from "./sync/start-server.ts";
import { TcpProxy } from "./sync/tcp-proxy.ts";
import { TrialWorld } from "./sync/trial-world.ts";

// Two servers on one PostgreSQL, the two people of each page on different ones. Again and again one of them is cut off
// from the database, held up or slowed down, loses all its connections, or is stopped in its tracks while some of its
// people go over to the other. When all is well again, what anybody wrote is soon with everybody, and nothing is lost.

const PAGES = 8;
const EDITS_PER_SECOND = 8; // a person
const STALE_MS = 2000;
const NEW_PAGES_AFTER = 20; // trials, for a page has a greatest size
const FAULTS = ["cut", "held up", "slow", "connections killed", "paused"] as const;

const given = numbersFrom({ trials: [50], seed: [Date.now() % 1_000_000], pause: [3], pauses: [10] });
const [trials = 50, seed = 0, pauseSeconds = 3, mostPauses = 10] = [
  given.trials[0],
  given.seed[0],
  given.pause[0],
  given.pauses[0],
];
const random = randomFrom(seed);
const cluster = await startPostgres();
const url = await cluster.newDatabase();
const proxy = await TcpProxy.before(url);
const folders = await Promise.all(["one", "two"].map((name) => mkdtemp(join(tmpdir(), `candor-${name}-`))));
const env = { CANDOR_SECRET: "for-two-nodes-of-one-bench-and-no-more" };
const first = await startCandor(folders[0] ?? "", { env: { ...env, DATABASE_URL: proxy.url } });
const second = await startCandor(folders[1] ?? "", { env: { ...env, DATABASE_URL: url } });
console.log(`${trials} trials, seed ${seed}, at most ${mostPauses} of them pauses of ${pauseSeconds} s`);

const staleness = new Map<string, Samples>(FAULTS.map((fault) => [fault, new Samples()]));
const totals = { missing: 0, twice: 0, unknown: 0, outOfOrder: 0, diverged: 0 };
let [acknowledged, pauses] = [0, 0];
let world: TrialWorld | null = null;
for (let trial = 0; trial < trials; trial += 1) {
  if (trial % NEW_PAGES_AFTER === 0) {
    await finish(world);
    world = await TrialWorld.open([first.address, second.address], PAGES, `t${trial}`);
  }
  if (!world) continue;
  const fault = nextFault(trial);
  world.begin(EDITS_PER_SECOND);
  await sleep(200 + random() * 500);
  await suffer(fault, world);
  const healedAt = performance.now();
  await world.caughtUp(20_000);
  staleness.get(fault)?.add(performance.now() - healedAt);
  world.stop();
  await world.caughtUp(20_000); // what is on its way while a page is held against its writers would count as lost
  const faults = (await world.check(first.address, false)) + (await world.check(second.address, false));
  if ((trial + 1) % 10 === 0 || faults > 0) console.log(`trial ${trial + 1} (${fault}): ${faults} faults`);
  for (const writer of world.writers)
    await writer.moveTo(writer.writer.name.endsWith("a") ? first.address : second.address);
}
await finish(world);
for (const server of [first, second]) await server.kill("SIGTERM");
proxy.end();
await cluster.remove();
for (const folder of folders) await rm(folder, { recursive: true });

printTable(
  ["fault", "trials", "stale after it, median ms", "longest ms"],
  [...staleness].map(([fault, samples]) => [fault, samples.count, samples.at(0.5), samples.at(1)]),
);
printTable(
  ["edits acknowledged", "missing", "twice", "never sent", "out of order", "diverged"],
  [[acknowledged, totals.missing, totals.twice, totals.unknown, totals.outOfOrder, totals.diverged]],
);
const lost = Object.values(totals).reduce((sum, count) => sum + count, 0);
const longest = Math.max(...[...staleness.values()].filter(({ count }) => count > 0).map((samples) => samples.at(1)));
const met = lost === 0 && longest <= STALE_MS;
console.log(
  `\nGoal: nothing acknowledged lost or doubled, everything with everybody within ${figure(STALE_MS)} ms: ${met ? "met" : "NOT met"}.`,
);
process.exit(met ? 0 : 1);

function nextFault(trial: number): (typeof FAULTS)[number] {
  const fault = FAULTS[trial % FAULTS.length] ?? "cut";
  if (fault !== "paused") return fault;
  pauses += 1;
  return pauses <= mostPauses ? fault : "cut";
}

async function suffer(fault: (typeof FAULTS)[number], { writers }: TrialWorld): Promise<void> {
  const length = 500 + random() * 2000;
  if (fault === "cut") proxy.cut();
  if (fault === "held up") proxy.hold();
  if (fault === "slow") proxy.delay(50 + random() * 250);
  if (fault === "connections killed") {
    for (let times = 0; times < 3; times += 1) {
      await cluster.endConnections();
      await sleep(length / 3);
    }
  }
  if (fault === "paused") {
    process.kill(first.pid, "SIGSTOP");
    await sleep(pauseSeconds * 500);
    const moving = writers.filter(({ address }, index) => address === first.address && index % 4 === 0);
    await Promise.all(moving.map((writer) => writer.moveTo(second.address)));
    await sleep(pauseSeconds * 500);
    process.kill(first.pid, "SIGCONT");
  } else if (fault !== "connections killed") await sleep(length);
  proxy.heal();
}

async function finish(done: TrialWorld | null): Promise<void> {
  if (!done) return;
  await done.caughtUp(20_000);
  await done.check(second.address, true);
  for (const [name, count] of Object.entries(done.lost)) totals[name as keyof typeof totals] += count;
  acknowledged += done.acknowledged;
  done.leave();
}
