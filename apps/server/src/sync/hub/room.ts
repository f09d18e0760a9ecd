import { MAX_AWARENESS_BYTES } from "@candor/protocol/sync/limits.ts";
import type { ElsewhereRow } from "../page-log.ts";
import { type Channel, type Committed, updateFrame } from "./channel.ts";
import type { PageWriter } from "./page-writer.ts";
import { serverFrame } from "./server-frame.ts";
import { readAwareness, writeAwareness } from "./stamp-awareness.ts";

/** An open page: who has it open. Nothing of its content stays in memory while nobody writes. */
export class Room {
  readonly page: string;
  readonly channels: Channel[] = [];
  writer: PageWriter | null = null;
  /** Everything of the log up to here has been passed on; null while nobody has been given the page. */
  seq: number | null = null;
  /** the newest row that is known of */
  heard = 0;
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
    for (const channel of this.channels.slice())
      if (channel.clientIdOf(row.session) === null) channel.deliver(row, updateFrame(channel.number, row));
  }

  /** So much is missing that everybody had better read the page anew. */
  private startOver(): void {
    this.forgetWriter();
    for (const channel of this.channels.slice()) channel.refuse("access_ended");
  }

  /** Sends to everybody but the channel that pushed it. */
  fanOut(committed: Committed, from: Channel): void {
    if (this.seq !== null && committed.seq <= this.seq) return; // came by another way
    this.reached(committed.seq);
    let frame: Uint8Array | null = null;
    let frameOf = -1;
    // From the end, for a channel that turns out to be too slow leaves the list.
    for (let index = this.channels.length - 1; index >= 0; index -= 1) {
      const channel = this.channels[index];
      if (!channel || channel === from) continue;
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
    const stamped = writeAwareness(channel.clientId, this.events.nextAwarenessClock(), read.state, channel.user);
    channel.awareness = read.state === null ? null : stamped;
    this.relay(channel, stamped);
  }

  /** Tells a newcomer who else is here. */
  introduce(newcomer: Channel): void {
    for (const channel of this.channels.slice())
      if (channel !== newcomer && channel.awareness) sendAwareness(newcomer, channel.awareness);
  }

  leave(channel: Channel): void {
    const at = this.channels.indexOf(channel);
    if (at >= 0) this.channels.splice(at, 1);
    if (channel.awareness) {
      channel.awareness = null;
      this.relay(channel, writeAwareness(channel.clientId, this.events.nextAwarenessClock(), null, channel.user));
    }
    this.events.left(this);
  }

  private relay(from: Channel, stamped: Uint8Array): void {
    for (const channel of this.channels.slice())
      if (channel !== from && channel.state === "open") sendAwareness(channel, stamped);
  }
}

export type RoomEvents = {
  nextAwarenessClock: () => number;
  left: (room: Room) => void;
};

function sendAwareness(channel: Channel, update: Uint8Array): void {
  channel.connection.sendFrame(serverFrame({ type: "awareness", channel: channel.number, update }));
}
