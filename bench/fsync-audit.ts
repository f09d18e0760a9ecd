import { spawnSync } from "node:child_process";
import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { decodeServerMessage, type ServerMessage } from "@candor/protocol/sync/messages.ts";
import { createPages, type OwnedPage, Person } from "./sync/api.ts";
import { numbersFrom } from "./sync/arguments.ts";
import { CandorSocket } from "./sync/candor-socket.ts";
import { figure, printTable } from "./sync/print-table.ts";
import { type Call, readTrace } from "./sync/read-trace.ts";
import { type ServerProcess, startCandor, startHub } from "./sync/start-server.ts";
import { Typist } from "./sync/typist.ts";

// `kill -9` leaves the page cache, so it cannot show that an acknowledged edit survives a power cut. This can: under
// strace, the write-ahead log must have been synced between the write that holds an edit and the frame that acknowledges
// it or shows it to the other person. A server with synchronous=OFF must fail, else the audit would be blind.

const [edits = 0] = numbersFrom({ edits: [300] }).edits;
const STRACE = ["strace", "-f", "-yy", "-xx", "-s", "8192", "-e", "trace=write,writev,pwrite64,fsync,fdatasync"];

if (spawnSync("strace", ["-V"]).status !== 0) {
  console.error("The audit needs strace; on Debian and Ubuntu: apt-get install strace");
  process.exit(2);
}

const asShipped = await audit("Candor, as shipped", (folder, under) => startCandor(folder, { under }), ownPages);
const hubAlone = await audit(
  "hub and log alone",
  (folder, under) => startHub(folder, { synchronous: "FULL", under }),
  anyPages,
);
const control = await audit(
  "the same, synchronous=OFF",
  (folder, under) => startHub(folder, { synchronous: "OFF", under }),
  anyPages,
);

printTable(
  ["server", "acknowledged", "shown to the other", "of both without a sync before", "verdict"],
  [asShipped, hubAlone, control].map((each) => [each.name, each.acks, each.updates, each.unsynced, verdict(each)]),
);
const sound = [asShipped, hubAlone].every((each) => each.unsynced === 0 && each.acks >= edits);
const sees = control.unsynced > 0;
console.log(
  `\nGoal: a sync before every acknowledgement ${sound ? "met" : "NOT met"}; the control fails the audit: ${sees ? "met" : "NOT met"}.`,
);
process.exitCode = sound && sees ? 0 : 1;

type Audit = { name: string; acks: number; updates: number; unsynced: number };

function verdict({ unsynced }: Audit): string {
  return unsynced === 0 ? "every edit synced first" : `${figure(unsynced)} not synced`;
}

async function audit(
  name: string,
  start: (folder: string, under: readonly string[]) => Promise<ServerProcess>,
  pagesOf: (address: string) => Promise<OwnedPage[]>,
): Promise<Audit> {
  const folder = await mkdtemp(join(tmpdir(), "candor-audit-"));
  const trace = join(folder, "trace");
  try {
    const server = await start(folder, [...STRACE, "-o", trace]);
    const sessions = await write(await pagesOf(server.address));
    await server.kill("SIGTERM");
    await settled(trace);
    return { name, ...judge(await readTrace(trace), sessions) };
  } finally {
    await rm(folder, { recursive: true });
  }
}

function ownPages(address: string): Promise<OwnedPage[]> {
  return createPages(address, 2);
}

async function anyPages(address: string): Promise<OwnedPage[]> {
  const person = Person.named(address, "ana");
  return [crypto.randomUUID(), crypto.randomUUID()].map((page) => ({ page, person }));
}

