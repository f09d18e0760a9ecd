import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SOCKET_PROTOCOL, type SocketTicket } from "@candor/protocol/http/access.ts";
import type { Me } from "@candor/protocol/http/people.ts";
import { PROTOCOL_VERSION } from "@candor/protocol/protocol-version.ts";
import { REFUSAL_CODES } from "@candor/protocol/sync/codes.ts";
import { type ClientMessage, decodeServerMessage, encodeClientMessage } from "@candor/protocol/sync/messages.ts";
import { afterEach, beforeEach, expect, test } from "vitest";
import { WebSocket } from "ws";
import { type Config, loadConfig } from "./config.ts";
import { createLog } from "./http/log.ts";
import { type RunningServer, startServer } from "./start-server.ts";

const SCHEMA_VERSION = 1;
let directory = "";
const running = new Set<RunningServer>();
const told: string[] = [];

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "candor-server-"));
  told.length = 0;
});
afterEach(async () => {
  for (const server of running) await server.stop();
  running.clear();
  await rm(directory, { recursive: true });
});

async function start(changes: Partial<Config> = {}): Promise<RunningServer> {
  const config = { ...loadConfig({ PORT: "0", CANDOR_DATA: join(directory, "data") }), ...changes };
  const log = createLog(
    "error",
    (line) => told.push(line),
    () => new Date(),
  );
  const server = await startServer(config, log);
  running.add(server);
  return server;
}

async function stop(server: RunningServer): Promise<void> {
  running.delete(server);
  await server.stop();
}

