import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { askJsonDocument } from "@candor/integrations/assistant/ask-json-document.ts";
import { afterEach, expect, test } from "vitest";
import { createClientIds } from "./client-ids.ts";
import { readClient } from "./read-client.ts";

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** A place where an assistant says who it is. */
async function openPlace(answer: (origin: string) => RequestListener) {
  let listener: RequestListener = () => {};
  const server = createServer((request, response) => listener(request, response));
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  listener = answer(origin);
  return origin;
}

const clientIds = createClientIds("s".repeat(32));
const look = (clientId: string, allowed: string[]) =>
  readClient(clientId, { clientIds, askDocument: (address) => askJsonDocument(address, { allowed }) });

const says =
  (said: (origin: string) => unknown, head: Record<string, string> = { "content-type": "application/json" }) =>
  (origin: string): RequestListener =>
  (_, response) =>
    response.writeHead(200, head).end(JSON.stringify(said(origin)));

const about = (origin: string, path = "/client") => ({
  ...{ client_id: `${origin}${path}`, client_name: "Helper", redirect_uris: ["https://assistant.example/callback"] },
});

test("an assistant is known by the document that lies where its id leads", async () => {
  const origin = await openPlace(says((at) => ({ ...about(at), logo_uri: "https://assistant.example/logo" })));
  expect(await look(`${origin}/client`, [origin])).toEqual({
    type: "client",
    client: { name: "Helper", redirectUris: ["https://assistant.example/callback"] },
  });
});

test.each<[string, (origin: string) => RequestListener]>([
  ["is about another", says((origin) => about(origin, "/other"))],
  [
    "names an address to answer at that is none",
    says((origin) => ({ ...about(origin), redirect_uris: ["javascript:1"] })),
  ],
  ["is no JSON by what it calls itself", says(about, { "content-type": "text/html" })],
  ["is nothing at all", says(() => null)],
  ["is too long", says((origin) => ({ ...about(origin), more: "x".repeat(20_000) }))],
  ["is not there", () => (_, response) => response.writeHead(404).end()],
  [
    "lies elsewhere",
    (origin) => (request, response) =>
      request.url === "/client"
        ? response.writeHead(302, { location: "/moved" }).end()
        : says(about)(origin)(request, response),
  ],
])("a document that %s makes nobody known", async (_, answer) => {
  const origin = await openPlace(answer);
  expect(await look(`${origin}/client`, [origin])).toEqual({ type: "refused", why: "no_client_document" });
});

test("no document is asked for within one’s own network, nor where this installation asks nobody", async () => {
  let asked = 0;
  const origin = await openPlace((at) => (request, response) => {
    asked += 1;
    says(about)(at)(request, response);
  });
  expect(await look(`${origin}/client`, [])).toEqual({ type: "refused", why: "no_client_document" });
  expect(await readClient(`${origin}/client`, { clientIds, askDocument: null })).toMatchObject({ type: "refused" });
  expect(asked).toBe(0);
});

test.each([
  "https://assistant.example/",
  "https://assistant.example/a/../client",
  "https://u@assistant.example/client",
  "ftp://x/y",
])("%s is no address of a document", async (clientId) => {
  const asked: string[] = [];
  const askDocument = async (address: string) => asked.push(address);
  expect(await readClient(clientId, { clientIds, askDocument })).toEqual({ type: "refused", why: "unknown_client" });
  expect(asked).toEqual([]);
});

test("an id of another installation is known to nobody here", async () => {
  const theirs = createClientIds("t".repeat(32)).issue({
    name: "Helper",
    redirectUris: ["https://assistant.example/"],
  });
  expect(clientIds.read(theirs)).toBeNull();
});
