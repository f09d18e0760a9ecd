import { edit } from "@candor/document/edit.ts";
import { beginPage } from "@candor/document/page/begin-page.ts";
import { changesBetween } from "@candor/document/page/changes-between.ts";
import { fingerprintPage } from "@candor/document/page/fingerprint-page.ts";
import { readPage } from "@candor/document/page/read-page.ts";
import { addTopic } from "@candor/document/topic/add-topic.ts";
import { REFUSAL_CODES, type RefusalName } from "@candor/protocol/sync/codes.ts";
import { signal } from "@preact/signals";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import * as Y from "yjs";
import { SyncServer } from "../../../server/src/sync/testing/sync-server.ts";
import { keepVisit, lastVisit } from "../history/visits.ts";
import type { PageHandle } from "./page-handle.ts";
import { TestBrowser, type TestTab, until } from "./testing/test-browser.ts";

const PAGE = "11111111-1111-4111-8111-111111111111";

let server: SyncServer;
let ana: TestBrowser;
let ben: TestBrowser;

beforeEach(async () => {
  server = await SyncServer.start();
  invite();
  ana = browserOf("ana", "a");
  ben = browserOf("ben", "b");
});

function invite(): void {
  server.invite(PAGE, "ana", { member: "a", name: "Ana", write: true });
  server.invite(PAGE, "ben", { member: "b", name: "Ben", write: true });
}

afterEach(async () => {
  for (const browser of [ana, ben]) for (const tab of browser.tabs) tab.kill();
  await server.stop();
});

async function serveAnew(schemaVersion: number): Promise<void> {
  await server.stop();
  server = await SyncServer.start(undefined, undefined, schemaVersion);
  invite();
}

function browserOf(userId: string, me: "a" | "b"): TestBrowser {
  const pair = { id: PAGE, me, members: [], createdAt: "2026-01-05T09:00:00.000Z" };
  const fetch = async (path: string) => {
    if (!browser.isOnline) throw new TypeError("offline");
    if (path === "/api/pairs") return Response.json([pair]);
    return Response.json({ userId, name: userId, anonymous: true });
  };
  const browser: TestBrowser = new TestBrowser({ userId, port: () => server.port, fetch });
  return browser;
}

async function open(tab: TestTab): Promise<PageHandle> {
  const page = tab.tab.pages.open(PAGE);
  void tab.tab.people.refresh();
  await until(() => page.state.value === "ready");
  return page;
}

/** As the pair's first device does: before that there is no page to show. */
async function begin(page: PageHandle): Promise<void> {
  const settings = { everyWeeks: 1, minutes: 30, medium: null, timeZone: "UTC" };
  beginPage(page.doc, page.editor(), { settings, welcome: [], firstStart: null });
  await saved(page);
}

function write(page: PageHandle, title: string): void {
  addTopic(page.doc, page.editor(), { title, place: "hopper" });
}

function titles(page: PageHandle): string[] {
  return page.page.value.topics.map((topic) => topic.title).sort();
}

function typed(page: PageHandle): string {
  return topicTitle(page).toJSON();
}

/** Types into the middle of the one topic, so that each change stands on the one before. */
function type(page: PageHandle, text: string): void {
  edit(page.doc, "type", () => topicTitle(page).insert(Math.floor(typed(page).length / 2), text));
}

function topicTitle(page: PageHandle): Y.Text {
  const [topic] = page.doc.getMap<Y.Map<unknown>>("topics").values();
  return (topic?.get("title") as Y.Text | undefined) ?? new Y.Doc().getText();
}

function titleOf(page: PageHandle, title: string): Y.Text | undefined {
  const titles = [...page.doc.getMap<Y.Map<unknown>>("topics").values()].map((topic) => topic.get("title") as Y.Text);
  return titles.find((each) => each.toJSON() === title);
}

async function successorOf(page: PageHandle): Promise<PageHandle> {
  await inTime(() => page.successor.value?.state.value === "ready");
  return page.successor.value ?? page;
}

const isRefused = ({ sync: { value } }: PageHandle, name: RefusalName) =>
  value.type === "refused" && value.code === REFUSAL_CODES[name].code;
