import { appendToChain } from "@candor/notebook/log/append-to-chain.ts";
import { EMPTY_LOG } from "@candor/notebook/log/known-log.ts";
import { openDocumentKeys } from "@candor/notebook/vault/document-keys.ts";
import { unlockVault } from "@candor/notebook/vault/unlock-vault.ts";
import { IDBFactory } from "fake-indexeddb";
import { expect, test } from "vitest";
import type { Fetch } from "../people/api-client.ts";
import { openNotebookStore } from "./open-notebook-store.ts";
import { MemoryVaults } from "./testing/memory-vaults.ts";
import {
  beginNotebook,
  newBrowser,
  openElsewhere,
  openTab,
  quiet,
  settle,
  textsOf,
  write,
} from "./testing/open-notebooks.ts";

test("whoever leaves the tab in the very moment of their first note about somebody finds it again", async () => {
  const server = new MemoryVaults();
  const { notebook, browser } = await beginNotebook(server);
  await settle(notebook);
  write(notebook, "The first");
  browser.tabs[0]!.leave(); // hidden, and then gone
  browser.tabs[0]!.leave();
  await quiet();
  await settle(notebook);
  const again = await openTab(browser, server.fetch);
  expect(again.state.value).toEqual({ type: "open" });
  expect(textsOf(again)).toEqual(["The first"]);
});

test("a device that was taken off goes on under another id, with what it wrote before it knew", async () => {
  const server = new MemoryVaults();
  const { notebook: laptop, code } = await beginNotebook(server);
  const { notebook: phone } = await openElsewhere(server, code);
  write(phone, "1, before");
  await settle(phone, laptop);
  await laptop.removeDevice(phone.thisDevice.value ?? "");
  server.isOnline = false;
  write(phone, "2, without a network");
  await settle(phone);
  server.isOnline = true;
  await settle(phone);
  expect(phone.state.value.type).toBe("locked");
  await phone.unlock({ kind: "recovery", typed: code });
  await settle(phone);
  write(phone, "3, after");
  await settle(phone, laptop);
  expect(phone.saved.value).toEqual({ type: "saved" });
  const all = ["1, before", "2, without a network", "3, after"];
  expect([textsOf(phone), textsOf(laptop)]).toEqual([all, all]);
  expect([...phone.alarms.value, ...laptop.alarms.value]).toEqual([]);
});

test("a profile that was set back, as by a backup of the disk, goes on under another id and keeps both states", async () => {
  const server = new MemoryVaults();
  const { notebook, browser, code } = await beginNotebook(server);
  write(notebook, "Before the copy");
  await settle(notebook);
  await notebook.lock("nobody_here");
  const copy = await copyOf(browser.indexedDB!);
  await notebook.unlockByDevice();
  write(notebook, "By the original");
  await settle(notebook);

  const restored = newBrowser();
  restored.indexedDB = copy;
  server.isOnline = false;
  const copied = await openTab(restored, server.fetch);
  await copied.unlockByDevice();
  write(copied, "By the copy");
  await settle(copied);
  server.isOnline = true;
  await settle(copied);
  expect([copied.state.value.type, copied.alarms.value]).toEqual(["locked", [{ type: "copied" }]]);
  await copied.unlock({ kind: "recovery", typed: code });
  await settle(copied, notebook);
  await settle(copied);
  const all = ["Before the copy", "By the copy", "By the original"];
  expect([textsOf(copied), textsOf(notebook)]).toEqual([all, all]);
  expect(copied.saved.value).toEqual({ type: "saved" });
});

test("a snapshot whose answer is lost does no harm to what is written on top of it", async () => {
  const server = new MemoryVaults();
  let lost = 0;
  const lossy: Fetch = async (path, init) => {
    const answer = await server.fetch(path, init);
    if (!isSnapshot(init) || lost > 0) return answer;
    lost += 1;
    throw new TypeError("the answer is lost");
  };
  const { notebook, browser, code } = await beginNotebook(server, lossy);
  const id = write(notebook, "0");
  for (let edit = 1; edit <= 205; edit++) {
    notebook.setNoteText(id, `${edit} edits`);
    await notebook.flush();
  }
  expect(lost).toBe(1);
  await settle(notebook);
  expect([notebook.state.value.type, notebook.saved.value.type, notebook.alarms.value]).toEqual(["open", "saved", []]);
  expect(textsOf(await openTab(browser, server.fetch))).toEqual(["205 edits"]);
  expect(textsOf((await openElsewhere(server, code)).notebook)).toEqual(["205 edits"]);
});

