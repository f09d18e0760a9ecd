import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { PROTOCOL_VERSION } from "@candor/protocol/protocol-version.ts";
import { MAX_FRAME_BYTES, MAX_OPEN_PAGES } from "@candor/protocol/sync/limits.ts";
import type { ClientMessage, StorageState } from "@candor/protocol/sync/messages.ts";
import { WebSocketServer } from "ws";
import { type Elsewhere, StorageUnavailable } from "../page-log.ts";
import { AccessLeases } from "./access-leases.ts";
import { adoptSession } from "./adopt-session.ts";
import { admitUpgrade, refuseUpgrade } from "./answer-upgrade.ts";
import { Channel, type Vouched } from "./channel.ts";
import { type AcceptedPush, Committer } from "./committer.ts";
import { Connection, type Hello } from "./connection.ts";
import { ElsewhereFollower } from "./follow-elsewhere.ts";
import { openPage } from "./open-page.ts";
import { PageWriter, type SessionProgress } from "./page-writer.ts";
import { PresenceElsewhere } from "./presence-elsewhere.ts";
import { Room } from "./room.ts";
import { serverFrame } from "./server-frame.ts";
import { StorageWatch } from "./storage-watch.ts";
import type { SyncPorts } from "./sync-ports.ts";

export type SyncHub = {
  /** The answer to a server's `upgrade` event for the sync address. Never throws and never rejects. */
  upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
  /** Ends every socket of a user. */
  signOut: (userId: string) => void;
  /** Somebody else has found that the store does not answer. */
  storageFailed: () => void;
  /** Ends the sockets of a session that has ended, those that are just being opened among them. */
  endSession: (session: string) => void;
  /** the sessions that sockets are open for */
  sessions: () => Set<string>;
  /** What is accepted is stored and acknowledged first, then every socket is closed. */
  stop: () => Promise<void>;
  figures: () => { sockets: number; pages: number; storage: StorageState };
};

export function createSyncHub(ports: SyncPorts): SyncHub {
  const hub = new Hub(ports);
  return {
    upgrade: (request, socket, head) => hub.upgrade(request, socket, head),
    signOut: (userId) => hub.signOut(userId),
    storageFailed: () => hub.storageFailed(),
    endSession: (session) => hub.endSession(session),
    sessions: () => hub.sessions(),
    stop: () => hub.stop(),
    figures: () => hub.figures(),
  };
}

const TICK_MS = 500;
const IDLE_TICKS = 20;
const WRITER_IDLE_MS = 60_000;
const SLOW_APPEND_MS = 1500; // people are told within two seconds that nothing is being stored
const INSTANT_FOR_MS = 5;
const CLOSED_WITHIN_MS = 2000;
const SESSION_REMEMBERED_MS = 60_000; // far longer than it takes to ask who opens a socket
const MAX_WAITING_PUSHES = 50_000; // while the store hangs

class Hub {
  private readonly ports: SyncPorts;
  private readonly sockets: WebSocketServer;
  private readonly connections = new Set<Connection>();
  private readonly rooms = new Map<string, Room>();
  /** when each ended: whoever was asked about before that must not be let in after it */
  private readonly endedSessions = new Map<string, number>();
  private readonly storage: StorageWatch;
  private readonly committer: Committer;
  private readonly leases: AccessLeases;
  private readonly follower: ElsewhereFollower | null;
  private readonly presence: PresenceElsewhere;
  private readonly forgetAccess: () => void;
  private awarenessClock: number;
  private instant = "";
  private instantReadAt = Number.NEGATIVE_INFINITY;
  private stopping = false;
  private ticks = 0;
  private callOffTick: () => void;

