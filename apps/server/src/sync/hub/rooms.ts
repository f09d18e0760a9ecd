import type { Channel } from "./channel.ts";
import { PresenceElsewhere } from "./presence-elsewhere.ts";
import { Room } from "./room.ts";
import type { SyncPorts } from "./sync-ports.ts";

type RoomsPorts = Pick<SyncPorts, "nodes" | "clock" | "instant" | "vouch">;

const WRITER_IDLE_MS = 60_000;

/** The pages that are open here, each until the last has left it. */
export class Rooms {
  readonly byPage = new Map<string, Room>();
  readonly presence: PresenceElsewhere;
  private readonly ports: RoomsPorts;
  private awarenessClock: number;

  constructor(ports: RoomsPorts) {
    this.ports = ports;
    // Above every clock of an earlier life of this process, for clients remember them.
    this.awarenessClock = Date.parse(ports.instant());
    this.presence = new PresenceElsewhere({
      nodes: ports.nodes,
      rooms: this.byPage,
      clock: ports.clock,
      sawClock: (clock) => {
        this.awarenessClock = Math.max(this.awarenessClock, clock);
      },
    });
  }

  of(page: string): Room {
    const room = this.byPage.get(page) ?? new Room(page, this.events);
    this.byPage.set(page, room);
    return room;
  }

  closeIfEmpty(room: Room): void {
    const isEmpty = room.channels.length === 0 && !room.writer?.isBusy;
    if (isEmpty && this.byPage.get(room.page) === room) this.byPage.delete(room.page);
  }

  /** Somebody's access may have changed, or the server itself has written: who has the page open opens it anew. */
  endAccess(page: string): void {
    const room = this.byPage.get(page);
    room?.writer?.readAnew();
    for (const channel of room?.channels ?? []) channel.refuse("access_ended");
  }

  /** What is known of pages in which nobody writes any more is read again when somebody does. */
  forgetIdle(now: number): void {
    for (const room of this.byPage.values()) {
      if (room.writer && !room.writer.isBusy && now - room.writer.usedAt > WRITER_IDLE_MS) room.forgetWriter();
      this.closeIfEmpty(room);
    }
    this.presence.sweep();
  }

  stop(): void {
    this.presence.stop();
  }

  private readonly events = {
    nextAwarenessClock: () => {
      this.awarenessClock += 1;
      return this.awarenessClock;
    },
    announced: (channel: Channel, clock: number, stamped: Uint8Array | null) =>
      this.presence.changed(channel, clock, stamped),
    left: (room: Room) => this.closeIfEmpty(room),
    vouch: (page: string, updates: readonly Uint8Array[]) => this.ports.vouch(page, updates),
  };
}
