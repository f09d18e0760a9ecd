import { setImmediate as turn } from "node:timers/promises";
import { setKeepMonths } from "@candor/notebook/note/edit-index.ts";
import { expect, test } from "vitest";
import { TestBrowser } from "../offline/testing/test-browser.ts";
import { DeviceNotebook } from "./device-notebook.ts";
import { endSetup, makeKeys, resumeSetup } from "./setup-state.ts";
import { MemoryVaults } from "./testing/memory-vaults.ts";

const PAIR = "pair-of-ana-and-sam";
const MARK = "marker-that-nobody-else-may-read";

test("a first note is on the server sealed, and nothing that was typed is in anything that was sent", async () => {
  const server = new MemoryVaults();
  const { notebook, browser } = await begun(server);
  notebook.addNote(PAIR, { text: MARK, about: { type: "topic", topic: "t1", title: `${MARK} title` } });
  await settled(browser, notebook);
  expect(notebook.saved.value).toEqual({ type: "saved" });
  expect(server.records.length).toBeGreaterThan(0);
  for (const body of server.bodies) {
    expect(body).not.toContain(MARK);
    expect(body).not.toContain(Buffer.from(MARK).toString("base64url").slice(0, 20));
    expect(body).not.toContain(PAIR);
  }
});

test("a second device opens the same notes by the recovery code, and both end up with what either writes", async () => {
  const server = new MemoryVaults();
  const { notebook: laptop, browser, code } = await begun(server);
  laptop.addNote(PAIR, { text: "Wants to lead", about: { type: "person" } });
  await settled(browser, laptop);

  const [phone, phoneBrowser] = await device(server);
  expect(phone.state.value.type).toBe("none");
  expect(await phone.look()).toBe("there");
  expect((await phone.unlock({ kind: "recovery", typed: code })).type).toBe("open");
  await settled(phoneBrowser, phone);
  expect(texts(phone)).toEqual(["Wants to lead"]);

  phone.addNote(PAIR, { text: "Seemed tired", about: { type: "person" } });
  const [note] = laptop.notes.value;
  laptop.setNoteText(note!.id, "Wants to lead the billing split");
  await settled(phoneBrowser, phone);
  await settled(browser, laptop);
  await settled(phoneBrowser, phone);
  expect(texts(laptop).sort()).toEqual(["Seemed tired", "Wants to lead the billing split"]);
  expect(texts(phone).sort()).toEqual(texts(laptop).sort());
  expect(laptop.index.value.devices.map(({ name }) => name).sort()).toEqual(["A browser", "A browser (2)"]);
  expect(laptop.index.value.devices.map(({ wroteOn }) => wroteOn?.slice(0, 10))).toEqual(["2026-01-05", "2026-01-05"]);
  expect([...laptop.alarms.value, ...phone.alarms.value]).toEqual([]);
});

test("set-up that was left is gone on with after a reload, and what is kept of it does not tell the code", async () => {
  const server = new MemoryVaults();
  const [notebook, browser] = await device(server);
  const { setup, code } = await leaveSetup(notebook);
  expect(JSON.stringify(await notebook.setup.readUnfinished())).not.toContain(code);
  const [reloaded] = await openIn(browser, server);
  const again = await resumeSetup(reloaded, "Another name");
  expect(again.begun.value?.recoveryCode).toBe(code);
  expect([again.step.value, again.deviceName.value]).toEqual(["code", setup.deviceName.value]);
  expect(await again.begun.value?.settle()).toBe("begun");
  endSetup(reloaded);
  await quiet();
  expect(await reloaded.setup.readUnfinished()).toBeNull();
  const [phone] = await device(server);
  expect((await phone.unlock({ kind: "recovery", typed: code })).type).toBe("open");
});

test("a set-up that was left on a device that is not to open notes leaves nothing behind", async () => {
  const [notebook] = await device(new MemoryVaults());
  await leaveSetup(notebook, { thisDevice: false });
  expect(await notebook.setup.readUnfinished()).toBeNull();
});

test("two tabs of one device show the same notes, and what both write is one chain", async () => {
  const server = new MemoryVaults();
  const { notebook: first, browser } = await begun(server);
  const [second] = await openIn(browser, server);
  expect(second.state.value.type).toBe("open");
  first.addNote(PAIR, { text: "In the first", about: { type: "person" } });
  await settled(browser, first);
  await settled(browser, second);
  second.addNote(PAIR, { text: "In the second", about: { type: "person" } });
  first.addNote(PAIR, { text: "Again in the first", about: { type: "person" } });
  await settled(browser, second, first);
  const all = ["Again in the first", "In the first", "In the second"];
  expect(texts(first).sort()).toEqual(all);
  expect(texts(second).sort()).toEqual(all);
  const [third] = await openIn(browser, server);
  expect(texts(third).sort()).toEqual(all);
});