const saved = (page: PageHandle) => until(() => page.sync.value.type === "saved");
const shows = (page: PageHandle, ...wanted: string[]) =>
  until(() => JSON.stringify(titles(page)) === JSON.stringify(wanted.sort()));

/** Lets everybody's time pass until something holds. */
const inTime = (holds: () => boolean) =>
  until(holds, () => {
    for (const each of [ana, ben]) each.pass(20);
    server.pass(20);
  });

/** Whatever was made is on this device's disk. */
async function kept(tab: TestTab, rows: number): Promise<void> {
  const store = await tab.tab.store;
  let found = -1;
  while (found < rows) found = (await store?.readPage(PAGE))?.rows.length ?? rows;
}

describe("two people on one page", () => {
  test("what one writes shows at the other's, and is saved", async () => {
    const a = await open(ana.openTab());
    const b = await open(ben.openTab());
    write(a, "Budget");
    expect(a.sync.value.type).toBe("saving");
    await shows(b, "Budget");
    await saved(a);
  });

  test("each sees that the other is here, and no longer when they have gone", async () => {
    const a = await open(ana.openTab());
    const tab = ben.openTab();
    const b = await open(tab);
    await until(() => a.presence.value.length === 1 && b.presence.value.length === 1);
    expect(a.presence.value).toEqual([{ member: "b", name: "Ben", idle: false }]);
    tab.kill();
    await until(() => a.presence.value.length === 0);
  });

  test("what both wrote offline is on both pages once they are back", async () => {
    const a = await open(ana.openTab());
    const b = await open(ben.openTab());
    write(a, "Together");
    await shows(b, "Together");
    for (const browser of [ana, ben]) browser.goOffline();
    await until(() => a.sync.value.type === "offline" && b.sync.value.type === "offline");
    write(a, "Train");
    write(b, "Plane");
    expect(a.sync.value).toEqual({ type: "offline", waiting: 1, onDevice: true });
    for (const browser of [ana, ben]) browser.goOnline();
    await inTime(() => titles(a).length === 3 && titles(b).length === 3);
    await saved(a);
    await saved(b);
    expect(titles(a)).toEqual(["Plane", "Together", "Train"]);
  });

  test("what one wrote right before a reload is no news to oneself, though the tab had no time to note it", async () => {
    const tab = ana.openTab();
    tab.tab.pages.open(PAGE, { seat: signal("a" as const), editedHere: () => undefined });
    const first = await open(tab);
    write(first, "Budget");
    await saved(first);
    const [at, fingerprint] = ["2026-01-05T09:00:00.000Z", fingerprintPage(first.doc)];
    await keepVisit({ pairId: PAGE, at, fingerprint });
    write(first, "Hiring");
    await kept(tab, 2);
    tab.kill();
    const others = ben.openTab(); // which has its visits elsewhere
    others.tab.pages.open(PAGE, { seat: signal("b" as const), editedHere: () => undefined });
    write(await open(others), "Launch");

    const again = await open(ana.openTab());
    await shows(again, "Budget", "Hiring", "Launch");
    await again.ownKept;
    const visit = await lastVisit(PAGE);
    expect(visit?.at).toBe(at);
    expect(changesBetween(visit?.fingerprint ?? fingerprint, again.doc)).toMatchObject([{ title: "Launch" }]);
  });

  test("where a page stands in the server's log is two numbers, also when it was read from this device", async () => {
    const tab = ana.openTab();
    const page = await open(tab);
    write(page, "Budget");
    await saved(page);
    await tab.tab.pages.close(PAGE);
    const again = tab.tab.pages.open(PAGE);
    await again.loaded;
    expect(Object.keys(again.point ?? {})).toEqual(["epoch", "seq"]);
  });

  test("what waits is counted as one would count it oneself, also after a reload", async () => {
    const tab = ana.openTab();
    const a = await open(tab);
    await begin(a);
    ana.goOffline();
    await until(() => a.sync.value.type === "offline");
    write(a, "Budget");
    for (const letter of "for next year") type(a, letter);
    expect(a.sync.value).toMatchObject({ waiting: 2 });
    write(a, "Hiring");
    type(a, "!");
    expect(a.sync.value).toMatchObject({ waiting: 4 });
    await (a as ReturnType<typeof tab.tab.pages.open>).kept();
    tab.kill();
    const again = await open(ana.openTab());
    await until(() => again.sync.value.type === "offline");
    expect(again.sync.value).toMatchObject({ waiting: 4 });
  });

  test("an hour of typing offline is not an hour of sending", async () => {
    const a = await open(ana.openTab());
    const b = await open(ben.openTab());
    ana.goOffline();
    await until(() => a.sync.value.type === "offline");
    for (let index = 0; index < 300; index += 1) write(a, `t${index}`);
    ana.goOnline();
    await inTime(() => a.sync.value.type === "saved");
    await until(() => titles(b).length === 300);
    expect(server.log.rows.length).toBeLessThan(10);
  });

  test("a paste of a million characters is saved and arrives", async () => {
    const a = await open(ana.openTab());
    const b = await open(ben.openTab());
    const text = "a pasted page ".repeat(75_000);
    write(a, text);
    await inTime(() => a.sync.value.type === "saved" && typed(b) === text);
  });

  test("more typing at once than the server takes is held back and all of it arrives", async () => {
    const a = await open(ana.openTab());
    const b = await open(ben.openTab());
    for (let index = 0; index < 200; index += 1) write(a, `t${index}`);
    await inTime(() => a.sync.value.type === "saved");
    await until(() => titles(b).length === 200);
  });
});

