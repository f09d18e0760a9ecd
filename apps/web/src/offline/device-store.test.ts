import "fake-indexeddb/auto";
import { setImmediate as turn } from "node:timers/promises";
import { IDBFactory } from "fake-indexeddb";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { openNotebookStore } from "../notebook/open-notebook-store.ts";
import { type DeviceStore, openDeviceStore, type PageCopy, type SetAside } from "./device-store.ts";
import type { KeptPart } from "./vouched-parts.ts";

const never = () => () => undefined;
const report = (fault: unknown) => {
  throw fault;
};
const unseen: unknown[] = [];
const hear = (fault: unknown) => unseen.push(fault);

let factory: IDBFactory;
let store: DeviceStore;

beforeEach(async () => {
  process.on("unhandledRejection", hear);
  unseen.length = 0;
  factory = new IDBFactory();
  const opened = await openDeviceStore(factory, never, report);
  if (!opened) throw new Error("no store");
  store = opened;
});

afterEach(() => {
  process.off("unhandledRejection", hear);
  vi.restoreAllMocks();
});

/** From now on whatever is asked of the disk fails a moment later, as where there is no room left on it. */
async function breakDisk(name = "candor"): Promise<void> {
  const opening = factory.open(name);
  await new Promise((resolve) => opening.addEventListener("success", resolve));
  const { _rawDatabase: raw } = opening.result as unknown as { _rawDatabase: { rawObjectStores: Map<string, object> } };
  const [first] = raw.rawObjectStores.values();
  const disk = Object.getPrototypeOf(first) as Record<string, () => void>;
  for (const doing of Object.getOwnPropertyNames(disk)) {
    if (doing === "constructor") continue;
    vi.spyOn(disk, doing).mockImplementation(() => {
      throw new DOMException("full", "QuotaExceededError");
    });
  }
}

async function failsOnce(doing: () => Promise<unknown>): Promise<void> {
  await expect(doing()).rejects.toThrow();
  for (let turns = 0; turns < 5; turns += 1) await turn();
  expect(unseen).toEqual([]);
}

const PAGE = "page";
const update = new Uint8Array([0, 0]);
const copy: PageCopy = { page: PAGE, state: update, epoch: 1, seq: 1, stamp: "", savedAt: "" };
const row = { page: PAGE, session: "one", cseq: 1, clientId: 1, update, held: true, fenced: false };
const part: KeptPart = { epoch: 1, seq: 1, kind: "all", updates: [update], voucher: update };
const aside: SetAside = {
  ...{ page: PAGE, session: "one", clientId: 1, code: 4432, at: "", updates: [update] },
  ...{ fromClock: null, state: update, isKept: true },
};

const WAYS: Record<string, () => Promise<unknown>> = {
  "reading a page": () => store.readPage(PAGE),
  "reading a session": () => store.readSession(PAGE, "one"),
  "writing rows": () => store.writeRows([{ page: PAGE, session: "one", from: 1, rows: [row, { ...row, cseq: 2 }] }]),
  "replacing a copy": () => store.compact(PAGE, () => ({ copy, settled: [row] })),
  "keeping what is vouched for": () => store.keepVouched(PAGE, [part]),
  "reading what is vouched for": () => store.readVouched(PAGE),
  "forgetting what is vouched for": () => store.forgetVouched(PAGE, 1),
  "reading what is aside": () => store.readAsides(PAGE),
  "setting aside": () => store.setAside(PAGE, [aside]),
  "throwing away": () => store.throwAway(aside),
  "keeping aside": () => store.keepAside(aside),
  "forgetting a page": () => store.forgetPage(PAGE),
  "reading people": () => store.readPeople(),
  "writing people": () => store.writePeople("me", {}),
  "changing people": () => store.changePeople("edit/", () => [["edit/1", {}]]),
  "counting what waits": () => store.countWaiting(),
};

test.each(Object.entries(WAYS))(
  "on a disk that fails, %s fails once and not a second time behind it",
  async (_, way) => {
    await breakDisk();
    await failsOnce(way);
  },
);

test("a tab that has closed its store fails once, too", async () => {
  store.close();
  for (const way of Object.values(WAYS)) await failsOnce(way);
});

test("private notes fail once as well", async () => {
  const { store: notes } = await openNotebookStore(factory, report);
  await breakDisk("candor-notebook");
  await failsOnce(() => notes.changeKeys("pending", (keys) => keys));
  await failsOnce(() => notes.get("device"));
  await failsOnce(() => notes.clear());
});
