import { once } from "node:events";
import type { Server } from "node:http";
import { createAdaptorServer } from "@hono/node-server";
import { Hono } from "hono";
import { expect, test } from "vitest";
import { answerUnread } from "./answer-unread.ts";
import { ofOneHost, SERVER_OPTIONS, SOCKET_TIMES } from "./open-web-server.ts";
import { onFreePort } from "./testing/on-free-port.ts";

// Requests whose end two readers see in different places, written byte by byte. Whatever stands in front of this server
// may read one thing, and it must not read another: such a request is refused, and what hides behind it never arrives.

const HIDDEN = "GET /hidden HTTP/1.1\r\nHost: a\r\n\r\n";
const CHUNKED = "Transfer-Encoding: chunked";

const AMBIGUOUS: readonly [string, string][] = [
  ["a length and chunks", post(["Content-Length: 4", CHUNKED], `0\r\n\r\n${HIDDEN}`)],
  ["chunks and a length", post([CHUNKED, "Content-Length: 4"], `0\r\n\r\n${HIDDEN}`)],
  ["two lengths", post(["Content-Length: 0", `Content-Length: ${HIDDEN.length}`], HIDDEN)],
  ["two lengths on one line", post([`Content-Length: 0, ${HIDDEN.length}`], HIDDEN)],
  ["a length with a sign", post(["Content-Length: +0"], HIDDEN)],
  ["a negative length", post(["Content-Length: -1"], HIDDEN)],
  ["a length in hexadecimal", post(["Content-Length: 0x0"], HIDDEN)],
  ["a length with a space in it", post(["Content-Length: 1 0"], HIDDEN)],
  ["a coding nobody knows, and chunks", post(["Transfer-Encoding: xchunked"], `0\r\n\r\n${HIDDEN}`)],
  ["chunks that are not the last coding", post(["Transfer-Encoding: chunked, identity"], `0\r\n\r\n${HIDDEN}`)],
  ["chunks named twice", post([CHUNKED, "Transfer-Encoding: identity"], `0\r\n\r\n${HIDDEN}`)],
  ["a space before the colon", post(["Transfer-Encoding : chunked"], `0\r\n\r\n${HIDDEN}`)],
  ["a tab before the colon", post(["Content-Length\t: 0"], HIDDEN)],
  ["a folded header", post(["X-A: b", ` ${CHUNKED}`], HIDDEN)],
  ["a bare line feed between headers", post(["X-A: b\nContent-Length: 5"], HIDDEN)],
  ["a bare carriage return in a header", post([`X-A: b\r${CHUNKED}`], HIDDEN)],
  ["a zero byte in a header", post(["X-A: b\0c"], HIDDEN)],
  ["a chunk size that is no number", post([CHUNKED], `zz\r\n${HIDDEN}\r\n0\r\n\r\n`)],
  ["a chunk size that is negative", post([CHUNKED], `-1\r\n${HIDDEN}\r\n0\r\n\r\n`)],
  ["a chunk size past what a number holds", post([CHUNKED], `10000000000000000\r\n${HIDDEN}`)],
  ["a chunk whose end is missing", post([CHUNKED], `1\r\nab\r\n0\r\n\r\n${HIDDEN}`)],
  ["a version that is none", `GET /seen HTTP/9.9\r\nHost: a\r\n\r\n${HIDDEN}`],
  ["a space in the target", `GET /seen /hidden HTTP/1.1\r\nHost: a\r\n\r\n${HIDDEN}`],
];

function post(headers: readonly string[], body: string): string {
  return `POST /seen HTTP/1.1\r\nHost: a\r\n${headers.join("\r\n")}\r\n\r\n${body}`;
}

let reached: string[] = [];
const app = new Hono().all("*", async (c) => {
  await c.req.text();
  reached.push(c.req.path);
  return c.text("answered");
});
app.onError((_error, c) => c.text("cut off", 500)); // a body that never ends as it should is no news
const server = createAdaptorServer({ fetch: ofOneHost(app.fetch), serverOptions: SERVER_OPTIONS }) as Server;
answerUnread(server);
const line = await onFreePort(server);

test.each(AMBIGUOUS)("nothing that hides behind %s arrives", async (_name, bytes) => {
  reached = [];
  const answer = await send(bytes);
  expect(reached).not.toContain("/hidden");
  expect(answer.split("\r\n")[0] ?? "").toMatch(/^(HTTP\/1\.1 400 .*|)$/);
});

test.each([
  ["two hosts", "Host: a\r\nHost: b\r\n"],
  ["no host", ""],
])("a request with %s is refused before anybody reads it", async (_name, hosts) => {
  reached = [];
  const answer = await send(`GET /seen HTTP/1.1\r\n${hosts}Connection: close\r\n\r\n`);
  expect(answer).toMatch(/^HTTP\/1\.1 400 /);
  expect(reached).toEqual([]);
});

test("two honest requests on one connection are both answered, or none of the above would mean a thing", async () => {
  reached = [];
  const answer = await send(
    `${post(["Content-Length: 2"], "ab")}${HIDDEN.replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n")}`,
  );
  expect(reached.toSorted()).toEqual(["/hidden", "/seen"]);
  expect(answer.match(/HTTP\/1\.1 200/g)).toHaveLength(2);
});

test("a server waits for headers and for a request for as long as is written, and no longer", () => {
  expect(SOCKET_TIMES.headersTimeout).toBeLessThanOrEqual(15_000);
  expect(server.headersTimeout).toBe(SOCKET_TIMES.headersTimeout);
  expect(server.requestTimeout).toBe(SOCKET_TIMES.requestTimeout);
});

/** @returns all that came back until the connection ended. */
async function send(bytes: string): Promise<string> {
  const socket = line();
  let answer = "";
  socket.on("data", (chunk: Buffer) => {
    answer += chunk.toString("latin1");
  });
  socket.on("error", () => undefined); // it may be cut off while it is still being written to
  socket.end(Buffer.from(bytes, "latin1"));
  await once(socket, "close");
  return answer;
}
