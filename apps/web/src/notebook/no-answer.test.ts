import { expect, test } from "vitest";
import type { Fetch } from "../people/api-client.ts";
import { MemoryVaults } from "./testing/memory-vaults.ts";
import { beginNotebook, openElsewhere, quiet, settle, textsOf, write } from "./testing/open-notebooks.ts";

test.each([
  ["what is sent", /\/records$/],
  ["what is asked", /records\?/],
  ["anything", /./],
])("a server that never answers %s counts as one that is not there, and is tried again", async (_, swallowed) => {
  const server = new MemoryVaults();
  let isSilent = false;
  const fetch: Fetch = (path, init) =>
    isSilent && swallowed.test(path) ? new Promise<Response>(() => undefined) : server.fetch(path, init);
  const { notebook, browser, code } = await beginNotebook(server, fetch);
  await settle(notebook);
  isSilent = true;
  write(notebook, "Into a void");
  void notebook.flush();
  await quiet();
  expect(notebook.saved.value).toEqual({ type: "saving" });
  for (let asked = 0; asked < 2; asked++) {
    browser.pass(31_000);
    await quiet();
  }
  expect(notebook.saved.value.type).toBe("offline");
  isSilent = false;
  for (let tries = 0; tries < 2; tries++) {
    browser.pass(31_000);
    await quiet();
  }
  expect(notebook.saved.value).toEqual({ type: "saved" });
  expect(textsOf((await openElsewhere(server, code)).notebook)).toEqual(["Into a void"]);
});

test("an answer that begins and never ends counts as none", async () => {
  const server = new MemoryVaults();
  let isSilent = false;
  let begin = () => {};
  const begun = new Promise<void>((resolve) => {
    begin = resolve;
  });
  const fetch: Fetch = async (path, init) => {
    const answer = await server.fetch(path, init);
    if (!isSilent || !/records\?/.test(path)) return answer;
    begin();
    return new Response(new ReadableStream());
  };
  const { notebook, browser } = await beginNotebook(server, fetch);
  await settle(notebook);
  isSilent = true;
  write(notebook, "Half an answer");
  void notebook.flush();
  await begun; // sealing what was written takes a while on a busy machine
  await quiet();
  expect(notebook.saved.value).toEqual({ type: "saving" });
  browser.pass(181_000);
  await quiet();
  expect(notebook.saved.value).toEqual({ type: "offline", waiting: 0 });
});

test("a server that is gone is tried again after seconds, then ever more seldom", async () => {
  const server = new MemoryVaults();
  const tries: number[] = [];
  const { notebook, browser } = await beginNotebook(server, async (path, init) => {
    if (!server.isOnline && /vaults\/[^/]+$/.test(path)) tries.push(browser.now);
    return server.fetch(path, init);
  });
  await settle(notebook);
  server.isOnline = false;
  write(notebook, "While it is gone");
  browser.pass(2_000);
  await quiet();
  for (let second = 0; second < 50; second++) {
    browser.pass(1_000);
    await quiet();
  }
  expect([...new Set(tries.map((at) => at / 1_000))]).toEqual([2, 6, 14, 30]);
});
