import { once } from "node:events";
import { Agent, type IncomingMessage, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { createAdaptorServer } from "@hono/node-server";
import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { expect, onTestFinished, test } from "vitest";
import { readToItsEnd } from "./open-web-server.ts";

test("after a body that was refused for its length the next request on the same connection is answered", async () => {
  const app = new Hono()
    .use(bodyLimit({ maxSize: 1_000, onError: (c) => c.text("too large", 413) }))
    .post("/", async (c) => c.text(await c.req.text()));
  const server = createAdaptorServer({ fetch: readToItsEnd(app.fetch) }) as Server;
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  onTestFinished(() => {
    agent.destroy();
    server.closeAllConnections();
    server.close();
  });
  let connections = 0;
  server.on("connection", () => {
    connections += 1;
  });
  const post = async (body: string) => {
    const { port } = server.address() as AddressInfo;
    const sent = request({ port, agent, method: "POST", headers: { "content-length": body.length } });
    sent.end(body);
    const [answer] = (await once(sent, "response")) as [IncomingMessage];
    return [answer.statusCode, await text(answer)];
  };
  expect(await post("x".repeat(600_000))).toEqual([413, "too large"]);
  expect(await post("words")).toEqual([200, "words"]);
  expect(connections).toBe(1);
});
