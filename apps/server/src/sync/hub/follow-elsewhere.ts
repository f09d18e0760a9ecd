import { type Elsewhere, StorageUnavailable } from "../page-log.ts";
import type { AcceptedPush } from "./committer.ts";
import type { Room } from "./room.ts";

export type FollowPorts = {
  elsewhere: Elsewhere;
  rooms: ReadonlyMap<string, Room>;
  clock: () => number;
  storageFailed: () => void;
  report: (fault: unknown, doing: string) => void;
  /** Pushes that waited for what was stored before them elsewhere; it has been sent now. */
  caughtUp: (pushes: readonly HeldPush[]) => void;
};

export type HeldPush = { push: AcceptedPush; seq: number };

const LOOK_MS = 500; // where notices do not come through
const LOOK_WHILE_HEARING_MS = 3000;
const MAX_READS = 3; // at once, each of other pages

/**
 * Brings what other nodes store into the rooms that are open here. What is heard of it is a hint; rows are read, each
 * page's in their order and without a gap, and nothing that was stored after them is passed on before.
 */
export class ElsewhereFollower {
  readonly #ports: FollowPorts;
  readonly #stopListening: (() => void)[];
  readonly #behind = new Set<Room>();
  #held = new Map<Room, HeldPush[]>();
  readonly #beingRead = new Set<Room>();
  #reads = 0;
  #isReadDue = false;
  #looking = false;
  #lookedAt: number;

  constructor(ports: FollowPorts) {
    this.#ports = ports;
    this.#lookedAt = ports.clock();
    this.#stopListening = [
      ports.elsewhere.onStored((page, seq) => this.#hear(page, seq)),
      ports.elsewhere.onMissed(() => void this.#look()),
    ];
  }

  stop(): void {
    for (const stop of this.#stopListening) stop();
  }

  /** A channel was given the page up to here. */
  opened(room: Room, seq: number): void {
    room.hearOf(seq);
    this.#readIfBehind(room);
  }

  /** @returns whether the push has to wait for what was stored before it. */
  holds(push: AcceptedPush, seq: number): boolean {
    const { room } = push.channel;
    if (!room.isBehind) return false;
    room.hearOf(seq);
    const held = this.#held.get(room) ?? [];
    held.push({ push, seq });
    this.#held.set(room, held);
    this.#readIfBehind(room);
    return true;
  }

  /** Called twice a second. */
  tick(): void {
    const since = this.#ports.clock() - this.#lookedAt;
    if (since >= (this.#ports.elsewhere.isHearing ? LOOK_WHILE_HEARING_MS : LOOK_MS)) void this.#look();
    if (this.#behind.size > 0) this.#readSoon(); // after a failure
  }

  #hear(page: string, seq: number): void {
    const room = this.#ports.rooms.get(page);
    if (!room) return;
    room.hearOf(seq);
    this.#readIfBehind(room);
  }

  #readIfBehind(room: Room): void {
    if (!room.isBehind) return;
    this.#behind.add(room);
    this.#readSoon();
  }

  /** Compares the open pages with their newest rows. */
  async #look(): Promise<void> {
    if (this.#looking) return;
    this.#looking = true;
    this.#lookedAt = this.#ports.clock();
    try {
      const pages = [...this.#ports.rooms.keys()];
      const heads = pages.length > 0 ? await this.#ports.elsewhere.readHeads(pages) : new Map<string, number>();
      for (const [page, seq] of heads) this.#hear(page, seq);
    } catch (error) {
      this.#failed(error);
    }
    this.#looking = false;
  }

  /** Off the stack of whoever told, so that what is told of in one go is read in one go. */
  #readSoon(): void {
    if (this.#isReadDue) return;
    this.#isReadDue = true;
    queueMicrotask(() => {
      this.#isReadDue = false;
      void this.#read();
    });
  }

  async #read(): Promise<void> {
    const rooms = [...this.#behind].filter((room) => !this.#beingRead.has(room));
    if (rooms.length === 0 || this.#reads === MAX_READS) return;
    this.#reads += 1;
    for (const room of rooms) this.#beingRead.add(room);
    let isDone = false;
    try {
      await this.#readOf(rooms);
      isDone = true;
    } catch (error) {
      this.#failed(error); // and is tried again at the next tick
    }
    this.#reads -= 1;
    for (const room of rooms) this.#beingRead.delete(room);
    if (isDone && this.#behind.size > 0) this.#readSoon();
  }

  async #readOf(behind: readonly Room[]): Promise<void> {
    const rooms = new Map(behind.map((room) => [room.page, room]));
    const heardOf = new Map([...rooms.values()].map((room) => [room, room.heard]));
    const rows = await this.#ports.elsewhere.readTails(
      new Map([...rooms].map(([page, room]) => [page, room.seq ?? 0])),
    );
    for (const row of rows) rooms.get(row.page)?.receive(row);
    for (const room of rooms.values()) {
      // A row that was told of and does not come has been cleared away, or was told of wrongly.
      room.reached(heardOf.get(room) ?? 0);
      if (!room.isBehind) this.#behind.delete(room);
      this.#letGo(room);
    }
  }

  #letGo(room: Room): void {
    const held = this.#held.get(room);
    if (!held) return;
    const due = held.filter(({ seq }) => seq <= (room.seq ?? 0));
    const rest = held.filter(({ seq }) => seq > (room.seq ?? 0));
    if (rest.length > 0) this.#held.set(room, rest);
    else this.#held.delete(room);
    this.#ports.caughtUp(due);
  }

  #failed(error: unknown): void {
    if (error instanceof StorageUnavailable) this.#ports.storageFailed();
    else this.#ports.report(error, "reading what other nodes have stored");
  }
}