async function signIn({ address }: RunningServer) {
  const answer = await fetch(`${address}/api/auth/sign-in/anonymous`, { method: "POST", headers: { origin: address } });
  const cookie = answer.headers.getSetCookie()[0]?.split(";")[0] ?? "";
  const ask = (method: string, path: string, body?: object) =>
    fetch(address + path, {
      method,
      headers: { cookie, origin: address, ...(body ? { "content-type": "application/json" } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
  return { cookie, me: (await answer.json()) as Me, ask };
}

async function ticketFor({ address }: RunningServer, cookie: string): Promise<string> {
  const answer = await fetch(`${address}/api/socket-tickets`, { method: "POST", headers: { cookie, origin: address } });
  return ((await answer.json()) as SocketTicket).ticket ?? "none";
}

/** What a socket is told, in order; `next` waits for the next message of a type. */
async function openSocket(server: RunningServer, headers: Record<string, string>) {
  const { address } = server;
  const ticket = headers.ticket ?? (await ticketFor(server, headers.cookie ?? ""));
  const protocols = [SOCKET_PROTOCOL, `ticket.${ticket}`];
  const socket = new WebSocket(`${address.replace(/^http/, "ws")}/sync`, protocols, {
    headers,
    perMessageDeflate: false,
  });
  const heard: ReturnType<typeof decodeServerMessage>[] = [];
  let wake = () => {};
  socket.on("message", (data: Buffer) => {
    heard.push(decodeServerMessage(new Uint8Array(data)));
    wake();
  });
  return {
    refusedWith: new Promise<number>((resolve) => {
      socket.on("unexpected-response", (_request, response) => {
        resolve(response.statusCode ?? 0);
        socket.terminate();
      });
      socket.on("error", () => {});
    }),
    opened: new Promise<void>((resolve) => socket.once("open", resolve)),
    closed: new Promise<number>((resolve) => socket.once("close", resolve)),
    send: (message: ClientMessage) => socket.send(encodeClientMessage(message)),
    async next(type: (typeof heard)[number]["type"]) {
      for (;;) {
        const index = heard.findIndex((message) => message.type === type);
        if (index >= 0) return heard.splice(0, index + 1).at(-1);
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
  };
}

function pageMessage(page: string): Extract<ClientMessage, { type: "open" }> {
  return { type: "open", channel: 1, page, session: crypto.randomUUID(), clientId: 7, epoch: 0, haveSeq: 0 };
}

const PAIR = { myName: "Ana", theirName: "Ben", myRole: "manager", theirRole: "report" };

test("a fresh folder becomes a server that only its own user can look into", async () => {
  const { address } = await start();
  expect(address).toMatch(/^http:\/\/localhost:\d+$/);
  expect((await fetch(`${address}/readyz`)).status).toBe(200);
  expect((await stat(join(directory, "data"))).mode & 0o777).toBe(0o700);
});

test("whoever signed in is still known after a restart", async () => {
  const first = await start();
  const { cookie, me } = await signIn(first);
  await stop(first);
  const second = await start();
  const answer = await fetch(`${second.address}/api/me`, { headers: { cookie } });
  expect(await answer.json()).toEqual(me);
});

test("a member opens their page over the socket; taking the invitation back ends it", async () => {
  const server = await start();
  const [ana, ben] = [await signIn(server), await signIn(server)];
  const page = crypto.randomUUID();
  await ana.ask("PUT", `/api/pairs/${page}`, PAIR);
  const invitation = (await (await ana.ask("POST", `/api/pairs/${page}/invitations`)).json()) as {
    id: string;
    secret: string;
  };
  await ben.ask("POST", `/api/invitations/${invitation.id}/accept`, { secret: invitation.secret, name: "Ben" });

  const socket = await openSocket(server, { cookie: ben.cookie, origin: server.address });
  await socket.opened;
  socket.send({ type: "hello", protocolVersion: PROTOCOL_VERSION, schemaVersion: SCHEMA_VERSION });
  expect(await socket.next("welcome")).toMatchObject({ storage: "ok" });
  socket.send(pageMessage(page));
  expect(await socket.next("opened")).toMatchObject({ access: "write" });

  expect((await ana.ask("DELETE", `/api/invitations/${invitation.id}`)).status).toBe(204);
  expect(await socket.next("refused")).toMatchObject({ code: REFUSAL_CODES.access_ended.code });
  socket.send({ ...pageMessage(page), channel: 2 });
  expect(await socket.next("refused")).toMatchObject({ code: REFUSAL_CODES.unknown_page.code });
});

test("signing out closes the socket", async () => {
  const server = await start();
  const ana = await signIn(server);
  const socket = await openSocket(server, { cookie: ana.cookie, origin: server.address });
  await socket.opened;
  await ana.ask("POST", "/api/auth/sign-out");
  expect(await socket.closed).toBe(REFUSAL_CODES.signed_out.code);
});

test("a socket of another site, of nobody, or at another address is refused", async () => {
  const server = await start();
  const { cookie } = await signIn(server);
  const refusedWith = async (headers: Record<string, string>) => (await openSocket(server, headers)).refusedWith;
  expect(await refusedWith({ cookie, origin: "https://evil.example" })).toBe(403);
  expect(await refusedWith({ origin: server.address })).toBe(401);
  const elsewhere = new WebSocket(`${server.address.replace(/^http/, "ws")}/elsewhere`, { headers: { cookie } });
  const status = await new Promise((resolve) => {
    elsewhere.on("unexpected-response", (_request, response) => resolve(response.statusCode));
    elsewhere.on("error", () => {});
  });
  elsewhere.terminate();
  expect(status).toBe(404);
  expect(told).toEqual([]);
});

test("a socket opens with a ticket of its own session, and with each ticket once", async () => {
  const server = await start();
  const [ana, eve] = [await signIn(server), await signIn(server)];
  const ticket = await ticketFor(server, ana.cookie);
  const refusedWith = async (cookie: string, with_: string) =>
    (await openSocket(server, { cookie, origin: server.address, ticket: with_ })).refusedWith;
  expect(await refusedWith(ana.cookie, "none")).toBe(401);
  expect(await refusedWith(eve.cookie, ticket)).toBe(401);
  const socket = await openSocket(server, { cookie: ana.cookie, origin: server.address, ticket });
  await socket.opened;
  expect(await refusedWith(ana.cookie, ticket)).toBe(401);
  expect(told).toEqual([]);
});

test("stopping tells open sockets and ends whatever is still connected", async () => {
  const server = await start();
  const ana = await signIn(server);
  const socket = await openSocket(server, { cookie: ana.cookie, origin: server.address });
  await socket.opened;
  await stop(server);
  expect(await socket.closed).toBe(REFUSAL_CODES.server_stopping.code);
  await expect(fetch(`${server.address}/healthz`)).rejects.toThrow();
});

test("no header of a client's own choice gets it more tries; what our proxy appends tells clients apart", async () => {
  const statusesOf = async (server: RunningServer, forwarded: (made: number) => string) => {
    const statuses = [];
    for (let made = 0; made < 4; made += 1) {
      const headers = { origin: server.address, "x-forwarded-for": forwarded(made) };
      statuses.push((await fetch(`${server.address}/api/auth/sign-in/anonymous`, { method: "POST", headers })).status);
    }
    return statuses;
  };
  const direct = await start({ signInsPerMinute: 1 });
  expect(await statusesOf(direct, (made) => `198.51.100.${made}`)).toEqual([200, 200, 429, 429]);
  await stop(direct);
  const behindProxy = await start({ signInsPerMinute: 1, trustedProxies: 1 });
  expect(await statusesOf(behindProxy, (made) => `198.51.100.${made}, 203.0.113.9`)).toEqual([200, 200, 429, 429]);
  expect(await statusesOf(behindProxy, (made) => `203.0.113.9, 2001:db8:1:2:${made}::1`)).toEqual([200, 200, 429, 429]);
  expect(await statusesOf(behindProxy, (made) => `203.0.113.9, 192.0.2.${made}`)).toEqual([200, 200, 200, 200]);
});

test("a taken port is said in a sentence, and the data is let go of", async () => {
  const first = await start();
  const port = Number(new URL(first.address).port);
  const dataDirectory = join(directory, "other");
  await expect(start({ port, dataDirectory })).rejects.toThrow(`Port ${port} is taken`);
  await start({ dataDirectory });
});

test("two servers cannot share one data folder", async () => {
  await start();
  await expect(start()).rejects.toThrow("Another Candor process");
});