test("what is written without a network waits on the device, is there after a reload, and goes out later", async () => {
  const server = new MemoryVaults();
  const { notebook, browser } = await begun(server);
  await settled(browser, notebook);
  server.isOnline = false;
  notebook.addNote(PAIR, { text: "Written on the train", about: { type: "person" } });
  await settled(browser, notebook);
  expect(notebook.saved.value.type).toBe("offline");
  const [again] = await openIn(browser, server);
  expect(texts(again)).toEqual(["Written on the train"]);
  server.isOnline = true;
  await settled(browser, again);
  expect(again.saved.value).toEqual({ type: "saved" });
});

test("a tab that dies in the middle of typing loses nothing that was typed a moment before", async () => {
  const server = new MemoryVaults();
  const { notebook, browser } = await begun(server);
  await settled(browser, notebook);
  const note = notebook.addNote(PAIR, { text: "Half", about: { type: "person" } }) ?? "";
  notebook.setNoteText(note, "Half a sent"); // while the first is being written down
  await quiet();
  browser.tabs[0]!.kill();
  const [again] = await openIn(browser, server);
  expect(texts(again)).toEqual(["Half a sent"]);
  await settled(browser, again);
  const [third] = await openIn(browser, server);
  expect(texts(third)).toEqual(["Half a sent"]);
});

test("locking takes everything readable away, in the other tabs too, and keeps what was just typed", async () => {
  const server = new MemoryVaults();
  const { notebook: first, browser, code } = await begun(server);
  const [second] = await openIn(browser, server);
  first.addNote(PAIR, { text: "Just typed", about: { type: "person" } });
  await first.lock();
  await quiet();
  for (const notebook of [first, second]) {
    expect(notebook.state.value).toEqual({ type: "locked" });
    expect(notebook.notes.value).toEqual([]);
  }
  const [reloaded] = await openIn(browser, server);
  expect(reloaded.state.value).toEqual({ type: "locked" });
  await reloaded.unlock({ kind: "recovery", typed: code });
  expect(texts(reloaded)).toEqual(["Just typed"]);
});

test("who locks it by hand has to give a secret once before the device opens it again, in every tab, over reloads", async () => {
  const server = new MemoryVaults();
  const { notebook: first, browser, code } = await begun(server);
  const [second] = await openIn(browser, server);
  await first.lock();
  await quiet();
  const [reloaded] = await openIn(browser, server);
  for (const tab of [first, second, reloaded]) {
    expect(await tab.unlockByDevice()).toBe(false);
    expect(tab.isLockedByHand.value).toBe(true);
    expect(tab.state.value.type).toBe("locked");
  }
  expect((await reloaded.unlock({ kind: "recovery", typed: code })).type).toBe("open");
  expect(await second.unlockByDevice()).toBe(true);
  await first.lock("nobody_here");
  expect(await first.unlockByDevice()).toBe(true);
});

test("whoever locks while a tab is about to open it by itself has it locked", async () => {
  const server = new MemoryVaults();
  const { notebook: first, browser } = await begun(server);
  await first.lock("nobody_here");
  await quiet();
  const [second] = await openIn(browser, server);
  const [opened] = await Promise.all([second.unlockByDevice(), first.lock()]);
  await quiet();
  expect([opened, second.state.value.type]).toEqual([false, "locked"]);
  expect(await second.unlockByDevice()).toBe(false);
});

test("notes lock by themselves once nobody has done anything for as long as was chosen", async () => {
  const { notebook, browser } = await begun(new MemoryVaults());
  await notebook.setSettings({ lockAfterMinutes: 5 });
  browser.pass(4 * 60_000);
  await quiet();
  expect(notebook.state.value.type).toBe("open");
  browser.pass(20 * 60_000);
  await quiet();
  expect(notebook.state.value.type).toBe("locked");
});

test("a wrong code opens nothing, and a slip of the pen is told as one", async () => {
  const server = new MemoryVaults();
  const { code } = await begun(server);
  const { code: other } = await begun(new MemoryVaults());
  const [phone] = await device(server);
  expect((await phone.unlock({ kind: "recovery", typed: other })).type).toBe("wrong");
  const slip = `${code.startsWith("A") ? "C" : "A"}${code.slice(1)}`;
  expect((await phone.unlock({ kind: "recovery", typed: slip })).type).toBe("mistyped");
  expect(phone.state.value.type).toBe("none");
});

