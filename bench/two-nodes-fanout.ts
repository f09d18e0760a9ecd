import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startPostgres } from "@candor/server/src/database/testing/postgres-cluster.ts";
import { createPages } from "./sync/api.ts";
import { numbersFrom } from "./sync/arguments.ts";
import { figure, printTable } from "./sync/print-table.ts";
import { median } from "./sync/samples.ts";
import { type ServerProcess, startCandor } from "./sync/start-server.ts";
import { connectCandor, type Load, type Measured, typeInPairs } from "./sync/type-in-pairs.ts";

// How fast a keystroke reaches the other person where the two are on different servers of one PostgreSQL, beside one
// server that both are on, in the same run and by turns.

const GOAL_RATIO = 3;

const { pairs, edits, warmup, seconds, rounds } = numbersFrom({
  pairs: [500],
  edits: [2],
  warmup: [3],
  seconds: [10],
  rounds: [3],
});
const load: Load = {
  pairs: pairs[0] ?? 500,
  editsPerSecond: edits[0] ?? 2,
  typing: "in-turn",
  warmUpSeconds: warmup[0] ?? 3,
  seconds: seconds[0] ?? 10,
  pageBytes: 30_000,
};

const [one, two]: [Measured[], Measured[]] = [[], []];
for (let round = 0; round < (rounds[0] ?? 1); round += 1) {
  one.push(await measure(1));
  two.push(await measure(2));
}
const of = (measured: readonly Measured[], read: (each: Measured) => number) => median(measured.map(read));
const row = (name: string, measured: readonly Measured[]) => [
  name,
  load.pairs,
  of(measured, ({ fanOut }) => fanOut.at(0.5)),
  of(measured, ({ fanOut }) => fanOut.at(0.99)),
  of(measured, ({ ack }) => ack.at(0.5)),
  of(measured, ({ ack }) => ack.at(0.99)),
  of(measured, ({ serverCores }) => serverCores),
  of(measured, ({ clientCores }) => clientCores),
  `${Math.round(of(measured, ({ delivered }) => delivered) * 100)} %`,
];
console.log(
  `\nPairs × ${figure(load.editsPerSecond)} edits/s a person, pages of 30 KB, PostgreSQL, ${rounds[0]} rounds of ${load.seconds} s, medians\n`,
);
printTable(
  [
    "servers",
    "pairs",
    "fan-out p50 ms",
    "p99 ms",
    "ack p50 ms",
    "p99 ms",
    "cores of the first",
    "load's cores",
    "delivered",
  ],
  [row("one", one), row("two, one for each of a pair", two)],
);
const ratio = of(two, ({ fanOut }) => fanOut.at(0.99)) / of(one, ({ fanOut }) => fanOut.at(0.99));
const met = ratio <= GOAL_RATIO;
console.log(`\nGoal: p99 over two ${figure(ratio)} × that over one (≤ ${GOAL_RATIO}): ${met ? "met" : "NOT met"}.`);
process.exitCode = met ? 0 : 1;

async function measure(count: 1 | 2): Promise<Measured> {
  const cluster = await startPostgres();
  const folder = await mkdtemp(join(tmpdir(), "candor-nodes-"));
  const env = {
    DATABASE_URL: await cluster.newDatabase(),
    CANDOR_SECRET: "for-two-nodes-of-one-bench-and-no-more",
  };
  const servers: ServerProcess[] = [];
  try {
    for (let index = 0; index < count; index += 1) servers.push(await startCandor(folder, { env }));
    const [first, second = first] = servers;
    if (!first || !second) throw new Error("no server");
    const pages = await createPages(first.address, load.pairs);
    return await typeInPairs(first, connectCandor(pages, second.address), load);
  } finally {
    for (const server of servers) await server.kill("SIGKILL");
    await cluster.remove();
    await rm(folder, { recursive: true });
  }
}
