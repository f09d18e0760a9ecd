import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createPages } from "./sync/api.ts";
import { numbersFrom, wordFrom } from "./sync/arguments.ts";
import { figure, printTable } from "./sync/print-table.ts";
import { median } from "./sync/samples.ts";
import { startBareRelay, startCandor } from "./sync/start-server.ts";
import { timeAppend } from "./sync/time-append.ts";
import { connectBare, connectCandor, type Load, type Measured, TYPING, typeInPairs } from "./sync/type-in-pairs.ts";

// How fast a keystroke reaches the other person, and what it costs, stored on disk before anybody is told; beside a
// relay that stores and checks nothing, measured in the same run on the same machine.

const GOAL = { pairs: 1000, fanOut: 5, cpu: 3 }; // times the relay's
const KNEE_P99_MS = 100; // beyond that typing together no longer feels like it

const { pairs, edits, warmup, seconds, rounds } = numbersFrom(
  {
    pairs: [200, 1000, 3000],
    edits: [2],
    warmup: [30],
    seconds: [10],
    rounds: [3],
  },
  ["typing"],
);
const typing = wordFrom("typing", TYPING);

type Figures = {
  fanOut50: number;
  fanOut99: number;
  ack50: number;
  ack99: number;
  cpu: number;
  cores: number;
  clientCores: number;
  megabytes: number;
  delivered: number;
};

const rows: (string | number)[][] = [];
const ratios = new Map<number, { fanOut: number; cpu: number }>();
let knee = 0;
for (const count of pairs) {
  const load: Load = {
    pairs: count,
    editsPerSecond: edits[0] ?? 2,
    warmUpSeconds: warmup[0] ?? 3,
    seconds: seconds[0] ?? 10,
    pageBytes: 30_000,
    typing,
  };
  const [bare, candor, disk]: [Figures[], Figures[], Figures[]] = [[], [], []];
  for (let round = 0; round < (rounds[0] ?? 1); round += 1) {
    bare.push(figuresOf(await measureBare(load)));
    candor.push(figuresOf(await measureCandor(load)));
    disk.push(figuresOfDisk());
  }
  const [limit, own] = [medians(bare), medians(candor)];
  rows.push(rowOf(`bare relay`, count, limit), rowOf("one append and sync alone", count, medians(disk)));
  rows.push(rowOf("Candor", count, own));
  rows.push([
    "ratio",
    count,
    own.fanOut50 / limit.fanOut50,
    own.fanOut99 / limit.fanOut99,
    "",
    "",
    own.cpu / limit.cpu,
    "",
    "",
    own.megabytes / limit.megabytes,
    "",
  ]);
  ratios.set(count, { fanOut: own.fanOut99 / limit.fanOut99, cpu: own.cpu / limit.cpu });
  if (own.fanOut99 <= KNEE_P99_MS && own.delivered > 0.98) knee = Math.max(knee, count);
}

console.log(
  `\nPairs × ${edits[0]} edits/s a person, ${typing}, pages of 30 KB, SQLite (WAL, FULL), ${rounds[0]} rounds of ${seconds[0]} s, medians\n`,
);
printTable(
  [
    "server",
    "pairs",
    "fan-out p50 ms",
    "p99 ms",
    "ack p50 ms",
    "p99 ms",
    "CPU ms per 1,000 edits",
    "server cores",
    "load's cores",
    "RSS MB",
    "delivered",
  ],
  rows,
);
console.log(
  `\nKnee: the largest load above with p99 ≤ ${KNEE_P99_MS} ms and nothing left behind is ${figure(knee)} pairs.`,
);
const reached = ratios.get(GOAL.pairs);
if (reached) {
  const line = `Goal at ${figure(GOAL.pairs)} pairs: fan-out p99 ${figure(reached.fanOut)} × (≤ ${GOAL.fanOut}), CPU ${figure(reached.cpu)} × (≤ ${GOAL.cpu})`;
  const met = reached.fanOut <= GOAL.fanOut && reached.cpu <= GOAL.cpu;
  console.log(`${line}: ${met ? "met" : "NOT met"}.`);
  process.exitCode = met ? 0 : 1;
}

async function measureBare(load: Load): Promise<Measured> {
  const server = await startBareRelay();
  try {
    return await typeInPairs(server, connectBare(server.address), load);
  } finally {
    await server.kill("SIGKILL");
  }
}

async function measureCandor(load: Load): Promise<Measured> {
  const folder = await mkdtemp(join(tmpdir(), "candor-fanout-"));
  const server = await startCandor(folder);
  try {
    const pages = await createPages(server.address, load.pairs);
    return await typeInPairs(server, connectCandor(pages), load);
  } finally {
    await server.kill("SIGKILL");
    await rm(folder, { recursive: true });
  }
}

function figuresOf(measured: Measured): Figures {
  return {
    fanOut50: measured.fanOut.at(0.5),
    fanOut99: measured.fanOut.at(0.99),
    ack50: measured.ack.at(0.5),
    ack99: measured.ack.at(0.99),
    cpu: measured.serverCpuMsPer1000,
    cores: measured.serverCores,
    clientCores: measured.clientCores,
    megabytes: measured.serverMegabytes,
    delivered: measured.delivered,
  };
}

/** The second reference: the disk alone, at rest. */
function figuresOfDisk(): Figures {
  const [none, append] = [Number.NaN, timeAppend()];
  return {
    fanOut50: none,
    fanOut99: none,
    ack50: append.at(0.5),
    ack99: append.at(0.99),
    cpu: none,
    cores: none,
    clientCores: none,
    megabytes: none,
    delivered: none,
  };
}

function medians(rounds: readonly Figures[]): Figures {
  const of = (key: keyof Figures) => median(rounds.map((round) => round[key]));
  return {
    fanOut50: of("fanOut50"),
    fanOut99: of("fanOut99"),
    ack50: of("ack50"),
    ack99: of("ack99"),
    cpu: of("cpu"),
    cores: of("cores"),
    clientCores: of("clientCores"),
    megabytes: of("megabytes"),
    delivered: of("delivered"),
  };
}

function rowOf(name: string, count: number, at: Figures): (string | number)[] {
  return [
    name,
    count,
    at.fanOut50,
    at.fanOut99,
    at.ack50,
    at.ack99,
    at.cpu,
    at.cores,
    at.clientCores,
    at.megabytes,
    Number.isNaN(at.delivered) ? "" : `${Math.round(at.delivered * 100)} %`,
  ];
}