test("a server that was set back is told, and this device gives back what it has", async () => {
  const server = new MemoryVaults();
  const { notebook, browser } = await begun(server);
  notebook.addNote(PAIR, { text: "Before the backup", about: { type: "person" } });
  await settled(browser, notebook);
  const restore = server.backup();
  notebook.addNote(PAIR, { text: "After the backup", about: { type: "person" } });
  await settled(browser, notebook);
  const before = server.records.length;
  restore();
  expect(server.records.length).toBeLessThan(before);
  const [reopened] = await openIn(browser, server);
  await settled(browser, reopened);
  expect(reopened.alarms.value.map(({ type }) => type)).toContain("older");
  expect(texts(reopened).sort()).toEqual(["After the backup", "Before the backup"]);
  expect(await reopened.giveBack()).toBe(true);
  expect(server.records.length).toBe(before);
  expect(reopened.alarms.value).toEqual([]);
});

test("what another device wrote and the server leaves out is told", async () => {
  const server = new MemoryVaults();
  const { notebook: laptop, browser, code } = await begun(server);
  laptop.addNote(PAIR, { text: "One", about: { type: "person" } });
  await settled(browser, laptop);
  const [phone, phoneBrowser] = await device(server);
  await phone.unlock({ kind: "recovery", typed: code });
  await settled(phoneBrowser, phone);
  phone.addNote(PAIR, { text: "Two", about: { type: "person" } });
  await settled(phoneBrowser, phone);
  server.omit(laptop.thisDevice.value ?? "");
  const [tablet, tabletBrowser] = await device(server);
  await tablet.unlock({ kind: "recovery", typed: code });
  await settled(tabletBrowser, tablet);
  expect(tablet.alarms.value.map(({ type }) => type)).toContain("missing");
});

test("a device that is taken off opens nothing by itself any more", async () => {
  const server = new MemoryVaults();
  const { notebook: laptop, browser, code } = await begun(server);
  const [phone, phoneBrowser] = await device(server);
  await phone.unlock({ kind: "recovery", typed: code });
  await phone.addThisDevice();
  await settled(phoneBrowser, phone);
  await settled(browser, laptop);
  expect(await laptop.removeDevice(phone.thisDevice.value ?? "")).toEqual({
    type: "changed",
  });
  phone.lock();
  await quiet();
  expect(await phone.unlockByDevice()).toBe(false);
  laptop.addNote(PAIR, { text: "After it was lost", about: { type: "person" } });
  await settled(browser, laptop);
  expect(laptop.saved.value).toEqual({ type: "saved" });
});

test("a browser that has no room says so, keeps what was typed in the tab, and saves it once there is room", async () => {
  const server = new MemoryVaults();
  const { notebook, browser } = await begun(server);
  await settled(browser, notebook);
  const write = IDBObjectStore.prototype.put;
  IDBObjectStore.prototype.put = () => {
    throw new DOMException("full", "QuotaExceededError");
  };
  notebook.addNote(PAIR, { text: "No room for this", about: { type: "person" } });
  await settled(browser, notebook);
  expect(notebook.alarms.value.map(({ type }) => type)).toContain("full");
  expect(texts(notebook)).toEqual(["No room for this"]);
  IDBObjectStore.prototype.put = write;
  await settled(browser, notebook);
  await settled(browser, notebook);
  expect(notebook.saved.value).toEqual({ type: "saved" });
});

test("many edits become one snapshot that opens on another device", async () => {
  const server = new MemoryVaults();
  const { notebook, browser, code } = await begun(server);
  const id = notebook.addNote(PAIR, { text: "0", about: { type: "person" } });
  for (let edit = 1; edit <= 205; edit++) {
    notebook.setNoteText(id!, `${edit} edits`);
    await notebook.flush();
  }
  await settled(browser, notebook);
  expect(server.records.filter(({ kind }) => kind === "snapshot")).toHaveLength(1);
  const [phone, phoneBrowser] = await device(server);
  await phone.unlock({ kind: "recovery", typed: code });
  await settled(phoneBrowser, phone);
  expect(texts(phone)).toEqual(["205 edits"]);
  // Another session has read it back whole: what it stands for may go.
  const snapshot = server.records.find(({ kind }) => kind === "snapshot");
  expect(snapshot?.confirmedAt).toBeTruthy();
  const [again] = await openIn(browser, server);
  expect(texts(again)).toEqual(["205 edits"]);
  expect([...again.alarms.value, ...phone.alarms.value]).toEqual([]);
});

