import { PROTOCOL_VERSION } from "@candor/protocol/protocol-version.ts";
import {
  type ClientMessage,
  decodeServerMessage,
  encodeClientMessage,
  type ServerMessage,
} from "@candor/protocol/sync/messages.ts";
import { WebSocket } from "ws";
import { ORIGIN, type SyncServer } from "./sync-server.ts";

export type Answer<T extends ServerMessage["type"]> = Extract<ServerMessage, { type: T }>;

/** One socket of a user, spoken by hand. */
export class TestSocket {
  readonly closed: Promise<{ code: number; reason: string }>;
  private readonly socket: WebSocket;
  private readonly arrived: ServerMessage[] = [];
  private wake: () => void = () => {};
  private hasClosed = false;

  /** @param autoPong false: it never says that it is there. */
  constructor(server: SyncServer, userId: string, origin = ORIGIN, autoPong = true) {
    const headers = { "x-user": userId };
    this.socket = new WebSocket(`ws://127.0.0.1:${server.port}/sync`, { origin, headers, autoPong });
    this.socket.on("message", (data: Buffer) => {
      this.arrived.push(decodeServerMessage(new Uint8Array(data)));
      this.wake();
    });
    this.socket.on("error", () => undefined);
    this.closed = new Promise((resolve) => {
      this.socket.on("close", (code, reason) => {
        this.hasClosed = true;
        this.wake();
        resolve({ code, reason: reason.toString() });
      });
    });
  }

  /** A socket that has said hello and been welcomed. */
  static async greeted(server: SyncServer, userId: string): Promise<TestSocket> {
    const socket = new TestSocket(server, userId);
    await socket.connected();
    socket.send({ type: "hello", protocolVersion: PROTOCOL_VERSION, schemaVersion: 1 });
    await socket.next("welcome");
    return socket;
  }

  connected(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.socket.on("open", () => resolve());
      this.socket.on("close", () => reject(new Error("closed before it opened")));
      if (this.socket.readyState === WebSocket.OPEN) resolve();
    });
  }

  send(...messages: ClientMessage[]): void {
    for (const message of messages) this.sendRaw(encodeClientMessage(message));
  }

  sendRaw(frame: Uint8Array | string): void {
    this.socket.send(frame);
  }

  /** The next message of a type; others that came before it stay for whoever asks for them. */
  async next<T extends ServerMessage["type"]>(type: T): Promise<Answer<T>> {
    for (;;) {
      const at = this.arrived.findIndex((message) => message.type === type);
      if (at >= 0) return this.arrived.splice(at, 1)[0] as Answer<T>;
      if (this.hasClosed) throw new Error(`closed while waiting for ${type}`);
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
  }

  /** What has come and nobody asked for. */
  get unread(): readonly ServerMessage[] {
    return this.arrived;
  }

  /** Everything sent so far has been dealt with: a page that does not exist has been refused. */
  async settled(): Promise<void> {
    const channel = 900_000 + this.round;
    this.round += 1;
    this.send({
      type: "open",
      channel,
      page: "nowhere",
      session: `settled-${channel}`,
      clientId: channel,
      epoch: 0,
      haveSeq: 0,
    });
    for (;;) {
      const refused = await this.next("refused");
      if (refused.channel === channel) break;
      this.kept.push(refused);
    }
    this.arrived.unshift(...this.kept.splice(0));
  }

  private round = 0;
  private readonly kept: ServerMessage[] = [];

  /** As `settled`, while the server reads slowly: `pass` lets its time go by. */
  async settledAfter(pass: () => void): Promise<void> {
    const settled = this.settled();
    let done = false;
    void settled.then(() => {
      done = true;
    });
    while (!done) {
      pass();
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  pauseReading(): void {
    this.socket.pause();
  }

  resumeReading(): void {
    this.socket.resume();
  }

  end(): void {
    this.socket.terminate();
  }

  async close(): Promise<void> {
    this.socket.close();
    await this.closed;
  }
}
