import { SCHEMA_VERSION } from "@candor/document/schema-version.ts";
import { PROTOCOL_VERSION } from "@candor/protocol/protocol-version.ts";
import { REFUSAL_CODES, refusalName } from "@candor/protocol/sync/codes.ts";
import {
  type ClientMessage,
  decodeServerMessage,
  encodeClientMessage,
  type ServerMessage,
  type StorageState,
} from "@candor/protocol/sync/messages.ts";
import { computed, type ReadonlySignal, signal } from "@preact/signals";
import type { SyncWebSocket, TabEnvironment } from "./tab-environment.ts";

export type ChannelMessage = Extract<ServerMessage, { channel: number }>;

/** A page's end of the socket. */
export type ChannelUser = {
  /** the socket stands: pages may be opened on it */
  connected: () => void;
  disconnected: () => void;
  receive: (message: ChannelMessage) => void;
  /** the number of its channel; 0: it has none open */
  channel: number;
  /** whether a push of it waits for its answer */
  awaitsAnswer: () => boolean;
  /** Asks the server anything that it answers at once. @returns false where there is nothing to ask. */
  probe: () => boolean;
};

/** "down" only once an attempt has failed: while the first is under way nobody can know. */
export type Link = "idle" | "connecting" | "up" | "down";

const FIRST_RETRY_MS = 250;
const LAST_RETRY_MS = 30_000;
const WATCH_MS = 1000; // how often the silence is looked at
const QUIET_MS = 25_000; // how long nothing need be heard when nothing is awaited
const AWAITING_MS = 3000;
export const STEADY_MS = 3000; // a connection that lasts so long was not ended for what was sent first
export const REBUFFS_TOLD = 3; // once or twice is a bad moment of the server
const ANSWER_MS = 5000; // with the two above: a dead connection is noticed within 10 s when something waits

/**
 * The one socket of this tab, for all its pages. Comes back by itself while anybody wants it.
 */
export class SyncSocket {
  readonly link: ReadonlySignal<Link>;
  /** whether the server can store anything just now */
  readonly storage = signal<StorageState>("ok");
  /** the newest page documents that the server knows of; null while it has not said so */
  schemaOfServer: number | null = null;
  /** why connecting again is of no use before something changes, as the server's close code; null: it is */
  readonly refusal = signal<number | null>(null);
  /** by which close code the server ends every connection just now, though it is tried again; null: it does not */
  readonly rebuff = signal<number | null>(null);
  private readonly state = signal<Link>("idle");
  private readonly environment: TabEnvironment;
  private readonly mayConnect: () => boolean;
  private readonly ended: (mayBeSignedOut: boolean) => void;
  private readonly users = new Set<ChannelUser>();
  private readonly byChannel = new Map<number, ChannelUser>();
  private socket: SyncWebSocket | null = null;
  private isOpen = false;
  private lastChannel = 0;
  /** attempts in a row of which nothing came; a welcome alone is nothing, as a proxy may end each connection after it */
  private failures = 0;
  /** how often in a row the server ended a connection that had only just come to stand */
  private rebuffs = 0;
  private stoodSince = 0;
  private heardAt = 0;
  private askedAt: number | null = null;
  private stopRetry: (() => void) | null = null;
  private stopWatch: (() => void) | null = null;
  private readonly stopListening: readonly (() => void)[];

  /**
   * @param mayConnect whether there is anybody to connect as; `wake` when that has changed.
   * @param ended hears of each end that came unbidden, and whether it may be for want of a session.
   */
  constructor(
    environment: TabEnvironment,
    mayConnect: () => boolean,
    ended: (mayBeSignedOut: boolean) => void = () => undefined,
  ) {
    this.environment = environment;
    this.mayConnect = mayConnect;
    this.ended = ended;
    this.link = computed(() => this.state.value);
    this.stopListening = [
      environment.onWake(() => this.wake()),
      // Only a hint, for a server on this machine needs no network: it is tried again all the same.
      environment.onOffline(() => {
        if (this.socket) this.fail();
      }),
    ];
  }

  join(user: ChannelUser): void {
    this.users.add(user);
    if (this.isOpen) user.connected();
    else this.connect();
  }

  leave(user: ChannelUser): void {
    this.closeChannel(user);
    this.users.delete(user);
  }

  /**
   * Gives a page a channel number of its own; whatever still arrives for an earlier one is dropped.
   *
   * @returns false while the socket does not stand.
   */
  openChannel(user: ChannelUser): boolean {
    if (!this.isOpen) return false;
    this.byChannel.delete(user.channel);
    this.lastChannel += 1;
    user.channel = this.lastChannel;
    this.byChannel.set(user.channel, user);
    return true;
  }

  closeChannel(user: ChannelUser): void {
    if (user.channel === 0) return;
    this.send({ type: "close", channel: user.channel });
    this.dropChannel(user);
  }

  /** Forgets a channel that the server has closed. */
  dropChannel(user: ChannelUser): void {
    this.byChannel.delete(user.channel);
    user.channel = 0;
  }

  send(message: ClientMessage): void {
    if (this.isOpen) this.socket?.send(encodeClientMessage(message) as Uint8Array<ArrayBuffer>);
  }

  /** Tries at once what would have been tried later. */
  wake(): void {
    this.refusal.value = null;
    if (this.isOpen) {
      if (this.environment.clock() - this.heardAt > AWAITING_MS) this.ask();
    } else if (!this.socket) {
      this.failures = 0;
      this.connect();
    }
  }

