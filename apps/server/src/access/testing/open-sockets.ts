import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { SCHEMA_VERSION } from "@candor/document/schema-version.ts";
import { SOCKET_PROTOCOL, type SocketTicket } from "@candor/protocol/http/access.ts";
import { PROTOCOL_VERSION } from "@candor/protocol/protocol-version.ts";
import {
  type ClientMessage,
  decodeServerMessage,
  encodeClientMessage,
  type ServerMessage,
} from "@candor/protocol/sync/messages.ts";
import { WebSocket } from "ws";
import { createSocketIdentity } from "../../people/page-access.ts";
import { ORIGIN } from "../../people/testing/open-app.ts";
import { createSyncHub } from "../../sync/hub/create-hub.ts";
import { CANARY, type Role, type World } from "./open-world.ts";

export type RoleSocket = {
  send(...messages: ClientMessage[]): void;
  /** Everything that came of what was sent so far. */
  settled(): Promise<ServerMessage[]>;
  /** whether any frame ever held a word of the page */
  sawCanary(): boolean;
  end(): void;
};

export type Sockets = {
  /** A socket that has said hello. */
  open(role: Role): Promise<RoleSocket>;
  /** The status with which an upgrade is refused; 101: it is not. */
  upgrade(headers: Record<string, string>, protocols?: string[]): Promise<{ status: number; headers: string[] }>;
  ticketOf(role: Role): Promise<string | null>;
  faults: unknown[];
  stop(): Promise<void>;
};

/** The hub of the world's server over its own rows, with real sockets on loopback. */
export async function openSockets({ app, database, visitors }: World): Promise<Sockets> {
  const faults: unknown[] = [];
  const hub = createSyncHub({
    nodes: { whisper: () => {}, onWhisper: () => () => {} },
    log: database.log,
    access: app.access,
    identify: createSocketIdentity(app.parts.auth, app.parts.tickets),
    opened: () => undefined,
    vouch: () => new Uint8Array(16),
    allowsOrigin: (origin) => origin === null || app.parts.isOwnOrigin(origin),
    schemaVersion: SCHEMA_VERSION,
    clock: () => performance.now(),
    instant: () => new Date().toISOString(),
    later: (ms, run) => {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
    report: (fault) => faults.push(fault),
  });
  const server = createServer();
  server.on("upgrade", (request, socket, head) => hub.upgrade(request, socket, head));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `ws://127.0.0.1:${(server.address() as AddressInfo).port}/sync`;

  const cookieOf = (role: Role) => visitors.get(role)?.cookie() ?? "";
  const ticketOf = async (role: Role) => {
    const headers = { cookie: cookieOf(role), origin: ORIGIN };
    const answer = await app.app.request(`${ORIGIN}/api/socket-tickets`, { method: "POST", headers });
    return ((await answer.json()) as SocketTicket).ticket;
  };
  const upgrade: Sockets["upgrade"] = (headers, protocols = []) =>
    new Promise((resolve) => {
      const socket = new WebSocket(url, protocols, { headers });
      socket.on("open", () => {
        socket.terminate();
        resolve({ status: 101, headers: [] });
      });
      socket.on("unexpected-response", (_request, response) => {
        const { statusCode = 0, rawHeaders } = response;
        resolve({ status: statusCode, headers: rawHeaders });
        socket.terminate();
      });
      socket.on("error", () => undefined);
    });

  return {
    faults,
    ticketOf,
    upgrade,
    async open(role) {
      const headers = { cookie: cookieOf(role), origin: ORIGIN };
      const socket = new WebSocket(url, [SOCKET_PROTOCOL, `ticket.${await ticketOf(role)}`], { headers });
      return greet(socket);
    },
    async stop() {
      await hub.stop();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

let rounds = 0;

async function greet(socket: WebSocket): Promise<RoleSocket> {
  let heard: ServerMessage[] = [];
  let asked: number[] = []; // pages are opened side by side, so that each answer is waited for
  let canary = false;
  let wake = () => {};
  socket.on("message", (data: Buffer) => {
    canary ||= data.includes(CANARY);
    heard.push(decodeServerMessage(new Uint8Array(data)));
    wake();
  });
  socket.on("close", () => wake());
  await new Promise<void>((resolve, reject) => {
    socket.once("open", resolve);
    socket.once("error", reject);
  });
  const send = (...messages: ClientMessage[]) => {
    asked.push(...messages.filter(({ type }) => type === "open").map((open) => (open as { channel: number }).channel));
    for (const message of messages) socket.send(encodeClientMessage(message));
  };
  send({ type: "hello", protocolVersion: PROTOCOL_VERSION, schemaVersion: SCHEMA_VERSION });
  return {
    send,
    end: () => socket.terminate(),
    sawCanary: () => canary,
    async settled() {
      rounds += 1;
      // Opening what cannot be there is answered behind everything that was asked before.
      const channel = 900_000 + rounds;
      const mark = { page: "nowhere", session: `s${channel}`, clientId: channel, epoch: 0, haveSeq: 0 };
      socket.send(encodeClientMessage({ type: "open", channel, ...mark }));
      const isMark = (message: ServerMessage) => message.type === "refused" && message.channel === channel;
      const isAnswered = (opened: number) =>
        heard.some((message) => "channel" in message && message.channel === opened);
      while (!(heard.some(isMark) && asked.every(isAnswered)) && socket.readyState === WebSocket.OPEN)
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      const told = heard.filter((message) => !isMark(message) && message.type !== "welcome");
      heard = [];
      asked = [];
      return told;
    },
  };
}
