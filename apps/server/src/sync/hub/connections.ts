import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { MAX_FRAME_BYTES } from "@candor/protocol/sync/limits.ts";
import { WebSocketServer } from "ws";
import { admitUpgrade, refuseUpgrade } from "./answer-upgrade.ts";
import { Connection, type ConnectionEvents, TURNS } from "./connection.ts";
import type { FramesTogether } from "./frames-together.ts";
import { ignoreError } from "./ignore-error.ts";
import type { SyncPorts } from "./sync-ports.ts";

const CLOSED_WITHIN_MS = 2000;
const SESSION_REMEMBERED_MS = 60_000; // far longer than it takes to ask who opens a socket

/** Every socket that is open here, from the upgrade to its end. */
export class Connections {
  private readonly ports: SyncPorts;
  private readonly together: FramesTogether;
  private readonly events: ConnectionEvents;
  private readonly sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_FRAME_BYTES,
    perMessageDeflate: false,
    clientTracking: false,
  });
  private readonly open = new Set<Connection>();
  /** the same, by when they are asked whether they are there */
  private readonly turns = Array.from({ length: TURNS }, () => new Set<Connection>());
  /** those that have not said hello, and a few that have since the last tick */
  private readonly silent = new Set<Connection>();
  /** when each ended: whoever was asked about before that must not be let in after it */
  private readonly endedSessions = new Map<string, number>();
  private stopping = false;
  private lastLeft: (() => void) | null = null;

  constructor(ports: SyncPorts, together: FramesTogether, events: ConnectionEvents) {
    this.ports = ports;
    this.together = together;
    this.events = {
      ...events,
      closed: (connection) => {
        events.closed(connection);
        this.open.delete(connection);
        this.silent.delete(connection);
        this.turns[connection.turn]?.delete(connection);
        if (this.open.size === 0) this.lastLeft?.();
      },
    };
  }

  get size(): number {
    return this.open.size;
  }

  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    if (this.stopping) {
      socket.on("error", ignoreError);
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
        const opened = { socket: webSocket, transport: socket, owner: identity };
        this.add(new Connection(opened, this.ports, this.together, this.events));
      });
    } catch (fault) {
      this.ports.report(fault, "upgrading a socket");
      socket.destroy();
    }
  }

  private add(connection: Connection): void {
    this.open.add(connection);
    this.silent.add(connection);
    this.turns[connection.turn]?.add(connection);
  }

  sendToGreeted(frame: Uint8Array): void {
    for (const connection of this.open) if (connection.schemaVersion !== null) connection.sendFrame(frame);
  }

  signOut(userId: string): void {
    for (const connection of this.open) if (connection.userId === userId) connection.close("signed_out");
  }

  endSession(session: string): void {
    this.endedSessions.set(session, this.ports.clock());
    for (const connection of this.open) if (connection.session === session) connection.close("signed_out");
  }

  sessions(): Set<string> {
    return new Set([...this.open].flatMap(({ session }) => session ?? []));
  }

  /** At each tick a few are asked whether they are there, for all at once would hold up whoever types. */
  check(now: number, ticks: number): void {
    for (const connection of this.silent) {
      if (connection.schemaVersion === null) connection.endIfSilent(now);
      else this.silent.delete(connection);
    }
    for (const connection of this.turns[ticks % TURNS] ?? []) connection.askIfThere();
  }

  forgetEndedSessions(now: number): void {
    for (const [session, at] of this.endedSessions)
      if (now - at > SESSION_REMEMBERED_MS) this.endedSessions.delete(session);
  }

  refuseNew(): void {
    this.stopping = true;
  }

  async closeAll(): Promise<void> {
    for (const connection of this.open) connection.close("server_stopping");
    await this.everyoneLeft();
  }

  private everyoneLeft(): Promise<void> {
    if (this.open.size === 0) return Promise.resolve();
    return new Promise((resolve) => {
      const callOff = this.ports.later(CLOSED_WITHIN_MS, () => {
        for (const connection of this.open) connection.terminate();
        resolve();
      });
      this.lastLeft = () => {
        callOff();
        resolve();
      };
    });
  }
}
