import { PROTOCOL_VERSION } from "@candor/protocol/protocol-version.ts";
import {
  type ClientMessage,
  decodeServerMessage,
  encodeClientMessage,
  type ServerMessage,
} from "@candor/protocol/sync/messages.ts";
import { WebSocket } from "ws";
import type { Person } from "./api.ts";

/** A socket that has said hello; every message after that goes to `onMessage`. */
export class CandorSocket {
  private handler: (message: ServerMessage) => void = () => {};
  /** what came behind an awaited message, before anybody could say what to do with it */
  private early: ServerMessage[] | null = null;
  onClose: () => void = () => {};
  private readonly socket: WebSocket;

  private constructor(socket: WebSocket) {
    this.socket = socket;
    socket.on("message", (data: Buffer) => {
      const message = decodeServerMessage(data);
      if (this.early) this.early.push(message);
      else this.handler(message);
    });
    socket.on("close", () => this.onClose());
    socket.on("error", () => undefined);
  }

  set onMessage(handler: (message: ServerMessage) => void) {
    this.handler = handler;
    const early = this.early ?? [];
    this.early = null;
    for (const message of early) handler(message);
  }

  static async connect(person: Person): Promise<CandorSocket> {
    const url = `${person.address.replace("http", "ws")}/sync`;
    const socket = new CandorSocket(
      new WebSocket(url, await person.socketProtocols(), {
        headers: { cookie: person.cookie },
        perMessageDeflate: false,
      }),
    );
    const welcomed = socket.next("welcome");
    welcomed.catch(() => undefined); // where it never opens, that is the error
    await new Promise<void>((resolve, reject) => {
      socket.socket.once("open", resolve);
      socket.socket.once("error", reject);
    });
    socket.send({ type: "hello", protocolVersion: PROTOCOL_VERSION, schemaVersion: 1 });
    await welcomed;
    return socket;
  }

  send(message: ClientMessage): void {
    this.socket.send(encodeClientMessage(message));
  }

  end(): void {
    this.socket.terminate();
  }

  /** Waits for one message of a type, while nothing else is expected. */
  next<T extends ServerMessage["type"]>(type: T): Promise<Extract<ServerMessage, { type: T }>> {
    return new Promise((resolve, reject) => {
      this.onClose = () => reject(new Error(`the socket closed while it waited for ${type}`));
      this.onMessage = (message) => {
        if (message.type === "refused") reject(new Error(`refused with ${message.code}`));
        if (message.type !== type) return;
        this.early = [];
        resolve(message as Extract<ServerMessage, { type: T }>);
      };
    });
  }
}
