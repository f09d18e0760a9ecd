import { MAX_AWARENESS_BYTES } from "@candor/protocol/sync/limits.ts";
import type { ElsewhereRow } from "../page-log.ts";
import { type Channel, type Committed, updateFrame } from "./channel.ts";
import type { PageWriter } from "./page-writer.ts";
import { serverFrame } from "./server-frame.ts";
import { readAwareness, writeAwareness } from "./stamp-awareness.ts";

/** An open page: who has it open. Nothing of its content stays in memory while nobody writes. */
export class Room {
  readonly page: string;
  /** never changed in place, so that who leaves meanwhile leaves nobody out */
  channels: readonly Channel[] = NO_CHANNELS;
  writer: PageWriter | null = null;
  /** whether somebody wrote since access was last asked for */
  isWritten = false;
  /** Everything of the log up to here has been passed on; null while nobody has been given the page. */
  seq: number | null = null;
  /** the newest row that is known of */
  heard = 0;
  /** up to here the first channel was given the page: older rows never came through the room */
  private beganAt = 0;
  /** null: nobody, as mostly */
  private elsewhere: Map<number, PresentElsewhere> | null = null;
  private readonly events: RoomEvents;

  constructor(page: string, events: RoomEvents) {
    this.page = page;
    this.events = events;
  }

  forgetWriter(): void {
    this.writer = null;
    for (const channel of this.channels) channel.progress = null; // it would keep the writer in memory
  }

  /** Whether rows are known of that have not been passed on. */
  get isBehind(): boolean {
    return this.seq !== null && this.heard > this.seq;
  }

  /** A channel was given the page up to here. One that read it before the room began gets the rows between. */
  opened(seq: number): void {
    if (this.seq === null || seq < this.beganAt) {
      this.hearOf(this.seq ?? seq);
      this.beganAt = seq;
      this.seq = seq;
    }
    this.hearOf(seq);
  }

  hearOf(seq: number): void {
    if (seq > this.heard) this.heard = seq;
  }

  reached(seq: number): void {
    if (this.seq === null || seq > this.seq) this.seq = seq;
    this.hearOf(seq);
  }

  /** Takes a row that was not appended by this hub, or that was and is read again. */
  receive(row: ElsewhereRow): void {
    if (this.seq === null || row.seq <= this.seq) return;
    if (row.prev > this.seq) this.startOver();
    this.writer?.learn(row);
    this.reached(row.seq);
    const committed = { seq: row.seq, update: row.update, voucher: this.events.vouch(this.page, [row.update]) };
    for (const channel of this.channels)
      if (channel.clientIdOf(row.session) === null) channel.deliver(committed, updateFrame(channel.number, committed));
  }

  /** So much is missing that everybody had better read the page anew. */
  private startOver(): void {
    this.forgetWriter();
    for (const channel of this.channels) channel.refuse("access_ended");
  }

  /** Sends to everybody but the channel that pushed it. */
  fanOut(committed: Committed, from: Channel): void {
    if (this.seq !== null && committed.seq <= this.seq) return; // came by another way
    this.reached(committed.seq);
    let frame: Uint8Array | null = null;
    let frameOf = -1;
    for (const channel of this.channels) {
      if (channel === from) continue;
      if (!frame || frameOf !== channel.number) {
        frame = updateFrame(channel.number, committed); // tabs mostly give a page the same number
        frameOf = channel.number;
      }
      channel.deliver(committed, frame);
    }
  }

  /** Takes what a client says of itself, puts in who it is, and passes it on; anything else of it goes nowhere. */
  announce(channel: Channel, update: Uint8Array): void {
    if (channel.state !== "open" || update.length > MAX_AWARENESS_BYTES) return;
    const read = readAwareness(update, channel.clientId);
    if (read.type === "malformed") {
      channel.connection.close("malformed_frame");
      return;
    }
    if (read.type === "foreign") return;
    const clock = this.events.nextAwarenessClock();
    const stamped = writeAwareness(channel.clientId, clock, read.state, channel.user);
    channel.awareness = read.state === null ? null : stamped;
    channel.awarenessClock = clock;
    channel.isElsewhere = false;
    this.relay(channel, stamped);
    this.events.announced(channel, clock, channel.awareness);
  }

  /** Tells a newcomer who else is here. */
  introduce(newcomer: Channel): void {
    for (const channel of this.channels)
      if (channel !== newcomer && channel.awareness) sendAwareness(newcomer, channel.awareness);
    if (this.elsewhere === null) return;
    for (const { stamped } of this.elsewhere.values()) if (stamped) sendAwareness(newcomer, stamped);
    this.elsewhere.delete(newcomer.clientId);
  }

  leave(channel: Channel): void {
    this.channels = this.channels.filter((other) => other !== channel);
    if (channel.awareness && !channel.isElsewhere) {
      channel.awareness = null;
      const clock = this.events.nextAwarenessClock();
      this.relay(channel, writeAwareness(channel.clientId, clock, null, channel.user));
      this.events.announced(channel, clock, null);
    }
    this.events.left(this);
  }

  /** Takes what another node says of a client of its own. */
  hearOfElsewhere(heard: PresentElsewhere): void {
    const { clientId, clock, stamped } = heard;
    const before = this.elsewhere?.get(clientId);
    if (before && before.clock >= clock) return; // overtaken on its way, or said again for somebody else
    if (this.channels.some((channel) => channel.clientId === clientId && !channel.isElsewhere)) return; // came here
    // One that has left is kept a while, for what it said before may still be on its way.
    this.elsewhere ??= new Map();
    this.elsewhere.set(clientId, heard);
    const told = stamped ?? writeAwareness(clientId, clock, null, { member: "a", name: "" });
    for (const channel of this.channels) if (channel.state === "open") sendAwareness(channel, told);
  }

  /** Their own clients let go of them at the same age. */
  forgetElsewhere(heardBefore: number): void {
    if (this.elsewhere === null) return;
    for (const [clientId, { heardAt }] of this.elsewhere) if (heardAt < heardBefore) this.elsewhere.delete(clientId);
    if (this.elsewhere.size === 0) this.elsewhere = null;
  }

  private relay(from: Channel, stamped: Uint8Array): void {
    for (const channel of this.channels)
      if (channel !== from && channel.state === "open") sendAwareness(channel, stamped);
  }
}

/** A client of another node's. */
export type PresentElsewhere = {
  clientId: number;
  clock: number;
  /** its state with who it is; null: it has left */
  stamped: Uint8Array | null;
  heardAt: number;
};

export type RoomEvents = {
  /** What a client has said of itself, or null where it has left. */
  announced: (channel: Channel, clock: number, stamped: Uint8Array | null) => void;
  nextAwarenessClock: () => number;
  left: (room: Room) => void;
  vouch: (page: string, updates: readonly Uint8Array[]) => Uint8Array;
};

const NO_CHANNELS: readonly Channel[] = [];

function sendAwareness(channel: Channel, update: Uint8Array): void {
  channel.connection.sendFrame(serverFrame({ type: "awareness", channel: channel.number, update }));
}