test("a server that never answers does not keep notes open that are to be locked, nor what was just typed", async () => {
  const server = new MemoryVaults();
  let isAsked = false;
  const silent: Fetch = async (path, init) => {
    if (!isSnapshot(init)) return server.fetch(path, init);
    isAsked = true;
    return new Promise(() => undefined);
  };
  const { notebook, browser } = await beginNotebook(server, silent);
  const id = write(notebook, "0");
  for (let edit = 1; !isAsked; edit++) {
    notebook.setNoteText(id, `${edit} edits`);
    void notebook.flush();
    await quiet();
  }
  notebook.setNoteText(id, "The last word");
  await notebook.lock("nobody_here");
  expect(notebook.state.value.type).toBe("locked");
  browser.tabs[0]!.kill();
  const again = await openTab(browser, server.fetch);
  await again.unlockByDevice();
  expect(textsOf(again)).toEqual(["The last word"]);
});

test("what another device wrote and nobody can read keeps nobody from the rest, and is told", async () => {
  const server = new MemoryVaults();
  const { notebook, browser, code } = await beginNotebook(server);
  write(notebook, "Before it");
  await settle(notebook);
  await writeNonsense(server, code);
  await settle(notebook);
  write(notebook, "After it");
  await settle(notebook);
  expect(notebook.alarms.value.map(({ type }) => type)).toEqual(["changed"]);
  const { notebook: phone } = await openElsewhere(server, code);
  for (const each of [notebook, phone, await openTab(browser, server.fetch)]) {
    expect(textsOf(each)).toEqual(["After it", "Before it"]);
  }
});

test("who wrote notes before signing in to an account that has some opens either on a new browser by its own code", async () => {
  const server = new MemoryVaults();
  const before = new MemoryVaults();
  const [account, browser] = [await beginNotebook(server), await beginNotebook(before)];
  write(account.notebook, "Of the account");
  write(browser.notebook, "From before");
  await settle(account.notebook, browser.notebook);
  server.claim(before);
  expect(textsOf((await openElsewhere(server, account.code)).notebook)).toEqual(["Of the account"]);
  expect(textsOf((await openElsewhere(server, browser.code)).notebook)).toEqual(["From before"]);
  const { code: foreign } = await beginNotebook(new MemoryVaults());
  const tab = await openTab(newBrowser(), server.fetch);
  expect((await tab.unlock({ kind: "recovery", typed: foreign })).type).toBe("wrong");
});

function isSnapshot(init: RequestInit | undefined): boolean {
  return String(init?.body ?? "").includes('"snapshot":{');
}

/** All of the notebook's disk, as a backup of the browser's profile has it. */
async function copyOf(from: IDBFactory): Promise<IDBFactory> {
  const to = new IDBFactory();
  const [{ store: source }, { store: copy }] = [await openNotebookStore(from, fail), await openNotebookStore(to, fail)];
  const [vault, device] = [await source.get("vault"), await source.get("device")];
  if (vault && device) await copy.set({ vault, device });
  for (const [doc, records] of Map.groupBy(await source.readRecords(), (record) => record.doc)) {
    const known = await source.readLog(doc);
    if (known) await copy.write(doc, records, known);
  }
  return to;
}

function fail(fault: unknown): never {
  throw fault;
}

/** What a broken version of the app, on another device with the same keys, might write. */
async function writeNonsense(server: MemoryVaults, code: string): Promise<void> {
  const [{ vault, manifest } = { vault: "", manifest: "" }] = await (
    await server.fetch("/api/notebook/vaults", {})
  ).json();
  const unlocked = await unlockVault(manifest, { kind: "recovery", typed: code }, null);
  if (unlocked.type !== "open") throw new Error(unlocked.type);
  for (const doc of new Set(unlocked.vault.manifest.keys.map((key) => key.doc))) {
    const keys = (await openDocumentKeys(unlocked.vault, doc))!;
    const end = { vault, device: "device-with-a-broken-app", keys, known: EMPTY_LOG };
    const made = await appendToChain(end, Uint8Array.of(9, 9, 9), (count) =>
      crypto.getRandomValues(new Uint8Array(count)),
    );
    const body = JSON.stringify({ records: [made.record] });
    await server.fetch(`/api/notebook/vaults/${vault}/records`, { method: "POST", body });
  }
}