describe("this device", () => {
  test("a page of which this device has only what was typed here does not show as an empty one", async () => {
    const a = await open(ana.openTab());
    await begin(a);
    write(a, "Growth");
    await saved(a);
    const first = ben.openTab();
    const b = await open(first);
    write(b, "Typed at once");
    await saved(b);
    first.kill();
    ben.goOffline();
    const again = ben.openTab();
    const page = again.tab.pages.open(PAGE);
    await (page as ReturnType<typeof again.tab.pages.open>).loaded;
    if (page.state.value === "ready") expect(titles(page)).toEqual(["Growth", "Typed at once"]);
    else expect(page.state.value).toBe("loading");
  });

  test("a page opens from this device alone, with what was typed a moment before the tab died", async () => {
    const first = ana.openTab();
    const a = await open(first);
    await begin(a);
    write(a, "Saved");
    await saved(a);
    ana.goOffline();
    await until(() => a.sync.value.type === "offline");
    write(a, "Unsaved");
    await kept(first, 2);
    first.kill();
    const again = await open(ana.openTab());
    expect(titles(again)).toEqual(["Saved", "Unsaved"]);
    expect(again.sync.value).toMatchObject({ waiting: expect.any(Number) });
  });

  test("what a dead tab left is sent by the next, once, and then taken off this device", async () => {
    const first = ana.openTab();
    const a = await open(first);
    await begin(a);
    ana.goOffline();
    await until(() => a.sync.value.type === "offline");
    for (const title of ["One", "Two", "Three"]) write(a, title);
    await kept(first, 6);
    first.kill();
    const second = ana.openTab();
    const again = await open(second);
    ana.goOnline();
    await inTime(() => again.sync.value.type === "saved");
    const b = await open(ben.openTab());
    await shows(b, "One", "Three", "Two");
    ana.pass(60_000);
    const store = await second.tab.store;
    for (let rows = -1; rows !== 0; ) rows = (await store?.readPage(PAGE))?.rows.length ?? 0;
    expect((await store?.readPage(PAGE))?.copy?.seq).toBeGreaterThan(0);
  });

  test("what a dead tab had sent without hearing of it is not sent twice", async () => {
    const first = ana.openTab();
    const a = await open(first);
    const release = server.log.hold();
    write(a, "Budget");
    await kept(first, 2);
    first.kill();
    release();
    const again = await open(ana.openTab());
    await inTime(() => again.sync.value.type === "saved");
    expect(titles(again)).toEqual(["Budget"]);
    expect(server.log.rows).toHaveLength(2);
  });

  test("a living tab sends on what another left as soon as that one dies", async () => {
    const first = ana.openTab();
    const a = await open(first);
    const second = await open(ana.openTab());
    ana.goOffline();
    await until(() => a.sync.value.type === "offline");
    write(a, "Last words");
    await shows(second, "Last words");
    first.kill();
    ana.goOnline();
    await inTime(() => second.sync.value.type === "saved");
    await shows(await open(ben.openTab()), "Last words");
  });

  test("two tabs of one browser are at one state without any server", async () => {
    ana.goOffline();
    const tab = ana.openTab();
    await tab.tab.people.takePair({ id: PAGE, me: "a", members: [], createdAt: "2026-01-05T09:00:00.000Z" });
    const first = tab.tab.pages.open(PAGE);
    await first.loaded;
    first.begun();
    write(first, "Before");
    const late = ana.openTab();
    const second = late.tab.pages.open(PAGE);
    await second.loaded;
    await shows(second, "Before");
    write(second, "After");
    await shows(first, "After", "Before");
  });

  test("what two tabs typed into each other's text offline is all saved", async () => {
    const first = await open(ana.openTab());
    const second = await open(ana.openTab());
    ana.goOffline();
    await until(() => first.sync.value.type === "offline" && second.sync.value.type === "offline");
    write(first, "x");
    for (let round = 0; round < 6; round += 1) {
      const [from, to] = round % 2 === 0 ? [first, second] : [second, first];
      await until(() => typed(to) === typed(from));
      type(to, `${round}`);
    }
    const whole = typed(first).length >= typed(second).length ? typed(first) : typed(second);
    ana.goOnline();
    await inTime(() => first.sync.value.type === "saved" && second.sync.value.type === "saved");
    const b = await open(ben.openTab());
    await until(() => typed(b).length === whole.length);
  });

  test("where this browser keeps nothing the page works, and says so", async () => {
    ana.indexedDB = null;
    const a = await open(ana.openTab());
    const b = await open(ben.openTab());
    write(a, "Budget");
    await shows(b, "Budget");
    await saved(a);
    ana.goOffline();
    await until(() => a.sync.value.type === "offline");
    write(a, "Hiring");
    expect(a.sync.value).toMatchObject({ type: "offline", onDevice: false });
    ana.goOnline();
    await inTime(() => a.sync.value.type === "saved");
  });

  test("where IndexedDB never answers the page opens all the same", async () => {
    ana.indexedDB = { open: () => new EventTarget() } as unknown as typeof ana.indexedDB;
    const tab = ana.openTab();
    const page = tab.tab.pages.open(PAGE);
    void tab.tab.people.refresh();
    await inTime(() => page.state.value === "ready");
    write(page, "Budget");
    await saved(page);
  });

  test("a full disk of this device is named, and nothing is lost while the tab lives", async () => {
    const tab = ana.openTab();
    const a = await open(tab);
    const store = await tab.tab.store;
    if (!store) throw new Error("no store");
    store.writeRows = async () => Promise.reject(new DOMException("full", "QuotaExceededError"));
    ana.goOffline();
    await until(() => a.sync.value.type === "offline");
    write(a, "Budget");
    await until(() => a.sync.value.type === "offline" && !a.sync.value.onDevice);
    ana.goOnline();
    await inTime(() => a.sync.value.type === "saved");
    await shows(await open(ben.openTab()), "Budget");
  });

  test("a copy that does not open is replaced by the server's", async () => {
    const first = ana.openTab();
    const a = await open(first);
    write(a, "Budget");
    await saved(a);
    const store = await first.tab.store;
    await store?.compact(PAGE, ({ copy }) => ({
      copy: {
        page: PAGE,
        epoch: 1,
        seq: 1,
        stamp: "torn",
        savedAt: "",
        ...copy,
        state: new Uint8Array([1, 9, 200, 3]),
      },
      settled: [],
    }));
    first.kill();
    const again = await open(ana.openTab());
    await shows(again, "Budget");
  });
});

