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

// What an open page costs while nobody types in it: both people have it open, and the server keeps none of its content.
// One of the two meets several people and has all their pages open on one socket, as the client does; the other has a
// socket for this page alone. Then how many sockets that have nothing to say are held at once.

const GOAL_KILOBYTES = 5; // above the bare relay with as many sockets, a page
const given = numbersFrom({ pages: [10_000], each: [10], sockets: [10_000], settle: [40] });
const [sockets = 0, settle = 0, each = 1] = [given.sockets[0], given.settle[0], given.each[0]];
const OTHER_FILES = 150; // of a server and of this process, beside the sockets
const mostPages = Math.floor((openFilesLimit() - OTHER_FILES) / (1 + 1 / each));
const pages = Math.min(given.pages[0] ?? 0, mostPages);
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
    `\n${figure(pages)} idle pages of 30 KB, ${figure(socketsFor(pages))} sockets (one for each, and one for every ${each}); resident memory at rest, garbage collected twice, ${settle} s apart\n`,
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
  const open = async (theirs: readonly number[]) => {
    const socket = new WebSocket(`${server.address.replace("http", "ws")}/${theirs[0]}`);
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
  // Anew, and anew again, so that nothing is measured of what writing the pages took, and of writing them down whole.
  const upkeep = await startCandor(folder);
  await atRest(upkeep);
  await upkeep.kill("SIGTERM");
  const server = await startCandor(folder, { env: COLLECTABLE });
  const moved = owned.map(({ page, person }) => ({ page, person: person.at(server.address) }));
  const memory = await measure(server, async (theirs) => {
    const socket = await openPages(theirs.map((index) => moved[index] ?? fail()));
    return () => socket.end();
  });
  const held = await holdSockets(moved);
  await server.kill("SIGKILL");
  return { ...memory, held };
}

/** The pages of each socket, by their numbers: of everybody who has one, then of everybody who has several. */
function pagesBySocket(count: number): number[][] {
  const all = Array.from({ length: count }, (_, index) => index);
  const several = Array.from({ length: Math.ceil(count / each) }, (_, index) =>
    all.slice(index * each, (index + 1) * each),
  );
  return [...all.map((index) => [index]), ...several];
}

function socketsFor(count: number): number {
  return count + Math.ceil(count / each);
}

/** @param open opens a socket with these pages; returns how to close it. */
async function measure(
  server: ServerProcess,
  open: (theirs: readonly number[]) => Promise<() => void>,
): Promise<Memory> {
  const closing: (() => void)[] = [];
  const openMany = (count: number) =>
    inTurns(pagesBySocket(count), 16, async (theirs) => {
      closing.push(await open(theirs));
    });
  const atFirst = openFiles(server.pid);
  const closeAll = async () => {
    for (const close of closing.splice(0)) close();
    while (openFiles(server.pid) > atFirst + OTHER_FILES / 2) await sleep(0.1); // the next would find no room
  };
  // What a server takes once, for its first pages, belongs to none of them.
  await openMany(Math.min(pages, WARM_UP_PAGES));
  await closeAll();
  const empty = await memoryAtRest(server);
  await openMany(pages);
  const full = await memoryAtRest(server);
  await closeAll();
  return { empty: empty / 1_048_576, full: full / 1_048_576, perPage: (full - empty) / 1024 / pages };
}

async function memoryAtRest(server: ServerProcess): Promise<number> {
  await atRest(server);
  // V8 makes its nursery small with the second collection, and gives back what it has emptied half a minute later.
  for (const _ of [1, 2]) {
    collectGarbage(server);
    await sleep(settle);
  }
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

async function openPages(theirs: readonly OwnedPage[]): Promise<CandorSocket> {
  const socket = await CandorSocket.connect(theirs[0]?.person ?? fail());
  for (const [index, { page }] of theirs.entries()) {
    lives += 1;
    const clientId = 3_000_000_000 + lives;
    const opened = socket.next("opened");
    const session = crypto.randomUUID();
    socket.send({ type: "open", channel: index + 1, page, session, clientId, epoch: 0, haveSeq: 0 });
    await opened;
  }
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
