import { fromBase64url } from "@candor/notebook/bytes/base64url.ts";
import { epochOf } from "@candor/notebook/record/open-record.ts";
import { seeded } from "@candor/notebook/testing/seeded.ts";
import { unlockVault } from "@candor/notebook/vault/unlock-vault.ts";
import { expect, test } from "vitest";
import type { TestBrowser } from "../offline/testing/test-browser.ts";
import type { Fetch } from "../people/api-client.ts";
import type { DeviceNotebook } from "./device-notebook.ts";
import { MemoryVaults } from "./testing/memory-vaults.ts";
import { beginNotebook, openElsewhere, openTab, quiet, settle, textsOf, write } from "./testing/open-notebooks.ts";

const PEOPLE = ["pair-of-ana-and-sam", "pair-of-ana-and-kim", "pair-of-ana-and-lea"];

test("keys that were changed are forgotten once everything is sealed under newer ones, in a session or two", async () => {
  const server = new MemoryVaults();
  const { notebook, browser, code } = await beginNotebook(server);
  write(notebook, "Before any change");
  await settle(notebook);
  let tab = notebook;
  for (let session = 0; session < 6; session++) {
    await tab.change({ type: "rotate" });
    await settle(tab);
    tab = await reload(browser, server.fetch);
  }
  const keys = await keysOn(server, code);
  expect(Math.min(...keys.map(({ epoch }) => epoch))).toBeGreaterThan(3);
  expect(keys.length).toBeLessThan(10);
  const { notebook: phone } = await openElsewhere(server, code);
  expect(textsOf(phone)).toEqual(["Before any change"]);
  expect([...phone.alarms.value, ...tab.alarms.value]).toEqual([]);
});

test("what a device wrote without a network, under a key that was forgotten meanwhile, arrives all the same", async () => {
  const server = new MemoryVaults();
  const { notebook: laptop, browser, code } = await beginNotebook(server);
  write(laptop, "By the laptop");
  await settle(laptop);
  let isOnline = true;
  const fetch: Fetch = async (path, init) => {
    if (!isOnline) throw new TypeError("no network");
    return server.fetch(path, init);
  };
  const { notebook: phone } = await openElsewhere(server, code, fetch);
  await phone.addThisDevice();
  await settle(phone, laptop);
  isOnline = false;
  write(phone, "On the train");
  await settle(phone);
  let tab = laptop;
  for (let session = 0; session < 6; session++) {
    await tab.change({ type: "rotate" });
    await settle(tab);
    tab = await reload(browser, server.fetch);
  }
  const forgotten = Math.min(...(await keysOn(server, code)).map(({ epoch }) => epoch));
  expect(forgotten).toBeGreaterThan(3);
  write(phone, "Still on the train");
  await settle(phone);
  isOnline = true;
  const before = server.records.length;
  await settle(phone);
  const sent = server.records.slice(before).map(({ bytes }) => epochOf(fromBase64url(bytes)!) ?? 0);
  expect(Math.min(...sent)).toBeGreaterThanOrEqual(forgotten); // nobody could open what comes under another
  if (phone.state.value.type !== "open") await phone.unlockByDevice();
  await settle(phone, tab);
  const all = ["By the laptop", "On the train", "Still on the train"];
  const { notebook: third } = await openElsewhere(server, code);
  for (const each of [phone, tab, third]) expect(textsOf(each)).toEqual(all);
  expect([...phone.alarms.value, ...tab.alarms.value, ...third.alarms.value]).toEqual([]);
});

test("a note that arrives in the very moment in which its key is forgotten is lost to nobody", async () => {
  const server = new MemoryVaults();
  const { notebook: laptop, browser, code } = await beginNotebook(server);
  write(laptop, "First");
  await settle(laptop);
  // What the phone sends is held up on the way until the laptop has turned the key over and over, and forgotten it.
  let held: { arrive: () => Promise<unknown> } | null = null;
  let holds = false;
  const fetch: Fetch = async (path, init) => {
    if (!holds || init?.method !== "POST") return server.fetch(path, init);
    holds = false;
    const late = Promise.withResolvers<Response>();
    held = { arrive: async () => late.resolve(await server.fetch(path, init)) };
    return late.promise;
  };
  const { notebook: phone } = await openElsewhere(server, code, fetch);
  await phone.addThisDevice();
  await settle(phone, laptop);
  holds = true;
  write(phone, "Late");
  const flushed = phone.flush();
  while (!held) await settle(laptop);
  let tab = laptop;
  for (let session = 0; session < 5; session++) {
    await tab.change({ type: "rotate" });
    await settle(tab);
    tab = await reload(browser, server.fetch);
  }
  expect(Math.min(...(await keysOn(server, code)).map(({ epoch }) => epoch))).toBeGreaterThan(2);
  await (held as { arrive: () => Promise<unknown> }).arrive();
  await flushed;
  for (let session = 0; session < 3; session++) {
    if (phone.state.value.type !== "open") await phone.unlockByDevice();
    await settle(phone, tab);
    tab = await reload(browser, server.fetch);
  }
  const { notebook: third } = await openElsewhere(server, code);
  for (const each of [phone, tab, third]) expect(textsOf(each)).toEqual(["First", "Late"]);
  expect(third.alarms.value).toEqual([]);
});

