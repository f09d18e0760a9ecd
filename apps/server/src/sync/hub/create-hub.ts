import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { PROTOCOL_VERSION } from "@candor/protocol/protocol-version.ts";
import { MAX_OPEN_PAGES } from "@candor/protocol/sync/limits.ts";
import type { ClientMessage, StorageState } from "@candor/protocol/sync/messages.ts";
import { StorageUnavailable } from "../page-log.ts";
import { adoptSession } from "./adopt-session.ts";
import { Channel } from "./channel.ts";
import type { Connection, Hello } from "./connection.ts";
import { Connections } from "./connections.ts";
import { FramesTogether } from "./frames-together.ts";
import { openPage } from "./open-page.ts";
import { Pushes } from "./pushes.ts";
import { Rooms } from "./rooms.ts";
import { serverFrame } from "./server-frame.ts";
import { StorageWatch } from "./storage-watch.ts";
import type { SyncPorts } from "./sync-ports.ts";
import { type PeerWrite, type PeerWritten, writeAsPeer } from "./write-as-peer.ts";

export type SyncHub = {
  /** The answer to a server's `upgrade` event for the sync address. Never throws and never rejects. */
  upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
  /** Writes an update for somebody who has no socket, by the way that every socket's updates take. */
  write: (write: PeerWrite) => Promise<PeerWritten>;
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
  const { connections } = hub;
  return {
    upgrade: (request, socket, head) => connections.upgrade(request, socket, head),
    write: (write) => hub.write(write),
    signOut: (userId) => connections.signOut(userId),
    storageFailed: () => hub.storageFailed(),
    endSession: (session) => connections.endSession(session),
    sessions: () => connections.sessions(),
    stop: () => hub.stop(),
    figures: () => hub.figures(),
  };
}

const TICK_MS = 500;
const IDLE_TICKS = 20;

/** Hears what the sockets say and leads each message to where it belongs. */
class Hub {
  readonly connections: Connections;
  private readonly ports: SyncPorts;
  private readonly storage: StorageWatch;
  private readonly rooms: Rooms;
  private readonly pushes: Pushes;
  private readonly forgetAccess: () => void;
  private stopping = false;
  private ticks = 0;
  private callOffTick: () => void;

  constructor(given: SyncPorts) {
    const ports = guarded(given);
    this.ports = ports;
    const together = new FramesTogether();
    this.connections = new Connections(ports, together, {
      greeted: (connection, hello) => this.greet(connection, hello),
      message: (connection, message) => this.receive(connection, message),
      closed: (connection) => {
        for (const channel of connection.channels) channel.close();
      },
    });
    this.storage = new StorageWatch(ports, (storage) =>
      this.connections.sendToGreeted(serverFrame({ type: "storage", storage })),
    );
    this.rooms = new Rooms(ports);
    this.pushes = new Pushes(ports, this.rooms, this.storage, together);
    this.forgetAccess = ports.access.onChange((page) => this.rooms.endAccess(page));
    this.callOffTick = ports.later(TICK_MS, () => this.tick());
  }

  storageFailed(): void {
    if (!this.stopping) this.storage.failed();
  }

  async stop(): Promise<void> {
    this.stopping = true;
    this.connections.refuseNew();
    this.callOffTick();
    this.forgetAccess();
    await this.pushes.stop();
    this.rooms.stop();
    this.storage.stop();
    await this.connections.closeAll();
  }

  async write(write: PeerWrite): Promise<PeerWritten> {
    if (this.stopping) return { type: "refused", name: "server_stopping" };
    const { rooms, pushes, storage } = this;
    return writeAsPeer(write, this.ports, { rooms, pushes, storageFailed: () => storage.failed() });
  }

  figures(): { sockets: number; pages: number; storage: StorageState } {
    return { sockets: this.connections.size, pages: this.rooms.byPage.size, storage: this.storage.state };
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
    const channel = connection.channelOf(message.channel);
    if (!channel) return; // it was closed while this was on its way
    if (message.type === "close") channel.close();
    else if (channel.state !== "open")
      return; // the client does not know yet how it stands
    else if (message.type === "push") this.pushes.take(channel, message);
    else if (message.type === "awareness") channel.room.announce(channel, message.update);
    else if (!isClientId(message.clientId)) connection.close("malformed_frame");
    else void adoptSession(channel, message, this.ports, () => this.storage.failed());
  }

  private open(connection: Connection, message: Extract<ClientMessage, { type: "open" }>): void {
    const isNew = !connection.channelOf(message.channel) && isClientId(message.clientId);
    if (!isNew) {
      connection.close("malformed_frame");
      return;
    }
    if (connection.channels.length >= MAX_OPEN_PAGES) {
      connection.close("too_many_pages");
      return;
    }
    this.endEarlierLife(connection, message);
    const room = this.rooms.of(message.page);
    const channel = new Channel(connection, room, message);
    channel.enter();
    room.writer?.forgetIdle(message.session); // it may have gone on elsewhere
    const opened = (seq: number) => {
      this.pushes.opened(room, seq);
      this.rooms.presence.opened(channel);
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
    for (const other of this.rooms.byPage.get(page)?.channels ?? []) {
      const same =
        other.session === session && other.clientId === clientId && other.connection.userId === connection.userId;
      if (same) other.refuse("session_taken");
    }
  }

  private tick(): void {
    const now = this.ports.clock();
    this.callOffTick = this.ports.later(TICK_MS, () => this.tick());
    this.pushes.tick(now);
    this.connections.check(now, this.ticks);
    if (this.ticks % IDLE_TICKS === 0) {
      this.connections.forgetEndedSessions(now);
      this.rooms.forgetIdle(now);
    }
    this.ticks += 1;
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