test("what is deleted for good is cut out of the log, however few records there are", async () => {
  const server = new MemoryVaults();
  const { notebook, browser, code } = await begun(server);
  const id = notebook.addNote(PAIR, { text: "Never mind", about: { type: "person" } });
  notebook.addNote(PAIR, { text: "Stays", about: { type: "person" } });
  await settled(browser, notebook);
  const before = notebook.notes.value.find((note) => note.id === id);
  notebook.deleteNotes([id!]);
  await settled(browser, notebook);
  await settled(browser, notebook);
  const snapshots = () => server.records.filter(({ kind }) => kind === "snapshot");
  expect(snapshots()).toHaveLength(1);
  const [phone, phoneBrowser] = await device(server);
  await phone.unlock({ kind: "recovery", typed: code });
  await settled(phoneBrowser, phone);
  expect(texts(phone)).toEqual(["Stays"]);
  expect(snapshots()[0]?.confirmedAt).toBeTruthy();
  notebook.writeNotesAgain([before!]);
  await settled(browser, notebook);
  await settled(phoneBrowser, phone);
  expect(texts(phone).sort()).toEqual(["Never mind", "Stays"]);
  expect(snapshots()).toHaveLength(1);
});

test("what is older than is kept goes into the bin, is told, and goes for good thirty days later", async () => {
  const server = new MemoryVaults();
  const told: number[][] = [];
  let day = "2026-01-05";
  const browser = new TestBrowser({ userId: "ana", port: () => 1 });
  const notebook = new DeviceNotebook(
    { ...browser.openTab().tab.environment, instant: () => `${day}T09:00:00.000Z` },
    {
      fetch: server.fetch,
      deviceName: () => "A browser",
      onActivity: () => () => undefined,
      swept: ({ binned, deleted }) => void told.push([binned.length, deleted.length]),
    },
  );
  await notebook.loaded;
  await (await notebook.setup.begin({ thisDevice: true, slots: [] })).settle();
  notebook.addNote(PAIR, { text: "Old", about: { type: "person" } });
  await settled(browser, notebook);
  day = "2026-07-20";
  notebook.addNote(PAIR, { text: "New", about: { type: "person" } });
  await settled(browser, notebook);
  expect(notebook.notes.value.map(({ binnedAt }) => binnedAt)).toEqual([null, null]);
  notebook.editIndex((index) => setKeepMonths(index, 6));
  await settled(browser, notebook);
  expect(notebook.notes.value.map(({ binnedAt }) => binnedAt !== null)).toEqual([true, false]);
  day = "2026-08-21";
  await settled(browser, notebook);
  expect(texts(notebook)).toEqual(["New"]);
  expect(told).toEqual([
    [1, 0],
    [0, 1],
  ]);
  await notebook.lock();
});

async function leaveSetup(notebook: DeviceNotebook, { thisDevice } = { thisDevice: true }) {
  const setup = await resumeSetup(notebook, "Kitchen laptop");
  setup.thisDevice.value = thisDevice;
  const begun = await notebook.setup.begin({ thisDevice, slots: [] });
  await makeKeys(notebook, setup, begun);
  return { setup, code: begun.recoveryCode };
}

async function begun(server: MemoryVaults) {
  const [notebook, browser] = await device(server);
  const { recoveryCode, settle } = await notebook.setup.begin({ thisDevice: true, slots: [] });
  expect(await settle()).toBe("begun");
  return { notebook, browser, code: recoveryCode };
}

async function device(server: MemoryVaults): Promise<[DeviceNotebook, TestBrowser]> {
  return openIn(new TestBrowser({ userId: "ana", port: () => 1 }), server);
}

async function openIn(browser: TestBrowser, server: MemoryVaults): Promise<[DeviceNotebook, TestBrowser]> {
  const { environment } = browser.openTab().tab;
  const notebook = new DeviceNotebook(environment, {
    fetch: server.fetch,
    deviceName: () => "A browser",
    onActivity: () => () => undefined,
  });
  await notebook.loaded;
  await notebook.flush();
  return [notebook, browser];
}

/** Lets what was typed be sealed, sent, and heard of in other tabs. */
async function settled(_browser: TestBrowser, ...notebooks: DeviceNotebook[]): Promise<void> {
  for (const notebook of notebooks) await notebook.flush();
  await quiet();
  for (const notebook of notebooks) await notebook.flush();
  await quiet();
}

async function quiet(): Promise<void> {
  for (let turns = 0; turns < 60; turns++) {
    await turn();
    await crypto.subtle.digest("SHA-256", new Uint8Array(1)); // stands in the queue behind what is being sealed
  }
}

function texts(notebook: DeviceNotebook): string[] {
  return notebook.notes.value.map(({ text }) => text);
}