test.each(Array.from({ length: 10 }, (_, seed) => [seed + 1]))(
  "however two devices write, change keys, drop out and break off, nothing is lost and few keys stay (seed %i)",
  { timeout: 60_000 },
  async (seed) => {
    const chance = seeded(seed);
    const server = new MemoryVaults();
    const lossy = () => {
      const line = { isOnline: true, loses: false, fetch: null as unknown as Fetch };
      line.fetch = async (path, init) => {
        if (!line.isOnline || (line.loses && chance.below(12) === 0)) throw new TypeError("lost on the way there");
        const answer = await server.fetch(path, init);
        if (line.loses && chance.below(12) === 0) throw new TypeError("lost on the way back");
        return answer;
      };
      return line;
    };
    const [here, there] = [lossy(), lossy()];
    const begun = await beginNotebook(server, lineOf(here.fetch));
    const other = await openElsewhere(server, begun.code, lineOf(there.fetch));
    await other.notebook.addThisDevice();
    await settle(begun.notebook, other.notebook);
    const devices = [
      { line: here, browser: begun.browser, tab: begun.notebook },
      { line: there, browser: other.browser, tab: other.notebook },
    ];
    const written: string[] = [];
    for (let step = 0; step < 40; step++) {
      const device = chance.pick(devices);
      device.line.loses = step < 34;
      const act = chance.below(10);
      if (act < 4) {
        const text = `${seed} ${String(step).padStart(2, "0")}`;
        if (device.tab.addNote(chance.pick(PEOPLE), { text, about: { type: "person" } })) written.push(text);
        await device.tab.flush();
      } else if (act < 6) {
        await device.tab.change({ type: "rotate" });
        await device.tab.flush();
      } else if (act < 7) device.line.isOnline = !device.line.isOnline;
      else device.tab = await reload(device.browser, device.line.fetch);
      if (device.tab.state.value.type !== "open") await device.tab.unlockByDevice();
    }
    for (const { line } of devices) Object.assign(line, { isOnline: true, loses: false });
    for (let session = 0; session < 4; session++) {
      for (const device of devices) {
        device.tab = await reload(device.browser, device.line.fetch);
        if (device.tab.state.value.type !== "open") await device.tab.unlockByDevice();
        await settle(device.tab);
      }
    }
    const { notebook: third } = await openElsewhere(server, begun.code);
    expect(textsOf(third)).toEqual(written.toSorted());
    for (const { tab } of devices) {
      await settle(tab);
      expect(textsOf(tab)).toEqual(written.toSorted());
      expect(tab.saved.value).toEqual({ type: "saved" });
      expect(tab.alarms.value).toEqual([]);
    }
    expect(third.alarms.value).toEqual([]);
    const perDocument = Map.groupBy(await keysOn(server, begun.code), ({ doc }) => doc);
    for (const keys of perDocument.values()) expect(keys.length).toBeLessThan(5);
  },
);

const tabs = new WeakMap<Fetch, { end: () => void }>();

/** What one tab asks the server by: it hears of no answer any more once it has ended. */
function lineOf(fetch: Fetch): Fetch {
  let isOver = false;
  tabs.get(fetch)?.end();
  tabs.set(fetch, {
    end: () => {
      isOver = true;
    },
  });
  return async (path, init) => {
    if (isOver) return new Promise(() => undefined);
    const answer = await fetch(path, init).catch((fault: unknown) => fault as Error);
    if (isOver) return new Promise(() => undefined);
    if (answer instanceof Error) throw answer;
    return answer;
  };
}

/** Ends the tab wherever it is, and opens another. */
async function reload(browser: TestBrowser, fetch: Fetch): Promise<DeviceNotebook> {
  const line = lineOf(fetch);
  for (let turns = 0; turns < 8; turns++) await quiet(); // a tab that has ended does nothing more
  for (const tab of browser.tabs) tab.kill();
  const tab = await openTab(browser, line);
  await settle(tab);
  return tab;
}

async function keysOn(server: MemoryVaults, code: string) {
  const [state] = (await (await server.fetch("/api/notebook/vaults", {})).json()) as { manifest: string }[];
  const opened = await unlockVault(state?.manifest ?? "", { kind: "recovery", typed: code }, null);
  return opened.type === "open" ? opened.vault.manifest.keys : [];
}
