import { type ClientMessage, encodeClientMessage } from "@candor/protocol/sync/messages.ts";
import { WebSocket } from "ws";
import { inTurns, type OwnedPage, type Person } from "./api.ts";
import { CandorSocket } from "./candor-socket.ts";
import { randomFrom } from "./chance.ts";
import { cpuMs, residentBytes } from "./read-process.ts";
import { Samples } from "./samples.ts";
import type { ServerProcess } from "./start-server.ts";
import { Typist } from "./typist.ts";

export type Load = {
  pairs: number;
  editsPerSecond: number;
  warmUpSeconds: number;
  seconds: number;
  pageBytes: number;
  /** whoever chance picks, every millisecond; or one after the other in bursts, the two of a pair at almost the same moment */
  typing: Typing;
};

export const TYPING = ["by-chance", "in-turn"] as const;
export type Typing = (typeof TYPING)[number];

export type Measured = {
  fanOut: Samples;
  ack: Samples;
  edits: number;
  /** of what was asked for; below one, the load could not be made or carried */
  delivered: number;
  serverCpuMsPer1000: number;
  serverCores: number;
  clientCores: number;
  serverMegabytes: number;
};

/** One end of a pair: what it sends, and when each of it was sent. */
type End = {
  typist: Typist;
  push: (update: Uint8Array, cseq: number) => void;
  leave: () => void;
  unseen: number[];
  unacknowledged: number[];
};

/** Types in all pairs at once, both people of each, and measures what the other and the author get back. */
export async function typeInPairs(
  server: ServerProcess,
  connect: (load: Load, seen: Seen) => Promise<End[]>,
  load: Load,
): Promise<Measured> {
  const seen = new Seen();
  const ends = await connect(load, seen);
  const stop = typeSteadily(ends, load);
  await sleep(load.warmUpSeconds);
  const before = { cpu: cpuMs(server.pid), own: process.cpuUsage(), at: performance.now() };
  seen.begin();
  await sleep(load.seconds);
  const result = seen.end();
  const elapsed = performance.now() - before.at;
  const cpu = cpuMs(server.pid) - before.cpu;
  const own = process.cpuUsage(before.own);
  stop();
  for (const end of ends) end.leave();
  const asked = load.pairs * 2 * load.editsPerSecond * (elapsed / 1000);
  return {
    fanOut: result.fanOut,
    ack: result.ack,
    edits: result.fanOut.count,
    delivered: result.fanOut.count / asked,
    serverCpuMsPer1000: (cpu / result.fanOut.count) * 1000,
    serverCores: cpu / elapsed,
    clientCores: (own.user + own.system) / 1000 / elapsed,
    serverMegabytes: residentBytes(server.pid) / 1_048_576,
  };
}

/** Collects while it is told to. */
class Seen {
  private fanOut: Samples | null = null;
  private ack: Samples | null = null;

  begin(): void {
    this.fanOut = new Samples();
    this.ack = new Samples();
  }

  end(): { fanOut: Samples; ack: Samples } {
    const result = { fanOut: this.fanOut ?? new Samples(), ack: this.ack ?? new Samples() };
    this.fanOut = null;
    this.ack = null;
    return result;
  }

  update(from: End): void {
    const sentAt = from.unseen.shift();
    if (sentAt !== undefined) this.fanOut?.add(performance.now() - sentAt);
  }

  acknowledged(end: End, cseq: number): void {
    // An acknowledgement covers everything before it.
    while (end.unacknowledged.length > end.typist.cseq - cseq) {
      const sentAt = end.unacknowledged.shift();
      if (sentAt !== undefined) this.ack?.add(performance.now() - sentAt);
    }
  }
}

/** So many edits a second, spread over time as well as a timer can. */
function typeSteadily(ends: readonly End[], { editsPerSecond, typing }: Load): () => void {
  const startedAt = performance.now();
  const chance = randomFrom(SEED);
  const nextOf = { "by-chance": () => Math.floor(chance() * ends.length), "in-turn": () => typed % ends.length };
  let typed = 0;
  const timer = setInterval(() => {
    const due = Math.floor(((performance.now() - startedAt) / 1000) * editsPerSecond * ends.length);
    for (; typed < due; typed += 1) {
      const end = ends[nextOf[typing]()] as End;
      const update = end.typist.type("x");
      const now = performance.now();
      end.unseen.push(now);
      end.unacknowledged.push(now);
      end.push(update, end.typist.cseq);
    }
  }, TIMER_MS[typing]);
  return () => clearInterval(timer);
}

