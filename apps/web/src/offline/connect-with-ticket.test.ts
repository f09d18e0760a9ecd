import { expect, test } from "vitest";
import { connectWithTicket, type TicketWays } from "./connect-with-ticket.ts";
import type { SyncWebSocket } from "./tab-environment.ts";

function aSocket(): SyncWebSocket {
  const socket = { binaryType: "arraybuffer" as const, send: () => {}, close: () => {} };
  return { ...socket, onopen: null, onmessage: null, onclose: null, onerror: null };
}

async function connect(ways: TicketWays) {
  const offered: string[][] = [];
  const inner = aSocket();
  const socket = connectWithTicket((protocols) => {
    offered.push(protocols);
    return inner;
  }, ways);
  const ends: number[] = [];
  socket.onclose = ({ code }) => ends.push(code);
  const turn = () => new Promise((resolve) => setImmediate(resolve));
  await turn();
  return { socket, inner, offered, ends, turn };
}

const none = async () => null;

test("the ticket asked for at the start is used, and nothing is asked again", async () => {
  let asked = 0;
  const ask = async () => String(++asked);
  const { offered } = await connect({ first: async () => "early", ask });
  expect([offered, asked]).toEqual([[["candor", "ticket.early"]], 0]);
});

test("every later socket asks for a ticket of its own", async () => {
  const { offered } = await connect({ first: none, ask: async () => "fresh" });
  expect(offered).toEqual([["candor", "ticket.fresh"]]);
});

test("a server out of reach is an end without a word, so that it is tried again", async () => {
  const ask = async () => Promise.reject(new TypeError("Failed to fetch"));
  const { offered, ends } = await connect({ first: none, ask });
  expect([offered, ends]).toEqual([[], [1006]]);
});

test("a socket given up while its ticket is on the way never opens", async () => {
  const { promise, resolve } = Promise.withResolvers<string>();
  const { socket, offered, ends, turn } = await connect({ first: none, ask: () => promise });
  socket.onclose = null;
  socket.close();
  resolve("late");
  await turn();
  expect([offered, ends]).toEqual([[], []]);
});

test("whoever is signed out connects without a ticket, and hears the server's no", async () => {
  const { inner, offered, ends } = await connect({ first: none, ask: none });
  inner.onclose?.({ code: 1006 });
  expect([offered, ends]).toEqual([[["candor"]], [1006]]);
});
