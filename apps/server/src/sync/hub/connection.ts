import type { Duplex } from "node:stream";
import { REFUSAL_CODES, type RefusalName } from "@candor/protocol/sync/codes.ts";
import { PUSH_BURST } from "@candor/protocol/sync/limits.ts";
import { type ClientMessage, decodeClientMessage, type ServerMessage } from "@candor/protocol/sync/messages.ts";
import { WebSocket } from "ws";
import type { SocketOwner } from "../page-access.ts";
import type { Channel } from "./channel.ts";
import type { FramesTogether } from "./frames-together.ts";
import { ignoreError } from "./ignore-error.ts";
import { serverFrame } from "./server-frame.ts";
import type { SyncPorts } from "./sync-ports.ts";
import { TokenBucket } from "./token-bucket.ts";

export type Hello = Extract<ClientMessage, { type: "hello" }>;

/** A WebSocket with what carries it, and whose it is. */
type Opened = { socket: WebSocket; transport: Duplex; owner: SocketOwner };

/** What a connection reports: its hello once and first, its end once and last. */
export type ConnectionEvents = {
  greeted: (connection: Connection, hello: Hello) => void;
  message: (connection: Connection, message: ClientMessage) => void;
  closed: (connection: Connection) => void;
};

// Of everything but pushes, which have a quota of their own for each page.
const MESSAGES_PER_SECOND = 100;
const MESSAGE_BURST = 1000;

// What may wait while reading is paused: one read of a socket (64 KiB) of honest pushes, which are at least 60 bytes.
const MAX_HELD_MESSAGES = 4 * PUSH_BURST;

/** Ticks of half a second, at each of which one part of all sockets is asked. */
export const TURNS = 60;

const MAX_BUFFERED_BYTES = 4 * 1_048_576;
const HELLO_WITHIN_MS = 10_000;
const CLOSING_MS = 1000; // for a close frame to be answered

/** One socket of a signed-in user: frames in and out, its pace, its end. */
export class Connection {
  readonly userId: string;
  readonly session: string | null;
  private readonly openedAt: number;
  /** never changed in place */
  channels: readonly Channel[] = NO_CHANNELS;
  /** of the document, as the client said in its hello; null before it */
  schemaVersion: number | null = null;
  private answered = true;
  /** the tick at which it is asked whether it is there */
  readonly turn = Math.floor(Math.random() * TURNS);
  private closing = false;
  private drainingBytes = 0;
  private held: ClientMessage[] | null = null;
  /** what is to be written in one piece; null: nothing is held back */
  private outgoing: Uint8Array[] | null = null;
  private readonly quota: TokenBucket;
  private readonly socket: WebSocket;
  private readonly transport: Duplex;
  private readonly ports: SyncPorts;
  private readonly together: FramesTogether;
  private readonly events: ConnectionEvents;

  constructor(
    { socket, transport, owner }: Opened,
    ports: SyncPorts,
    together: FramesTogether,
    events: ConnectionEvents,
  ) {
    this.socket = socket;
    this.transport = transport;
    this.together = together;
    this.userId = owner.userId;
    this.session = owner.session ?? null;
    this.ports = ports;
    this.events = events;
    this.openedAt = ports.clock();
    this.quota = new TokenBucket(MESSAGES_PER_SECOND, MESSAGE_BURST, this.openedAt);
    socket.on("message", (data: Buffer, isBinary: boolean) => this.receiveGuarded(data, isBinary));
    socket.on("pong", () => {
      this.answered = true;
    });
    // A frame beyond maxPayload and a broken one end here; ws itself closes the socket with the code of RFC 6455.
    socket.on("error", ignoreError);
    socket.on("close", () => {
      this.closing = true;
      events.closed(this);
    });
  }

  get isOpen(): boolean {
    return !this.closing && this.socket.readyState === WebSocket.OPEN;
  }

  channelOf(number: number): Channel | undefined {
    for (const channel of this.channels) if (channel.number === number) return channel;
    return undefined;
  }

  send(message: ServerMessage): void {
    this.sendFrame(serverFrame(message));
  }

  sendFrame(frame: Uint8Array): void {
    if (!this.isOpen) return;
    if (this.outgoing !== null) this.outgoing.push(frame);
    else if (this.together.isHolding) {
      this.outgoing = [frame];
      this.together.hold(this);
    } else this.write(frame);
  }