  /** The session is good, whatever the server said of it: it is tried again, the later the more often it said so. */
  resume(): void {
    this.refusal.value = null;
    if (!this.socket) this.retry();
  }

  /** Connects already, so that the way is open by the time a page wants it. */
  connect(): void {
    if (this.socket || !this.mayConnect() || this.refusal.value !== null) return;
    this.stopRetry?.();
    this.stopRetry = null;
    if (this.state.value === "idle") this.state.value = "connecting";
    let socket: SyncWebSocket;
    try {
      socket = this.environment.connect();
    } catch (fault) {
      this.environment.report(fault, "connecting");
      this.retry();
      return;
    }
    this.socket = socket;
    socket.binaryType = "arraybuffer";
    socket.onopen = () => this.opened();
    socket.onmessage = ({ data }) => this.receive(data);
    socket.onclose = ({ code }) => this.closed(code);
    // A connection that never stands answers with neither; one that stands is watched by what it says.
    this.watch(this.environment.clock());
  }

  close(): void {
    for (const stop of this.stopListening) stop();
    this.stopRetry?.();
    this.drop();
    this.users.clear();
  }

  private opened(): void {
    this.isOpen = true;
    this.heardAt = this.environment.clock();
    this.askedAt = null;
    this.send({ type: "hello", protocolVersion: PROTOCOL_VERSION, schemaVersion: SCHEMA_VERSION });
    // Pages are opened with the hello, not after its answer: a way there and back less.
    for (const user of this.users) user.connected();
  }

  private receive(data: unknown): void {
    this.heardAt = this.environment.clock();
    this.askedAt = null;
    let message: ServerMessage;
    try {
      message = decodeServerMessage(new Uint8Array(data as ArrayBuffer));
    } catch (fault) {
      this.environment.report(fault, "reading a message of the server");
      this.fail();
      return;
    }
    if (message.type === "welcome") {
      this.stoodSince = this.environment.clock();
      this.state.value = "up";
      this.storage.value = message.storage;
      this.schemaOfServer = message.schemaVersion;
    } else if (message.type === "storage") {
      this.storage.value = message.storage;
    } else {
      if (message.type === "ack") this.failures = 0; // something came of it, however short it lasts
      this.byChannel.get(message.channel)?.receive(message);
    }
  }

  private closed(code: number): void {
    const name = refusalName(code);
    const isCut = name === "signed_out";
    if (name === "wrong_version") this.refusal.value = code;
    else if (name !== null && name !== "server_stopping") {
      this.rebuffs += 1;
      // By then the session has been good as often as the server denied it.
      if (this.rebuffs >= REBUFFS_TOLD) this.rebuff.value = isCut ? REFUSAL_CODES.internal.code : code;
      else if (isCut) this.refusal.value = code;
    }
    this.fail(isCut);
  }

  /** @param mayBeSignedOut as an upgrade that is refused looks like any other failure to a script. */
  private fail(mayBeSignedOut = !this.isOpen): void {
    this.drop();
    this.retry();
    this.ended(mayBeSignedOut);
  }

  private drop(): void {
    const { socket } = this;
    this.socket = null;
    this.isOpen = false;
    this.stopWatch?.();
    this.stopWatch = null;
    this.state.value = "down";
    if (socket) {
      socket.onopen = null;
      socket.onmessage = null;
      socket.onclose = null;
      socket.close();
    }
    this.byChannel.clear();
    for (const user of this.users) {
      user.channel = 0;
      user.disconnected();
    }
  }

  private retry(): void {
    this.state.value = "down";
    if (this.users.size === 0 || this.refusal.value !== null) return;
    const longest = Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** Math.max(this.failures, this.rebuffs));
    this.failures += 1;
    const [chance = 0] = this.environment.random(1);
    // Between half and all of it, so that those whom one fault threw off don't come back together.
    const wait = longest * (0.5 + chance / 512);
    this.stopRetry?.();
    this.stopRetry = this.environment.later(wait, () => this.connect());
  }

  private watch(since: number): void {
    this.stopWatch = this.environment.later(WATCH_MS, () => {
      const now = this.environment.clock();
      if (this.isLost(now, since)) return this.fail();
      if (this.state.value === "up" && now - this.stoodSince >= STEADY_MS) {
        this.failures = 0;
        this.rebuffs = 0;
        this.rebuff.value = null;
      }
      if (this.isOpen && this.askedAt === null && now - this.heardAt >= this.patience()) this.ask();
      this.watch(since);
    });
  }

  private isLost(now: number, since: number): boolean {
    if (!this.isOpen) return now - since >= CONNECT_MS;
    if (this.askedAt !== null) return now - this.askedAt >= ANSWER_MS;
    // A page on its way over a slow line is one long silence, so nothing is asked meanwhile.
    return this.byChannel.size > 0 && now - this.heardAt >= LONGEST_SILENCE_MS;
  }

  private patience(): number {
    return [...this.users].some((user) => user.awaitsAnswer()) ? AWAITING_MS : QUIET_MS;
  }

  /** The protocol's pings are the server's and hidden from scripts, so the client asks something it has an answer for. */
  private ask(): void {
    if (this.askedAt !== null) return;
    if ([...this.users].some((user) => user.probe())) this.askedAt = this.environment.clock();
  }
}

const CONNECT_MS = 15_000;
const LONGEST_SILENCE_MS = 60_000;
