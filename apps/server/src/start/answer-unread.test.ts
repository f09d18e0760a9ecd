import { once } from "node:events";
import { createServer } from "node:http";
import { expect, test } from "vitest";
import { answerUnread } from "./answer-unread.ts";
import { SERVER_OPTIONS } from "./open-web-server.ts";
import { onFreePort } from "./testing/on-free-port.ts";

const server = createServer(SERVER_OPTIONS, (request, response) => {
  response.end(`${new URL(request.url ?? "", "http://a").searchParams.get("text")?.length}`);
});
answerUnread(server);
const line = await onFreePort(server);

/** What comes back for a request that is sent in pieces, as it comes over a real line. */
async function answerTo(request: string): Promise<string> {
  const socket = line();
  await once(socket, "connect");
  const heard: Buffer[] = [];
  socket.on("data", (chunk: Buffer) => heard.push(chunk));
  socket.on("error", () => undefined); // what was heard until then counts
  const closed = once(socket, "close");
  for (let at = 0; at < request.length && socket.writable; at += 1400) {
    if (!socket.write(request.slice(at, at + 1400))) await Promise.race([once(socket, "drain"), closed]);
  }
  await closed;
  return Buffer.concat(heard).toString();
}

const share = (length: number) =>
  `GET /capture?text=${"a".repeat(length)} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`;

test("words of some pages that another app shares come through without a service worker", async () => {
  expect(await answerTo(share(60_000))).toMatch(/^HTTP\/1\.1 200 .*\r\n\r\n60000$/s);
});

test.each([70_000, 3_000_000])(
  "whoever shares %i characters reads a sentence, and the way to paste them",
  async (length) => {
    const answer = await answerTo(share(length));
    expect(answer).toMatch(/^HTTP\/1\.1 431 /);
    expect(answer).toContain("This was too long to come along.");
    expect(answer).toContain("<a href=/capture>");
    expect(answer).not.toContain("aaaa");
  },
);

test("what is no request is refused as before", async () => {
  expect(await answerTo("no request\r\n\r\n")).toBe("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n");
});