describe("the server", () => {
  test("nothing is called saved while the server's disk is full; then it is, by itself", async () => {
    const a = await open(ana.openTab());
    const b = await open(ben.openTab());
    server.log.disk = "full";
    for (const title of ["One", "Two", "Three"]) write(a, title);
    await inTime(() => a.sync.value.type === "storage_full");
    server.log.disk = "ok";
    await inTime(() => a.sync.value.type === "saved");
    await shows(b, "One", "Three", "Two");
  });

  test("a change the server refuses for good is kept, named, and stops nobody else", async () => {
    const tab = ana.openTab();
    const a = await open(tab);
    const b = await open(ben.openTab());
    a.doc.getMap("nonsense").set("x", new Uint8Array(10));
    await inTime(() => a.sync.value.type === "refused");
    expect(a.sync.value).toMatchObject({ waiting: 1, onDevice: true });
    write(b, "Goes on");
    await inTime(() => titles(a).includes("Goes on"));
    await kept(tab, 1);
  });

  test("what is refused for good is set aside, and the same tab goes on", async () => {
    const tab = ana.openTab();
    const a = await open(tab);
    const b = await open(ben.openTab());
    write(a, "Before");
    await saved(a);
    a.doc.getMap("nonsense").set("x", new Uint8Array(10));
    write(a, "After");
    await inTime(() => a.isStuck.value);
    expect(await tab.tab.pages.setAside(PAGE)).toBe(true);
    const fresh = await successorOf(a);
    expect(titles(fresh)).toEqual(["Before"]);
    const [aside] = fresh.asides.value;
    const copy = new Y.Doc();
    Y.applyUpdate(copy, aside?.state ?? new Uint8Array());
    expect(readPage(copy).topics.map(({ title }) => title)).toContain("After");
    write(fresh, "Goes on");
    await inTime(() => fresh.sync.value.type === "saved");
    await shows(b, "Before", "Goes on");
    expect(ana.faults).toEqual([]);
  });

  test("what was set aside is on this device after a reload, and off the page, until it is thrown away", async () => {
    const first = ana.openTab();
    const a = await open(first);
    a.doc.getMap("nonsense").set("x", new Uint8Array(10));
    write(a, "After");
    await inTime(() => a.isStuck.value);
    await first.tab.pages.setAside(PAGE);
    await successorOf(a);
    first.kill();
    const second = ana.openTab();
    const again = await open(second);
    await saved(again);
    expect(titles(again)).toEqual([]);
    const [aside] = again.asides.value;
    if (!aside) throw new Error("nothing is aside");
    await second.tab.pages.throwAway(aside);
    expect(again.asides.value).toEqual([]);
    const store = await second.tab.store;
    expect(await store?.readAsides(PAGE)).toEqual([]);
    await second.tab.pages.keepAside(aside);
    expect(again.asides.value).toHaveLength(1);
    expect(await store?.readAsides(PAGE)).toHaveLength(1);
  });

  test("what an ended tab left and the server refuses can be set aside by the next, whose own goes on", async () => {
    const first = ana.openTab();
    const a = await open(first);
    a.doc.getMap("nonsense").set("x", new Uint8Array(10));
    write(a, "Lost words");
    await kept(first, 3);
    first.kill();
    const second = ana.openTab();
    const again = await open(second);
    await inTime(() => again.isStuck.value);
    expect(titles(again)).toContain("Lost words");
    write(again, "Mine");
    await second.tab.pages.setAside(PAGE);
    const fresh = await successorOf(again);
    await inTime(() => fresh.sync.value.type === "saved");
    await shows(fresh, "Mine");
    await shows(await open(ben.openTab()), "Mine");
    expect(fresh.asides.value).toHaveLength(1);
  });

  test("another tab that shows what was set aside begins anew, and keeps what it has yet to send", async () => {
    const tab = ana.openTab();
    const a = await open(tab);
    const other = await open(ana.openTab());
    const b = await open(ben.openTab());
    a.doc.getMap("nonsense").set("x", new Uint8Array(10));
    write(a, "After");
    await shows(other, "After");
    await inTime(() => a.isStuck.value);
    write(other, "Elsewhere");
    await tab.tab.pages.setAside(PAGE);
    const fresh = await successorOf(a);
    const freshOther = await successorOf(other);
    await inTime(() => fresh.sync.value.type === "saved" && freshOther.sync.value.type === "saved");
    await shows(b, "Elsewhere");
    for (const page of [fresh, freshOther]) await shows(page, "Elsewhere");
  });

  test("where this browser keeps nothing, what is set aside is in this tab", async () => {
    ana.indexedDB = null;
    const tab = ana.openTab();
    const a = await open(tab);
    a.doc.getMap("nonsense").set("x", new Uint8Array(10));
    await inTime(() => a.isStuck.value);
    await tab.tab.pages.setAside(PAGE);
    const fresh = await successorOf(a);
    expect(fresh.asides.value).toHaveLength(1);
    write(fresh, "Goes on");
    await inTime(() => fresh.sync.value.type === "saved");
  });

  test("what waited while the page was frozen is sent when it may be written again", async () => {
    const a = await open(ana.openTab());
    const frozen = { member: "a", name: "Ana", write: false } as const;
    server.changeAccess(PAGE, "ana", frozen);
    write(a, "Budget");
    await inTime(() => a.sync.value.type === "refused");
    server.changeAccess(PAGE, "ana", { ...frozen, write: true });
    await inTime(() => a.sync.value.type === "saved");
    await shows(await open(ben.openTab()), "Budget");
  });

  test("somebody whose access has ended reads what they have and is told", async () => {
    const tab = ana.openTab();
    const a = await open(tab);
    write(a, "Budget");
    await saved(a);
    server.changeAccess(PAGE, "ana", null);
    await inTime(() => a.access.value.type === "read");
    expect(a.access.value).toEqual({ type: "read", why: "access_ended" });
    expect(titles(a)).toEqual(["Budget"]);
    server.changeAccess(PAGE, "ana", { member: "a", name: "Ana", write: true });
    ana.goOffline();
    ana.goOnline();
    await inTime(() => a.access.value.type === "write");
  });

  test("with access gone, what still waits is not called saved, nor on its way", async () => {
    const a = await open(ana.openTab());
    const release = server.log.hold();
    write(a, "Budget");
    server.changeAccess(PAGE, "ana", null);
    await inTime(() => a.access.value.type === "read");
    release();
    expect(a.sync.value).toMatchObject({ type: "refused", code: 4410, onDevice: true });
  });

  test("a server that denies a session that is good is asked ever more rarely, until it is sane", async () => {
    const a = await open(ana.openTab());
    await saved(a);
    const deny = () => {
      server.signOut("ana");
      for (const each of [ana, server]) each.pass(20);
    };
    await until(() => isRefused(a, "internal"), deny);
    write(a, "Budget");
    expect(a.sync.value).toMatchObject({ type: "refused", waiting: 1, onDevice: true });
    const [from, before] = [ana.now, ana.connections];
    await until(() => ana.now - from > 60_000, deny);
    expect(isRefused(a, "internal")).toBe(true);
    expect(ana.connections - before).toBeLessThan(12);
    await inTime(() => a.sync.value.type === "saved");
    await shows(await open(ben.openTab()), "Budget");
  });

  test("a server that gives the page and takes it back upon each change is said to refuse, until it is sane", async () => {
    const a = await open(ana.openTab());
    const b = await open(ben.openTab());
    await saved(a);
    const tried = new Set<number>();
    ana.refused = (message) => {
      if (message.type !== "push") return null;
      tried.add(message.channel);
      return { ...message, type: "refused", code: REFUSAL_CODES.access_ended.code };
    };
    write(a, "Budget");
    await inTime(() => isRefused(a, "internal"));
    expect(a.sync.value).toMatchObject({ waiting: 1, onDevice: true });
    expect(a.access.value.type).toBe("write");
    const [from, before] = [ana.now, tried.size];
    for (let index = 1; ana.now - from < 60_000; index += 1) {
      if (index % 100 === 0) write(b, `Ben goes on ${index}`); // what arrives makes up for nothing
      await inTime(() => ana.now - from >= index * 20);
      expect(isRefused(a, "internal")).toBe(true);
    }
    expect(tried.size - before).toBeGreaterThan(0);
    expect(tried.size - before).toBeLessThan(12);
    ana.refused = () => null;
    await inTime(() => a.sync.value.type === "saved");
    await inTime(() => titles(b).includes("Budget"));
  });

  test("a page that is closed and given again now and then is as saved as ever", async () => {
    const a = await open(ana.openTab());
    for (let times = 0; times < 6; times += 1) {
      const { name, member } = { name: "Ana", member: "a" } as const;
      server.changeAccess(PAGE, "ana", { member, name, write: times % 2 === 1 });
      await inTime(() => a.access.value.type === (times % 2 === 1 ? "write" : "read"));
      const from = ana.now;
      await inTime(() => ana.now - from > 4000);
      expect(a.sync.value.type).toBe("saved");
    }
  });

  test("a page that is not mine is missing, not empty", async () => {
    const tab = ana.openTab();
    const page = tab.tab.pages.open("22222222-2222-4222-8222-222222222222");
    await inTime(() => page.state.value === "missing");
  });

  test("whoever names a newer schema than the server knows keeps nobody from writing", async () => {
    const a = await open(ana.openTab());
    const b = await open(ben.openTab());
    a.doc.getMap("page").set("schemaVersion", 99);
    await until(() => b.doc.getMap("page").get("schemaVersion") === 99);
    expect(b.access.value).toEqual({ type: "write" });
    write(b, "Budget");
    await until(() => titles(a).includes("Budget"));
  });

  test("a page that a newer client wrote can only be read", async () => {
    await serveAnew(99);
    const a = await open(ana.openTab());
    const b = await open(ben.openTab());
    a.doc.getMap("page").set("schemaVersion", 99);
    await until(() => b.access.value.type === "read");
    expect(b.access.value).toEqual({ type: "read", why: "newer_version" });
  });

  test("a connection that died without a word is noticed within ten seconds when something waits", async () => {
    const a = await open(ana.openTab());
    await saved(a);
    server.log.hold();
    const socketOf = ana.tabs[0]?.mute();
    write(a, "Budget");
    const from = ana.now;
    await until(
      () => a.sync.value.type === "offline",
      () => ana.pass(100),
    );
    expect(ana.now - from).toBeLessThanOrEqual(10_500);
    expect(socketOf).toBe(1);
  });

  test("what a server restored from a backup has forgotten is sent to it again by both who wrote it", async () => {
    const a = await open(ana.openTab());
    const b = await open(ben.openTab());
    write(a, "In the backup");
    await shows(b, "In the backup");
    const backup = server.log.rows.slice();
    const bindings = server.log.bindings.slice();
    write(b, "After it");
    await shows(a, "After it", "In the backup");
    edit(a.doc, "type", () => titleOf(a, "After it")?.insert(0, "Long "));
    await shows(b, "In the backup", "Long After it");
    await saved(a);

    await server.stop();
    server = await SyncServer.start();
    server.invite(PAGE, "ana", { member: "a", name: "Ana", write: true });
    server.invite(PAGE, "ben", { member: "b", name: "Ben", write: true });
    server.log.rows.push(...backup);
    server.log.bindings.push(...bindings);
    server.log.epoch = 2;
    await inTime(
      () => server.log.rows.length > backup.length && [a, b].every((page) => page.sync.value.type === "saved"),
    );
    const fresh = await open(browserOf("ben", "b").openTab());
    await shows(fresh, "In the backup", "Long After it");
  });
});

test("what is written while earlier words are on their way to the disk is kept by a tab that is reloaded", async () => {
  const tab = ana.openTab();
  const page = await open(tab);
  await begin(page);
  ana.goOffline();
  write(page, "Budget");
  await Promise.resolve();
  write(page, "Hiring");
  tab.leave();
  tab.killInTheAct();
  const again = await open(ana.openTab());
  await until(() => titles(again).length === 2);
  expect(titles(again)).toEqual(["Budget", "Hiring"]);
});