  constructor(given: SyncPorts) {
    const ports = guarded(given);
    this.ports = ports;
    this.sockets = new WebSocketServer({
      noServer: true,
      maxPayload: MAX_FRAME_BYTES,
      perMessageDeflate: false,
      clientTracking: false,
    });
    this.storage = new StorageWatch(ports, (state) => this.tellStorage(state));
    this.committer = new Committer(ports, {
      committed: (pushes, seqs) => this.committed(pushes, seqs),
      failed: (pushes, error) => this.failed(pushes, error),
    });
    this.leases = new AccessLeases({ ...ports, storageFailed: () => this.storage.failed() });
    this.follower = ports.log.elsewhere && this.followerOf(ports.log.elsewhere);
    this.presence = new PresenceElsewhere({
      nodes: ports.nodes,
      rooms: this.rooms,
      clock: ports.clock,
      sawClock: (clock) => {
        this.awarenessClock = Math.max(this.awarenessClock, clock);
      },
    });
    this.forgetAccess = ports.access.onChange((page) => this.endAccess(page));
    // Above every clock of an earlier life of this process, for clients remember them.
    this.awarenessClock = Date.parse(ports.instant());
    this.callOffTick = ports.later(TICK_MS, () => this.tick());
  }

  private followerOf(elsewhere: Elsewhere): ElsewhereFollower {
    const { clock, report } = this.ports;
    return new ElsewhereFollower({
      elsewhere,
      rooms: this.rooms,
      clock,
      report,
      storageFailed: () => this.storage.failed(),
      caughtUp: (held) => this.acknowledge(held.map(({ push }) => push)),
    });
  }

  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    if (this.stopping) {
      socket.on("error", () => undefined);
      refuseUpgrade(socket, 503);
      return;
    }
    void this.admit(request, socket, head);
  }

  private async admit(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    const identity = await admitUpgrade(request, socket, this.ports);
    if (!identity) return;
    if (identity.session !== undefined && this.endedSessions.has(identity.session)) {
      refuseUpgrade(socket, 401);
      return;
    }
    try {
      this.sockets.handleUpgrade(request, socket, head, (webSocket) => {
        this.connections.add(
          new Connection(webSocket, socket, identity, this.ports, {
            greeted: (connection, hello) => this.greet(connection, hello),
            message: (connection, message) => this.receive(connection, message),
            closed: (connection) => this.leave(connection),
          }),
        );
      });
    } catch (fault) {
      this.ports.report(fault, "upgrading a socket");
      socket.destroy();
    }
  }

  signOut(userId: string): void {
    for (const connection of this.connections) if (connection.userId === userId) connection.close("signed_out");
  }

  storageFailed(): void {
    if (!this.stopping) this.storage.failed();
  }

  endSession(session: string): void {
    this.endedSessions.set(session, this.ports.clock());
    for (const connection of this.connections) if (connection.session === session) connection.close("signed_out");
  }

  sessions(): Set<string> {
    return new Set([...this.connections].flatMap(({ session }) => session ?? []));
  }

  async stop(): Promise<void> {
    this.stopping = true;
    this.callOffTick();
    this.forgetAccess();
    await this.committer.drained();
    this.follower?.stop();
    this.presence.stop();
    this.storage.stop();
    for (const connection of this.connections) connection.close("server_stopping");
    await this.everyoneLeft();
  }

  private everyoneLeft(): Promise<void> {
    if (this.connections.size === 0) return Promise.resolve();
    return new Promise((resolve) => {
      const callOff = this.ports.later(CLOSED_WITHIN_MS, () => {
        for (const connection of this.connections) connection.terminate();
        resolve();
      });
      this.lastLeft = () => {
        callOff();
        resolve();
      };
    });
  }

  private lastLeft: (() => void) | null = null;

  figures(): { sockets: number; pages: number; storage: StorageState } {
    return { sockets: this.connections.size, pages: this.rooms.size, storage: this.storage.state };
  }

  private greet(connection: Connection, hello: Hello): void {
    const fits = hello.protocolVersion === PROTOCOL_VERSION && hello.schemaVersion <= this.ports.schemaVersion;
    if (!fits) {
      connection.close("wrong_version");
      return;
    }
    const { schemaVersion } = this.ports;
    const { state: storage } = this.storage;
    connection.send({ type: "welcome", protocolVersion: PROTOCOL_VERSION, schemaVersion, storage });
  }

  private receive(connection: Connection, message: ClientMessage): void {
    if (this.stopping) return;
    if (message.type === "hello") {
      connection.close("malformed_frame");
      return;
    }
    if (message.type === "open") {
      this.open(connection, message);
      return;
    }
    const channel = connection.channels.get(message.channel);
    if (!channel) return; // it was closed while this was on its way
    if (message.type === "close") channel.close();
    else if (channel.state !== "open")
      return; // the client does not know yet how it stands
    else if (message.type === "push") this.push(channel, message);
    else if (message.type === "awareness") channel.room.announce(channel, message.update);
    else if (!isClientId(message.clientId)) connection.close("malformed_frame");
    else void adoptSession(channel, message, this.ports, () => this.storage.failed());
  }

  private open(connection: Connection, message: Extract<ClientMessage, { type: "open" }>): void {
    const isNew = !connection.channels.has(message.channel) && isClientId(message.clientId);
    if (!isNew) {
      connection.close("malformed_frame");
      return;
    }
    if (connection.channels.size >= MAX_OPEN_PAGES) {
      connection.close("too_many_pages");
      return;
    }
    this.endEarlierLife(connection, message);
    const room = this.roomOf(message.page);
    const channel = new Channel(connection, room, message, this.ports.clock());
    connection.channels.set(message.channel, channel);
    room.channels.push(channel);
    room.writer?.forgetIdle(message.session); // it may have gone on elsewhere
    const opened = (seq: number) => {
      this.follower?.opened(room, seq);
      this.presence.opened(channel);
    };
    openPage(channel, message, this.ports, { storageFailed: () => this.storage.failed(), opened }).catch(
      (error: unknown) => {
        if (error instanceof StorageUnavailable) this.storage.failed();
        else this.ports.report(error, "opening a page");
        if (channel.state !== "closed")
          channel.refuse(error instanceof StorageUnavailable ? "storage_unavailable" : "internal");
      },
    );
  }

  /** A tab that comes back before its old socket was seen to be dead. */
  private endEarlierLife(
    connection: Connection,
    { page, session, clientId }: { page: string; session: string; clientId: number },
  ): void {
    for (const other of this.rooms.get(page)?.channels.slice() ?? []) {
      const same =
        other.session === session && other.clientId === clientId && other.connection.userId === connection.userId;
      if (same) other.refuse("session_taken");
    }
  }

  private roomOf(page: string): Room {
    const room = this.rooms.get(page) ?? new Room(page, this.roomEvents);
    this.rooms.set(page, room);
    return room;
  }

  private readonly roomEvents = {
    nextAwarenessClock: () => {
      this.awarenessClock += 1;
      return this.awarenessClock;
    },
    announced: (channel: Channel, clock: number, stamped: Uint8Array | null) =>
      this.presence.changed(channel, clock, stamped),
    left: (room: Room) => this.closeIfEmpty(room),
    vouch: (page: string, updates: readonly Uint8Array[]) => this.ports.vouch(page, updates),
  };

  private closeIfEmpty(room: Room): void {
    const isEmpty = room.channels.length === 0 && !room.writer?.isBusy;
    if (isEmpty && this.rooms.get(room.page) === room) this.rooms.delete(room.page);
  }

  private push(channel: Channel, message: Extract<ClientMessage, { type: "push" }>): void {
    const { session, cseq, update } = message;
    if (!channel.writes) {
      channel.refuse("read_only", session, cseq);
      return;
    }
    this.leases.during(channel, () => {
      channel.room.writer ??= this.writerOf(channel.room.page);
      channel.room.writer.push({ channel, session, cseq, update });
    });
  }

  /** One for all pushes of about the same moment: writing one down takes longer than judging a push. */
  private instantOfBatch(): string {
    const now = this.ports.clock();
    if (now - this.instantReadAt > INSTANT_FOR_MS) {
      this.instant = this.ports.instant();
      this.instantReadAt = now;
    }
    return this.instant;
  }

  private writerOf(page: string): PageWriter {
    return new PageWriter(page, {
      log: this.ports.log,
      instant: () => this.instantOfBatch(),
      clock: this.ports.clock,
      accept: (push) => this.committer.add(push),
      storageIsUnavailable: () => this.storage.failing || this.committer.waiting > MAX_WAITING_PUSHES,
      storageFailed: () => this.storage.failed(),
      report: this.ports.report,
    });
  }

  private committed(pushes: readonly AcceptedPush[], seqs: readonly number[]): void {
    const told: AcceptedPush[] = [];
    for (const [index, push] of pushes.entries()) {
      const seq = seqs[index] ?? 0;
      push.progress.writer.committed(push.progress, push.entry, seq);
      if (this.follower?.holds(push, seq)) continue;
      push.channel.room.fanOut({ seq, update: push.entry.update }, push.channel);
      told.push(push);
    }
    this.acknowledge(told);
  }

  /** After every update of the batch, so that a client that hears of a seq has been sent all before it. */
  private acknowledge(pushes: readonly AcceptedPush[]): void {
    const due = new Map<SessionProgress, AcceptedPush[]>();
    for (const push of pushes) {
      const before = due.get(push.progress);
      if (before) before.push(push);
      else due.set(push.progress, [push]);
    }
    for (const [progress, stored] of due) {
      const push = stored.at(-1);
      if (!push) continue;
      const { session } = progress;
      push.channel.acknowledge(session, progress.stored, progress.storedSeq, this.vouchFor(stored));
      for (const channel of progress.writer.takeResent(progress))
        channel.acknowledge(session, progress.stored, progress.storedSeq);
      this.closeIfEmpty(push.channel.room);
    }
  }

  /** @param stored of one session; vouched for are its newest pushes. */
  private vouchFor(stored: readonly AcceptedPush[]): Vouched | undefined {
    const last = stored.at(-1);
    if (last?.entry.cseq !== last?.progress.stored) return undefined;
    const updates = stored.map(({ entry }) => entry.update);
    return { pushes: updates.length, voucher: this.ports.vouch(last?.entry.page ?? "", updates) };
  }

  private failed(pushes: readonly AcceptedPush[], error: unknown): void {
    const name = error instanceof StorageUnavailable ? "storage_unavailable" : "internal";
    this.ports.report(error, "storing pushes");
    if (error instanceof StorageUnavailable) this.storage.failed();
    for (const { progress, entry } of pushes) progress.writer.failed(progress, entry, name);
    for (const { channel, entry } of pushes) {
      if (channel.state === "open") channel.refuse(name, entry.session, entry.cseq);
      this.closeIfEmpty(channel.room);
    }
  }

  private endAccess(page: string): void {
    const room = this.rooms.get(page);
    room?.writer?.readAnew();
    for (const channel of room?.channels.slice() ?? []) channel.refuse("access_ended");
  }

  private leave(connection: Connection): void {
    for (const channel of [...connection.channels.values()]) channel.close();
    this.connections.delete(connection);
    if (this.connections.size === 0) this.lastLeft?.();
  }

  private tellStorage(storage: StorageState): void {
    const frame = serverFrame({ type: "storage", storage });
    for (const connection of this.connections) if (connection.schemaVersion !== null) connection.sendFrame(frame);
  }

  private tick(): void {
    const now = this.ports.clock();
    this.callOffTick = this.ports.later(TICK_MS, () => this.tick());
    this.storage.observe(this.committer.appendingFor(now) > SLOW_APPEND_MS);
    void this.leases.renewWriting();
    this.follower?.tick();
    for (const connection of this.connections) connection.check(now, this.ticks);
    if (this.ticks % IDLE_TICKS === 0) {
      this.forgetIdlePages(now);
      this.presence.sweep();
    }
    this.ticks += 1;
  }

  private forgetIdlePages(now: number): void {
    for (const [session, at] of this.endedSessions)
      if (now - at > SESSION_REMEMBERED_MS) this.endedSessions.delete(session);
    for (const room of this.rooms.values()) {
      if (room.writer && !room.writer.isBusy && now - room.writer.usedAt > WRITER_IDLE_MS) room.forgetWriter();
      this.closeIfEmpty(room);
    }
  }
}

/** What runs later is nobody's to catch, and a fault in it must not end the process. */
function guarded(ports: SyncPorts): SyncPorts {
  const later: SyncPorts["later"] = (ms, run) =>
    ports.later(ms, () => {
      try {
        run();
      } catch (fault) {
        ports.report(fault, "doing what was put off");
      }
    });
  return { ...ports, later };
}

function isClientId(value: number): boolean {
  return value <= 0xffff_ffff;
}
