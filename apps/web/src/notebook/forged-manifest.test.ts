import { fromBase64url, toBase64url } from "@candor/notebook/bytes/base64url.ts";
import { seeded } from "@candor/notebook/testing/seeded.ts";
import { createVault } from "@candor/notebook/vault/create-vault.ts";
import type { VaultState } from "@candor/protocol/http/notebook.ts";
import { expect, test } from "vitest";
import type { Fetch } from "../people/api-client.ts";
import { MemoryVaults } from "./testing/memory-vaults.ts";
import { beginNotebook, openElsewhere, openTab, quiet, settle, textsOf, write } from "./testing/open-notebooks.ts";

type Forge = (state: VaultState) => VaultState | Promise<VaultState>;

const FORGED: [string, Forge][] = [
  ["is torn", (state) => ({ ...state, seq: state.seq + 1, manifest: state.manifest.slice(0, -9) })],
  ["is no manifest at all", (state) => ({ ...state, seq: state.seq + 1, manifest: "AAAA" })],
  ["has a flipped bit", (state) => ({ ...state, seq: state.seq + 1, manifest: flipped(state.manifest) })],
  ["has another body under the same number", (state) => ({ ...state, manifest: flipped(state.manifest) })],
  ["claims a higher number and a key to come", (state) => withBody(state, (body) => ({ ...body, epoch: 9, seq: 40 }))],
  ["lacks a device", (state) => withBody(state, (body) => ({ ...body, devices: [], seq: 40 }))],
  [
    "is another vault's",
    async (state) => {
      const made = await createVault({ device: "x", slots: [] }, { random: seeded(5).bytes, now: state.changedAt });
      return { ...state, seq: state.seq + 1, manifest: made.wire };
    },
  ],
];

test.each(FORGED)("a manifest that %s takes nobody's notes away, and is told", async (_, forge) => {
  const server = new MemoryVaults();
  const hostile = hostileTo(server);
  const { notebook, browser, code } = await beginNotebook(server, hostile.fetch);
  write(notebook, "Before it");
  await settle(notebook);
  hostile.forge = forge;
  write(notebook, "While it is shown");
  await settle(notebook);
  expect(notebook.state.value).toEqual({ type: "open" });
  expect(notebook.alarms.value).toEqual([{ type: "forged" }]);
  for (const tab of browser.tabs) tab.kill();
  const again = await openTab(browser, hostile.fetch);
  await settle(again);
  expect(again.state.value).toEqual({ type: "open" });
  expect(again.alarms.value).toEqual([{ type: "forged" }]);
  expect(textsOf(again)).toEqual(["Before it", "While it is shown"]);
  await again.lock();
  await quiet();
  expect((await again.unlock({ kind: "recovery", typed: code })).type).toBe("open");
  hostile.forge = null;
  write(again, "After it");
  await settle(again);
  expect(again.saved.value).toEqual({ type: "saved" });
  expect(again.alarms.value).toEqual([]);
  expect(textsOf((await openElsewhere(server, code)).notebook)).toEqual(["After it", "Before it", "While it is shown"]);
});

test("a server that shows all ways as gone keeps nobody out who has one that was good, and it is told", async () => {
  const server = new MemoryVaults();
  const hostile = hostileTo(server);
  const { notebook, browser, code } = await beginNotebook(server, hostile.fetch);
  write(notebook, "Mine");
  await settle(notebook);
  hostile.forge = (state) => withBody(state, (body) => ({ ...body, slots: [], epoch: 9, seq: 40 }));
  await settle(notebook);
  expect(notebook.state.value).toEqual({ type: "locked" }); // as of a device that was taken off
  const again = await openTab(browser, hostile.fetch);
  expect(await again.unlockByDevice()).toBe(false);
  expect((await again.unlock({ kind: "recovery", typed: code })).type).toBe("open");
  await settle(again);
  expect(again.state.value).toEqual({ type: "open" });
  expect(again.alarms.value).toEqual([{ type: "other_ways" }]);
  expect(textsOf(again)).toEqual(["Mine"]);
});

test("a way that was replaced on another device opens no more than what this one had, and writes nothing there", async () => {
  const server = new MemoryVaults();
  const { notebook: laptop, code } = await beginNotebook(server);
  write(laptop, "Before");
  await settle(laptop);
  const { notebook: phone, browser } = await openElsewhere(server, code);
  await phone.lock();
  await quiet();
  await laptop.change({ type: "replace_recovery", secret: laptop.random(20) });
  write(laptop, "After");
  await settle(laptop);
  const tab = await openTab(browser, server.fetch);
  expect((await tab.unlock({ kind: "recovery", typed: code })).type).toBe("open");
  const before = server.records.length;
  write(tab, "Waits");
  await settle(tab);
  expect(textsOf(tab)).toEqual(["Before", "Waits"]);
  expect(tab.alarms.value).toContainEqual({ type: "other_ways" });
  expect(server.records.length).toBe(before);
  expect(tab.saved.value).toEqual({ type: "refused", waiting: 1 });
});

test("a server that claims a restored backup gets no other list of keys past this device without a word", async () => {
  const server = new MemoryVaults();
  const { notebook: laptop, browser, code } = await beginNotebook(server);
  await settle(laptop);
  const split = server.backup();
  await laptop.change({ type: "add_device", device: "another-device-of-mine" });
  await settle(laptop);
  for (const tab of browser.tabs) tab.kill();
  // Two halves: the phone goes on from before, by two manifests that turn no key.
  split();
  const { notebook: phone } = await openElsewhere(server, code);
  await phone.change({ type: "add_device", device: "one-that-only-phone-saw" });
  await settle(phone);
  const again = await openTab(browser, server.fetch);
  await settle(again);
  expect(again.state.value).toEqual({ type: "open" });
  expect(again.alarms.value).toContainEqual({ type: "restored" });
});

function hostileTo(server: MemoryVaults) {
  const hostile = {
    forge: null as Forge | null,
    fetch: (async (path, init) => {
      const answer = await server.fetch(path, init);
      const isVault = (init?.method ?? "GET") === "GET" && /\/vaults\/[^/]+$/.test(path);
      if (!hostile.forge || !isVault) return answer;
      return Response.json(await hostile.forge((await answer.json()) as VaultState));
    }) as Fetch,
  };
  return hostile;
}

function flipped(wire: string): string {
  const bytes = fromBase64url(wire)!;
  const at = bytes.length - 40;
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  return toBase64url(bytes);
}

/** Changed by who has no key, so that the MAC does not hold. */
function withBody(state: VaultState, change: (body: Record<string, unknown>) => Record<string, unknown>): VaultState {
  const bytes = Buffer.from(state.manifest, "base64url");
  const body = change(JSON.parse(bytes.subarray(33).toString()) as Record<string, unknown>);
  const manifest = Buffer.concat([bytes.subarray(0, 33), Buffer.from(JSON.stringify(body))]).toString("base64url");
  return { ...state, seq: Number(body.seq), manifest };
}