/** Both people of each page type at once, every edit with bytes of its own. @returns those bytes by session and cseq. */
async function write(pages: readonly OwnedPage[]): Promise<Map<string, Buffer>> {
  const tokens = new Map<string, Buffer>();
  const sockets: CandorSocket[] = [];
  await Promise.all(
    pages.flatMap(({ page, person }, index) =>
      [0, 1].map(async (side) => {
        const socket = await CandorSocket.connect(person);
        const typist = new Typist(crypto.randomUUID(), 2_000_000_000 + index * 2 + side);
        const { session, clientId } = typist;
        const opened = socket.next("opened");
        socket.send({ type: "open", channel: 1, page, session, clientId, epoch: 0, haveSeq: 0 });
        await opened;
        const acked = waitForAcks(socket);
        for (let edit = 0; edit <= edits / (pages.length * 2); edit += 1) {
          const token = `<${crypto.randomUUID().slice(0, 13)}>`;
          const update = edit === 0 ? typist.begin(1) : typist.type(token);
          if (edit > 0) tokens.set(`${session} ${typist.cseq}`, Buffer.from(token));
          socket.send({ type: "push", channel: 1, session, cseq: typist.cseq, update });
          await acked(typist.cseq - (edit % 3)); // one to three on the way
        }
        await acked(typist.cseq);
        sockets.push(socket);
      }),
    ),
  );
  for (const socket of sockets) socket.end();
  return tokens;
}

function waitForAcks(socket: CandorSocket): (cseq: number) => Promise<void> {
  let newest = 0;
  let wake = () => {};
  socket.onMessage = (message) => {
    if (message.type === "ack") newest = Math.max(newest, message.cseq);
    wake();
  };
  return async (cseq) => {
    while (newest < cseq) {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  };
}

function judge(calls: readonly Call[], tokens: ReadonlyMap<string, Buffer>): Omit<Audit, "name"> {
  const isLog = ({ file }: Call) => file.endsWith("-wal");
  const writes = calls.filter((call) => isLog(call) && call.name === "pwrite64");
  const syncs = calls.filter((call) => isLog(call) && call.name.endsWith("sync"));
  const isSynced = (token: Buffer, told: Call) => {
    const written = writes.find(({ bytes }) => bytes.includes(token));
    return written !== undefined && syncs.some((sync) => sync.begin > written.end && sync.end < told.begin);
  };
  const audit = { acks: 0, updates: 0, unsynced: 0 };
  const acked = new Map<string, number>();
  const told = calls.filter(({ file }) => file.startsWith("TCP"));
  for (const { call, message } of told.flatMap((call) =>
    messagesIn(call.bytes).map((message) => ({ call, message })),
  )) {
    if (message.type === "ack") {
      for (let cseq = (acked.get(message.session) ?? 0) + 1; cseq <= message.cseq; cseq += 1) {
        const token = tokens.get(`${message.session} ${cseq}`);
        if (!token) continue;
        audit.acks += 1;
        if (!isSynced(token, call)) audit.unsynced += 1;
      }
      acked.set(message.session, message.cseq);
    }
    if (message.type === "update") {
      const token = /<[0-9a-f-]{13}>/.exec(Buffer.from(message.update).toString("latin1"))?.[0];
      if (!token) continue;
      audit.updates += 1;
      if (!isSynced(Buffer.from(token), call)) audit.unsynced += 1;
    }
  }
  return audit;
}

/** The messages of the WebSocket frames that the server writes in one piece: what a commit has for one socket. */
function messagesIn(written: Buffer): ServerMessage[] {
  const messages: ServerMessage[] = [];
  for (let at = 0; written[at] === 0x82; ) {
    const short = written[at + 1] ?? 0;
    const begin = at + (short < 126 ? 2 : 4);
    const end = begin + (short < 126 ? short : written.readUInt16BE(at + 2));
    try {
      messages.push(decodeServerMessage(written.subarray(begin, end)));
    } catch {
      return messages;
    }
    at = end;
  }
  return messages;
}

/** strace writes on for a moment after the server has gone. */
async function settled(path: string): Promise<void> {
  for (let size = -1; ; ) {
    await new Promise((resolve) => setTimeout(resolve, 500));
    const now = (await stat(path)).size;
    if (now === size) return;
    size = now;
  }
}
