import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { WebSocket } from "ws";
import { createPages, inTurns, type OwnedPage } from "./sync/api.ts";
import { numbersFrom } from "./sync/arguments.ts";
import { CandorSocket } from "./sync/candor-socket.ts";
import { figure, printTable } from "./sync/print-table.ts";
import { cpuMs, openFiles, openFilesLimit, residentBytes } from "./sync/read-process.ts";
import { COLLECTABLE, collectGarbage, type ServerProcess, startBareRelay, startCandor } from "./sync/start-server.ts";
import { Typist } from "./sync/typist.ts";

// What an open page costs while nobody types in it: both people have it open, each on a socket of their own, and the
// server keeps none of its content. Then how many sockets that have nothing to say are held at once.

const GOAL_KILOBYTES = 5; // above the bare relay, a page
const given = numbersFrom({ pages: [10_000], sockets: [10_000], settle: [20] });
const [sockets = 0, settle = 0] = [given.sockets[0], given.settle[0]];
const OTHER_FILES = 150; // of a server and of this process, beside the sockets
const pages = Math.min(given.pages[0] ?? 0, Math.floor((openFilesLimit() - OTHER_FILES) / 2));
if (pages < (given.pages[0] ?? 0))
  console.log(
    `A process may have ${figure(openFilesLimit())} files open here, which is enough for ${figure(pages)} pages.`,
  );
const PAGE_BYTES = 30_000;
const WARM_UP_PAGES = 1000;
const REST_SECONDS = 3;
const BUSY_MS = 150; // of processor time in those
let lives = 0;

const folder = await mkdtemp(join(tmpdir(), "candor-idle-"));
try {
  const bare = await measureBare();
  const candor = await measureCandor();
  const above = candor.perPage - bare.perPage;
  console.log(
    `\n${figure(pages)} idle pages of 30 KB, two sockets each; resident memory after ${settle} s of rest, garbage collected\n`,
  );
  printTable(
    ["server", "empty MB", "all open MB", "KB a page"],
    [
      ["bare relay", bare.empty, bare.full, bare.perPage],
      ["Candor", candor.empty, candor.full, candor.perPage],
    ],
  );
  console.log(`\n${figure(sockets)} more sockets opened and held, ${figure(candor.held)} alive after a ping each.`);
  const met = above <= GOAL_KILOBYTES && candor.held === sockets;
  console.log(`Goal: ${figure(above)} KB a page above the relay (≤ ${GOAL_KILOBYTES}): ${met ? "met" : "NOT met"}.`);
  process.exitCode = met ? 0 : 1;
} finally {
  await rm(folder, { recursive: true });
}

type Memory = { empty: number; full: number; perPage: number };

async function measureBare(): Promise<Memory> {
  const server = await startBareRelay({ env: COLLECTABLE });
  const open = async (index: number) => {
    const socket = new WebSocket(`${server.address.replace("http", "ws")}/${Math.floor(index / 2)}`);
    await new Promise((resolve, reject) => socket.once("open", resolve).once("error", reject));
    return () => socket.terminate();
  };
  const memory = await measure(server, open);
  await server.kill("SIGKILL");
  return memory;
}

async function measureCandor(): Promise<Memory & { held: number }> {
  const written = await startCandor(folder);
  const owned = await createPages(written.address, pages);
  await inTurns(owned, 32, (page, index) => writePage(page, index));
  await written.kill("SIGTERM");
  // Anew, so that nothing is measured of what writing the pages took.
  const server = await startCandor(folder, { env: COLLECTABLE });
  const moved = owned.map(({ page, person }) => ({ page, person: person.at(server.address) }));
  const memory = await measure(server, async (index) => {
    const socket = await openPage(moved[Math.floor(index / 2)] ?? fail());
    return () => socket.end();
  });
  const held = await holdSockets(moved);
  await server.kill("SIGKILL");
  return { ...memory, held };
}

/** @param open opens one of two sockets a page; returns how to close it. */
async function measure(server: ServerProcess, open: (index: number) => Promise<() => void>): Promise<Memory> {
  const closing: (() => void)[] = [];
  const openMany = (count: number) =>
    inTurns(Array.from({ length: count }), 16, async (_, index) => {
      closing.push(await open(index));
    });
  const atFirst = openFiles(server.pid);
  const closeAll = async () => {
    for (const close of closing.splice(0)) close();
    while (openFiles(server.pid) > atFirst + OTHER_FILES / 2) await sleep(0.1); // the next would find no room
  };
  // What a server takes once, for its first pages, belongs to none of them.
  await openMany(Math.min(pages, WARM_UP_PAGES) * 2);
  await closeAll();
  const empty = await memoryAtRest(server);
  await openMany(pages * 2);
  const full = await memoryAtRest(server);
  await closeAll();
  return { empty: empty / 1_048_576, full: full / 1_048_576, perPage: (full - empty) / 1024 / pages };
}

async function memoryAtRest(server: ServerProcess): Promise<number> {
  await sleep(settle / 2);
  await atRest(server);
  collectGarbage(server);
  await sleep(settle / 2);
  return residentBytes(server.pid);
}

/** A server that has just been started writes down the pages that an earlier one had not come to. */
async function atRest({ pid }: ServerProcess): Promise<void> {
  let before: number;
  do {
    before = cpuMs(pid);
    await sleep(REST_SECONDS);
  } while (cpuMs(pid) - before > BUSY_MS);
}

async function writePage({ page, person }: OwnedPage, index: number): Promise<void> {
  const socket = await CandorSocket.connect(person);
  const typist = new Typist(crypto.randomUUID(), 1_000_000 + index);
  const opened = socket.next("opened");
  const { session, clientId } = typist;
  socket.send({ type: "open", channel: 1, page, session, clientId, epoch: 0, haveSeq: 0 });
  await opened;
  const stored = socket.next("ack");
  socket.send({ type: "push", channel: 1, session, cseq: 1, update: typist.begin(PAGE_BYTES) });
  await stored;
  socket.end();
}

async function openPage({ page, person }: OwnedPage): Promise<CandorSocket> {
  lives += 1;
  const clientId = 3_000_000_000 + lives;
  const session = crypto.randomUUID();
  const socket = await CandorSocket.connect(person);
  const opened = socket.next("opened");
  socket.send({ type: "open", channel: 1, page, session, clientId, epoch: 0, haveSeq: 0 });
  await opened;
  return socket;
}

async function holdSockets(owned: readonly OwnedPage[]): Promise<number> {
  let alive = 0;
  await inTurns(Array.from({ length: sockets }), 32, async (_, index) => {
    const socket = await CandorSocket.connect(owned[index % owned.length]?.person ?? fail());
    alive += 1;
    socket.onClose = () => {
      alive -= 1;
    };
  });
  await sleep(Math.max(settle, 35)); // the server asks each once in thirty seconds
  return alive;
}

function sleep(seconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, seconds * 1000));
}

function fail(): never {
  throw new Error("there are no pages");
}
