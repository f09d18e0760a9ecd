import type { AppendNoteRecords } from "@candor/protocol/http/notebook.ts";
import { expect, test } from "vitest";
import type { Fetch } from "../people/api-client.ts";
import type { DeviceNotebook } from "./device-notebook.ts";
import { MemoryVaults } from "./testing/memory-vaults.ts";
import { beginNotebook, openElsewhere, openTab, settle, textsOf, write } from "./testing/open-notebooks.ts";

const LONG = "A very long thought. ".repeat(800);
const OTHER = "pair-of-ana-and-kim";

test.each([
  ["the server's own limit", 400, "application/problem+json", "too_large"],
  ["the limit of a proxy before it", 413, "text/html", "too_large"],
  ["a filter in between", 403, "text/html", "not_taken"],
])("what %s refuses is told as that, stays here, and holds nothing else up", async (_, status, type, why) => {
  const server = new MemoryVaults();
  const limited = limitedTo(server, status, type);
  const { notebook, browser, code } = await beginNotebook(server, limited.fetch);
  write(notebook, "Before it");
  await settle(notebook);
  write(notebook, LONG);
  notebook.addNote(OTHER, { text: "About somebody else", about: { type: "person" } });
  await settle(notebook);
  const doc = docOf(notebook, "pair-of-ana-and-sam");
  expect(notebook.alarms.value).toEqual([{ type: "refused", doc, why }]);
  expect(notebook.saved.value).toEqual({ type: "refused", waiting: 1 });
  expect(textsOf((await openElsewhere(server, code)).notebook)).toEqual(["About somebody else", "Before it"]);
  const again = await openTab(browser, limited.fetch);
  expect(textsOf(again)).toEqual([LONG, "About somebody else", "Before it"]);
  expect(again.alarms.value).toEqual([{ type: "refused", doc, why }]);
});

test("what is refused for good is not sent over and over", async () => {
  const server = new MemoryVaults();
  const limited = limitedTo(server);
  const { notebook } = await beginNotebook(server, limited.fetch);
  write(notebook, LONG);
  await settle(notebook);
  const tries = limited.refusals;
  await settle(notebook);
  await settle(notebook);
  expect(limited.refusals).toBe(tries);
  await notebook.tryAgain();
  expect(limited.refusals).toBe(tries + 1);
});

test("whoever shortens what was too large gets it through, with all that was written since", async () => {
  const server = new MemoryVaults();
  const { notebook, code } = await beginNotebook(server, limitedTo(server).fetch);
  write(notebook, "Before it");
  await settle(notebook);
  const long = write(notebook, LONG);
  await settle(notebook);
  write(notebook, "Written since");
  await settle(notebook);
  expect(notebook.saved.value.type).toBe("refused");
  notebook.setNoteText(long, "A short thought");
  await settle(notebook);
  expect([notebook.alarms.value, notebook.saved.value]).toEqual([[], { type: "saved" }]);
  const { notebook: phone } = await openElsewhere(server, code);
  expect(textsOf(phone)).toEqual(["A short thought", "Before it", "Written since"]);
  write(phone, "By the phone");
  await settle(phone, notebook);
  expect(textsOf(notebook)).toEqual(["A short thought", "Before it", "By the phone", "Written since"]);
  expect([...notebook.alarms.value, ...phone.alarms.value]).toEqual([]);
});

test("somebody who is signed out is told so, not that they are offline, and what they write waits", async () => {
  const server = new MemoryVaults();
  let isSignedIn = true;
  const fetch: Fetch = async (path, init) => (isSignedIn ? server.fetch(path, init) : problem(401, "signed_out"));
  const { notebook } = await beginNotebook(server, fetch);
  await settle(notebook);
  isSignedIn = false;
  write(notebook, "Without a session");
  await settle(notebook);
  expect(notebook.saved.value).toEqual({ type: "refused", waiting: 2 });
  expect(notebook.alarms.value).toEqual([{ type: "signed_out" }]);
  isSignedIn = true;
  await settle(notebook);
  expect([notebook.saved.value, notebook.alarms.value]).toEqual([{ type: "saved" }, []]);
});

test("a server that takes no more keys holds up first notes alone, and says what waits", async () => {
  const server = new MemoryVaults();
  let isFull = false;
  const fetch: Fetch = async (path, init) =>
    isFull && init?.method === "PUT" ? problem(400, "invalid") : server.fetch(path, init);
  const { notebook, code } = await beginNotebook(server, fetch);
  write(notebook, "While there was room");
  await settle(notebook);
  isFull = true;
  notebook.addNote(OTHER, { text: "A first note", about: { type: "person" } });
  write(notebook, "Another about Sam");
  await settle(notebook);
  expect(notebook.saved.value).toEqual({ type: "refused", waiting: 1 });
  expect(notebook.alarms.value).toEqual([{ type: "keys_full" }]);
  const { notebook: phone } = await openElsewhere(server, code);
  expect(textsOf(phone)).toEqual(["Another about Sam", "While there was room"]);
  isFull = false;
  await settle(notebook, phone);
  expect([notebook.saved.value, notebook.alarms.value]).toEqual([{ type: "saved" }, []]);
  expect(textsOf(phone)).toEqual(["A first note", "Another about Sam", "While there was room"]);
});

function docOf(notebook: DeviceNotebook, pair: string): string {
  return notebook.index.value.documents.find((each) => each.pair === pair)?.doc ?? "";
}

/** A server, or what stands before it, that takes no record of more than some 10 kB. */
function limitedTo(server: MemoryVaults, status = 400, type = "application/problem+json") {
  const limited = {
    refusals: 0,
    fetch: (async (path, init) => {
      const isAppend = init?.method === "POST" && path.endsWith("/records");
      const { records } = isAppend ? (JSON.parse(String(init?.body)) as AppendNoteRecords) : { records: [] };
      if (!records.some(({ bytes }) => bytes.length > 14_000)) return server.fetch(path, init);
      limited.refusals += 1;
      return type === "text/html"
        ? new Response("<h1>No</h1>", { status, headers: { "content-type": type } })
        : problem(status, "too_large");
    }) as Fetch,
  };
  return limited;
}

function problem(status: number, name: string): Response {
  const body = JSON.stringify({ type: `https://candor.test/problems/${name}`, title: name, status });
  return new Response(body, { status, headers: { "content-type": "application/problem+json" } });
}