  /** Writes what was held back, if it was not before. */
  writeHeld(): void {
    const frames = this.outgoing;
    this.outgoing = null;
    if (frames === null || !this.isOpen) return;
    const [first] = frames;
    this.write(first !== undefined && frames.length === 1 ? first : Buffer.concat(frames));
  }

  /** Sends what may be as large as a page; until it has left, a reader is not too slow for its sake. */
  sendLarge(message: ServerMessage): void {
    this.writeHeld();
    if (!this.isOpen) return;
    const frame = serverFrame(message);
    this.drainingBytes += frame.length;
    this.transport.write(frame, () => {
      this.drainingBytes -= frame.length;
    });
  }

  close(name: RefusalName): void {
    if (this.closing) return;
    this.writeHeld();
    if (this.closing) return; // too slow for that
    this.closing = true;
    this.refused(name);
    if (this.held) this.socket.resume(); // its own close frame comes behind what was not read
    this.held = null;
    for (const channel of this.channels) channel.close();
    this.socket.close(REFUSAL_CODES[name].code, name);
    this.ports.later(CLOSING_MS, () => this.socket.terminate());
  }

  /** Only to be counted: the server's own end is none. */
  refused(name: RefusalName): void {
    if (name !== "server_stopping") this.ports.refused?.(name);
  }

  terminate(): void {
    this.socket.terminate();
  }

  /** Ends a socket that has not said hello in time. */
  endIfSilent(now: number): void {
    if (this.schemaVersion === null && now - this.openedAt > HELLO_WITHIN_MS) this.socket.terminate();
  }

  /** Ends a socket whose other end is gone, which is known by its not having answered the last time. */
  askIfThere(): void {
    if (!this.isOpen) return;
    if (!this.answered) this.socket.terminate();
    this.answered = false;
    this.socket.ping();
  }

  private write(frame: Uint8Array): void {
    this.transport.write(frame);
    if (this.transport.writableLength > MAX_BUFFERED_BYTES + this.drainingBytes) this.close("too_slow");
  }

  /** Whatever is thrown in here would end the process. */
  private receiveGuarded(data: Buffer, isBinary: boolean): void {
    try {
      this.receive(data, isBinary);
    } catch (fault) {
      this.ports.report(fault, "reading a message");
      this.close("internal");
    }
  }

  private receive(data: Buffer, isBinary: boolean): void {
    if (this.closing) return;
    const message = isBinary ? decoded(data) : null;
    if (!message) {
      this.close("malformed_frame");
      return;
    }
    if (this.schemaVersion === null) {
      this.greet(message);
      return;
    }
    if (this.held) this.hold(message, this.held);
    else this.pass(message);
  }

  private greet(message: ClientMessage): void {
    if (message.type !== "hello") {
      this.close("malformed_frame");
      return;
    }
    this.schemaVersion = message.schemaVersion;
    this.events.greeted(this, message);
  }

  private pass(message: ClientMessage): void {
    const wait = this.waitFor(message);
    if (wait > 0) this.pause(message, wait);
    else this.events.message(this, message);
  }

  private waitFor(message: ClientMessage): number {
    const now = this.ports.clock();
    const channel = message.type === "push" ? this.channelOf(message.channel) : undefined;
    return channel ? channel.waitToPush(now) : this.quota.take(now);
  }

  /** Over its pace a client is read more slowly and not refused: it may be pasting, or sending on a long flight's work. */
  private pause(message: ClientMessage, wait: number): void {
    this.held = [message];
    this.socket.pause();
    this.ports.later(wait, () => this.passHeld());
  }

  /** Frames that had been read already when reading was paused; more than a socket's read holds is a flood. */
  private hold(message: ClientMessage, held: ClientMessage[]): void {
    if (held.length < MAX_HELD_MESSAGES) held.push(message);
    else this.close("too_many_updates");
  }

  private passHeld(): void {
    const held = this.held;
    if (!held || this.closing) return;
    let passed = 0;
    for (const message of held) {
      const wait = this.waitFor(message);
      if (wait > 0) {
        this.held = held.slice(passed);
        this.ports.later(wait, () => this.passHeld());
        return;
      }
      passed += 1;
      this.events.message(this, message);
      if (this.closing) return;
    }
    this.held = null;
    this.socket.resume();
  }
}

const NO_CHANNELS: readonly Channel[] = [];

function decoded(data: Buffer): ClientMessage | null {
  try {
    return decodeClientMessage(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
  } catch {
    return null;
  }
}
