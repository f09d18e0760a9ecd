import { expect, test } from "vitest";
import type { Fetch } from "../people/api-client.ts";
import { MemoryVaults } from "./testing/memory-vaults.ts";
import { beginNotebook, openElsewhere, openTab, quiet, settle, textsOf, write } from "./testing/open-notebooks.ts";

test("another device shows a note as soon as the server has it, without having looked", async () => {
  const server = new MemoryVaults();
  const { notebook: laptop, code } = await beginNotebook(server);
  await settle(laptop);
  const { notebook: phone } = await openElsewhere(server, code);
  await settle(laptop, phone);
  write(laptop, "Just now");
  await laptop.flush();
  await quiet();
  await quiet();
  expect(textsOf(phone)).toEqual(["Just now"]);
  write(phone, "And back");
  await phone.flush();
  await quiet();
  await quiet();
  expect(textsOf(laptop)).toEqual(["And back", "Just now"]);
});

test("of all tabs of a browser one asks for news, and when it ends another does", async () => {
  const server = new MemoryVaults();
  const { notebook: first, browser, code } = await beginNotebook(server);
  await settle(first);
  const second = await openTab(browser, server.fetch);
  const third = await openTab(browser, server.fetch);
  await settle(first, second, third);
  expect(server.waiting).toBe(1);
  browser.tabs[0]!.kill();
  const { notebook: phone } = await openElsewhere(server, code);
  await settle(phone);
  write(phone, "To whoever is left");
  await phone.flush();
  for (let turns = 0; turns < 4; turns++) await quiet();
  expect([textsOf(second), textsOf(third)]).toEqual([["To whoever is left"], ["To whoever is left"]]);
});

test("nobody waits for news of notes that are locked, nor in a tab that nobody has looked at for long", async () => {
  const server = new MemoryVaults();
  const { notebook, browser } = await beginNotebook(server);
  await settle(notebook);
  expect(server.waiting).toBe(1);
  browser.tabs[0]!.leave();
  browser.pass(4 * 60_000);
  await quiet();
  expect(server.waiting).toBe(1);
  browser.pass(2 * 60_000);
  await quiet();
  expect(server.waiting).toBe(0);
  browser.tabs[0]!.wake();
  await quiet();
  expect(server.waiting).toBe(1);
  await notebook.lock();
  await quiet();
  expect(server.waiting).toBe(0);
});

test("a server that does not wait, or is not there, is asked less and less often", async () => {
  const server = new MemoryVaults();
  let asked = 0;
  const fetch: Fetch = async (path, init) => {
    if (!path.includes("wait=")) return server.fetch(path, init);
    asked += 1;
    if (asked % 2 === 0) throw new TypeError("no network");
    return Response.json({ records: [], more: false });
  };
  const { notebook, browser } = await beginNotebook(server, fetch);
  await notebook.setSettings({ lockAfterMinutes: 60 });
  await settle(notebook);
  for (let minute = 0; minute < 30; minute++) {
    browser.pass(60_000);
    await quiet();
  }
  expect(asked).toBeGreaterThan(10);
  expect(asked).toBeLessThan(40);
});