test("what a device had no room for survives that the notes lock meanwhile", async () => {
  const server = new MemoryVaults();
  const { notebook } = await beginNotebook(server);
  write(notebook, "While there was room");
  await settle(notebook);
  const put = IDBObjectStore.prototype.put;
  IDBObjectStore.prototype.put = () => {
    throw new DOMException("full", "QuotaExceededError");
  };
  write(notebook, "Without any");
  await settle(notebook);
  await notebook.lock("nobody_here");
  IDBObjectStore.prototype.put = put;
  expect(notebook.notes.value).toEqual([]);
  expect(await notebook.unlockByDevice()).toBe(true);
  await settle(notebook);
  expect(textsOf(notebook)).toEqual(["While there was room", "Without any"]);
  expect(notebook.saved.value).toEqual({ type: "saved" });
});

test("a fault of the server is told as a restored backup only where the server says that there was one", async () => {
  for (const restored of [true, false]) {
    const server = new MemoryVaults();
    const { notebook, browser } = await beginNotebook(server);
    write(notebook, "Before");
    await settle(notebook);
    const goBack = server.backup({ isTold: restored });
    await notebook.change({ type: "rotate" });
    write(notebook, "After");
    await settle(notebook);
    goBack();
    await settle(notebook);
    expect(notebook.alarms.value).toEqual([{ type: "older", restored }]);
    const reopened = await openTab(browser, server.fetch);
    await settle(reopened);
    expect(reopened.alarms.value).toEqual([{ type: "older", restored }]);
    expect(await reopened.giveBack()).toBe(true);
    expect(reopened.alarms.value).toEqual([]);
  }
});

test("a first note about somebody for which there is no room, not even for its key, stays through a lock, and is kept later", async () => {
  const server = new MemoryVaults();
  const { notebook, code } = await beginNotebook(server);
  await settle(notebook);
  const put = IDBObjectStore.prototype.put;
  IDBObjectStore.prototype.put = () => {
    throw new DOMException("full", "QuotaExceededError");
  };
  write(notebook, "The first about Sam");
  await settle(notebook);
  expect(notebook.alarms.value).toEqual([{ type: "full" }]);
  expect(textsOf(notebook)).toEqual(["The first about Sam"]);
  await notebook.lock("nobody_here");
  await quiet();
  IDBObjectStore.prototype.put = put;
  expect(await notebook.unlockByDevice()).toBe(true);
  await settle(notebook);
  expect([notebook.saved.value, notebook.alarms.value]).toEqual([{ type: "saved" }, []]);
  expect(textsOf(notebook)).toEqual(["The first about Sam"]);
  expect(textsOf((await openElsewhere(server, code)).notebook)).toEqual(["The first about Sam"]);
});

test("a record that was torn on this device is told, fetched from the server again, and nothing is missing then", async () => {
  const server = new MemoryVaults();
  const { notebook, browser } = await beginNotebook(server);
  write(notebook, "Whole");
  await settle(notebook);
  for (const tab of browser.tabs) tab.kill();
  const { store } = await openNotebookStore(browser.indexedDB, fail);
  for (const record of await store.readRecords()) {
    const known = await store.readLog(record.doc);
    if (known) await store.write(record.doc, [{ ...record, bytes: record.bytes.slice(0, -40) }], known);
  }
  store.close();
  const again = await openTab(browser, server.fetch);
  await settle(again);
  expect(textsOf(again)).toEqual(["Whole"]);
  expect(again.alarms.value.every(({ type }) => type === "torn")).toBe(true);
  for (const tab of browser.tabs) tab.kill();
  const third = await openTab(browser, server.fetch);
  expect([textsOf(third), third.alarms.value]).toEqual([["Whole"], []]);
});