const TIMER_MS = { "by-chance": 1, "in-turn": 2 };
const SEED = 20_261_126;

/**
 * Two tabs of one person for each pair: the way through the server is that of two people, and setting it up is quicker.
 *
 * @param second the address of the second tab, where it is on another server of the same database.
 */
export function connectCandor(pages: readonly OwnedPage[], second?: string) {
  return async (load: Load, seen: Seen): Promise<End[]> => {
    const ends: End[] = new Array(load.pairs * 2);
    await inTurns(pages.slice(0, load.pairs), 32, async ({ page, person }, index) => {
      const [left, right] = [
        await openEnd(person, page, index * 2),
        await openEnd(second === undefined ? person : person.at(second), page, index * 2 + 1),
      ];
      await seedPage(left, load.pageBytes);
      await seedPage(right, 1);
      ends[index * 2] = left.end;
      ends[index * 2 + 1] = right.end;
      listen(left, right, seen);
      listen(right, left, seen);
    });
    return ends;
  };
}

type OpenEnd = { socket: CandorSocket; end: End };

async function openEnd(person: Person, page: string, index: number): Promise<OpenEnd> {
  const socket = await CandorSocket.connect(person);
  const typist = new Typist(crypto.randomUUID(), clientIdOf(index));
  const { session, clientId } = typist;
  const opened = socket.next("opened");
  socket.send({ type: "open", channel: 1, page, session, clientId, epoch: 0, haveSeq: 0 });
  await opened;
  const push = (update: Uint8Array, cseq: number) => socket.send({ type: "push", channel: 1, session, cseq, update });
  const leave = () => {
    socket.onClose = () => {};
    socket.end();
  };
  return { socket, end: { typist, push, leave, unseen: [], unacknowledged: [] } };
}

/** As random ones are, five bytes long on the wire. */
function clientIdOf(index: number): number {
  return 2_500_000_000 + index;
}

async function seedPage({ socket, end }: OpenEnd, bytes: number): Promise<void> {
  const stored = socket.next("ack");
  end.push(end.typist.begin(bytes), end.typist.cseq);
  await stored;
}

function listen(own: OpenEnd, other: OpenEnd, seen: Seen): void {
  own.socket.onClose = () => console.error("a socket closed under load");
  own.socket.onMessage = (message) => {
    if (message.type === "update") seen.update(other.end);
    else if (message.type === "ack") seen.acknowledged(own.end, message.cseq);
    else if (message.type === "refused") console.error(`refused with ${message.code}`);
  };
}

/** The same frames to a relay that passes them on. */
export function connectBare(address: string) {
  return async (load: Load, seen: Seen): Promise<End[]> => {
    const ends: End[] = new Array(load.pairs * 2);
    const rooms = Array.from({ length: load.pairs }, (_, index) => index);
    await inTurns(rooms, 32, async (room) => {
      const [left, right] = [await bareEnd(address, room, room * 2), await bareEnd(address, room, room * 2 + 1)];
      left.socket.on("message", () => seen.update(right.end));
      right.socket.on("message", () => seen.update(left.end));
      ends[room * 2] = left.end;
      ends[room * 2 + 1] = right.end;
    });
    return ends;
  };
}

async function bareEnd(address: string, room: number, index: number): Promise<{ socket: WebSocket; end: End }> {
  const socket = new WebSocket(`${address.replace("http", "ws")}/${room}`, { perMessageDeflate: false });
  await new Promise<void>((resolve, reject) => {
    socket.once("open", resolve);
    socket.once("error", reject);
  });
  const typist = new Typist(crypto.randomUUID(), clientIdOf(index));
  typist.begin(1);
  const { session } = typist;
  const frame = (message: ClientMessage) => socket.send(encodeClientMessage(message));
  const push = (update: Uint8Array, cseq: number) => frame({ type: "push", channel: 1, session, cseq, update });
  return { socket, end: { typist, push, leave: () => socket.terminate(), unseen: [], unacknowledged: [] } };
}

function sleep(seconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, seconds * 1000));
}
