import { seededRandom } from "@candor/fixtures/random.ts";
import { effect } from "@preact/signals";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type TestBrowser, type TestTab, until } from "../offline/testing/test-browser.ts";
import { toasts } from "../ui/toasts.ts";
import { type Personal, personalOf } from "./personal.ts";
import { openRecordsBrowser, RecordsServer } from "./testing/records-server.ts";

const PAIR = "8a1d7c5e-1f3b-4a0c-9a55-2f0d8e6f3b11";
const WANTED = { myName: "Ana", theirName: "Ben", myRole: "peer", theirRole: "peer" };
const QUESTION = { text: "What would you drop?", occasion: "big_picture", asks: "direct", depth: "deep" } as const;

let server: RecordsServer;
let browser: TestBrowser;
const stops: (() => void)[] = [];

beforeEach(() => {
  server = new RecordsServer();
  browser = openRecordsBrowser(server);
  toasts.value = [];
});

afterEach(() => {
  for (const stop of stops.splice(0)) stop();
  for (const tab of browser.tabs) tab.kill();
});

function open(tab: TestTab = browser.openTab()): Personal {
  return personalOf(tab.tab);
}

/** A tab of somebody who is signed in and shares a page. */
async function openShared(): Promise<{ tab: TestTab; personal: Personal }> {
  server.knowPair(PAIR);
  const tab = browser.openTab();
  await tab.tab.people.refresh();
  return { tab, personal: open(tab) };
}

function inTime(holds: () => boolean): Promise<void> {
  return until(holds, () => browser.pass(50));
}

function show(signal: { value: unknown }): void {
  stops.push(effect(() => void signal.value));
}

/** Lets everything happen that is going to happen by itself. */
async function settle(): Promise<void> {
  let turns = 0;
  await until(
    () => {
      turns += 1;
      return turns > 200;
    },
    () => browser.pass(100),
  );
}

function said(worth: "yes" | "no", meeting = "m1"): string {
  return `PUT /api/pairs/${PAIR}/meetings/${meeting}/worth {"worth":"${worth}"}`;
}

test("what is said offline shows at once, and goes to the server when there is one", async () => {
  const { personal } = await openShared();
  browser.goOffline();
  personal.worth.say(PAIR, "m1", "yes");
  const id = personal.questions.save(QUESTION);
  personal.questions.mark(id, { favourite: true });
  expect({ ...personal.worth.of(PAIR).value }).toEqual({ m1: { mine: "yes", theirs: null } });
  expect(personal.questions.mine.value).toEqual({ own: [{ ...QUESTION, id }], hidden: [], favourites: [id] });
  await settle();
  expect(server.log).toEqual([]);

  browser.goOnline();
  await inTime(() => personal.outbox.waiting.value.length === 0);
  expect(server.mine.get(`${PAIR}/m1`)).toBe("yes");
  expect([...server.own.keys(), ...server.marks.keys()]).toEqual([id, id]);
  expect({ ...personal.worth.of(PAIR).value }).toEqual({ m1: { mine: "yes", theirs: null } });
});

test("what was never sent is sent by the next visit, without anybody asking for it", async () => {
  const { tab, personal } = await openShared();
  browser.goOffline();
  expect(
    await personal.outbox.add({
      method: "PUT",
      path: "/api/me/questions/marks/q1",
      body: { hidden: true },
      pair: null,
    }),
  ).toBe(true);
  tab.kill();
  browser.isOnline = true;
  browser.openTab();
  await inTime(() => server.marks.has("q1"));
  const again = open(browser.openTab());
  await inTime(() => again.outbox.waiting.value.length === 0);
  expect(server.log).toHaveLength(1);
});

test("a tab that is reloaded right after something was pressed has kept it", async () => {
  const { tab, personal } = await openShared();
  await personal.outbox.loaded;
  await tab.tab.store;
  browser.goOffline();
  personal.questions.mark("q1", { hidden: true });
  personal.questions.mark("q1", { hidden: false, favourite: true });
  personal.worth.say(PAIR, "m1", "yes");
  await Promise.resolve(); // no more than what belongs to the press itself
  tab.killInTheAct();
  browser.isOnline = true;
  const next = open();
  await inTime(() => server.log.length === 2 && next.outbox.waiting.value.length === 0);
  expect(server.log).toEqual(['PUT /api/me/questions/marks/q1 {"hidden":false,"favourite":true}', said("yes")]);
});

test("of several answers to one thing the last is sent, once", async () => {
  const { personal } = await openShared();
  browser.goOffline();
  for (const worth of ["yes", "no", "yes", "no"] as const) personal.worth.say(PAIR, "m1", worth);
  personal.questions.mark("q1", { hidden: true });
  personal.questions.mark("q1", { favourite: true });
  personal.questions.mark("q1", { hidden: false });
  await settle();
  browser.goOnline();
  await inTime(() => personal.outbox.waiting.value.length === 0);
  expect(server.log).toEqual([said("no"), 'PUT /api/me/questions/marks/q1 {"hidden":false,"favourite":true}']);
});

test("a question that was taken away again before it was sent is gone on the server too", async () => {
  const { personal } = await openShared();
  browser.goOffline();
  const id = personal.questions.save(QUESTION);
  personal.questions.remove(id);
  expect(personal.questions.mine.value.own).toEqual([]);
  browser.goOnline();
  await inTime(() => personal.outbox.waiting.value.length === 0);
  expect(server.log).toEqual([`DELETE /api/me/questions/own/${id}`]);
});

test("what is changed while it is on its way goes after it", async () => {
  const { personal } = await openShared();
  const { promise, resolve } = Promise.withResolvers<void>();
  server.gate = promise;
  personal.worth.say(PAIR, "m1", "yes");
  await settle();
  personal.worth.say(PAIR, "m1", "no");
  resolve();
  await inTime(() => server.log.length === 2 && personal.outbox.waiting.value.length === 0);
  expect(server.log).toEqual([said("yes"), said("no")]);
  expect(personal.worth.of(PAIR).value.m1?.mine).toBe("no");
});

test("nothing is sent before there is somebody to send it as, and a page that the server knows", async () => {
  server.isSignedIn = false;
  const tab = browser.openTab();
  const personal = open(tab);
  browser.isOnline = false;
  await tab.tab.people.begin(PAIR, WANTED);
  personal.worth.say(PAIR, "m1", "yes");
  personal.questions.mark("q1", { hidden: true });
  await settle();
  expect(server.log).toEqual([]);
  browser.goOnline();
  await inTime(() => personal.outbox.waiting.value.length === 0);
  expect(server.log[0]).toMatch(`PUT /api/pairs/${PAIR} `);
  expect(server.mine.get(`${PAIR}/m1`)).toBe("yes");
});

test("a server that is not well loses nothing and is not asked without end", async () => {
  const { personal } = await openShared();
  server.faults = [503, 500, "lost_on_the_way_back", 502];
  personal.worth.say(PAIR, "m1", "yes");
  await inTime(() => personal.outbox.waiting.value.length === 0);
  expect(server.mine.get(`${PAIR}/m1`)).toBe("yes");
  expect(server.log).toEqual([said("yes"), said("yes")]); // the first one's answer was lost
  expect(browser.now).toBeGreaterThan(10_000);
  expect(toasts.value).toEqual([]);
});

test("what the server refuses for good is as it was before, and the person is told", async () => {
  const { personal } = await openShared();
  personal.questions.mark("q1", { hidden: true });
  await inTime(() => personal.outbox.waiting.value.length === 0);
  server.faults = [400];
  personal.questions.mark("q2", { hidden: true });
  personal.questions.mark("q3", { hidden: true });
  await inTime(() => personal.outbox.waiting.value.length === 0);
  expect(personal.questions.mine.value.hidden).toEqual(["q1", "q3"]);
  expect(toasts.value.map(({ text }) => text)).toEqual([expect.stringContaining("could not be saved")]);
});

test("what the server refuses for want of a session waits until there is one again", async () => {
  const { tab, personal } = await openShared();
  server.isSignedIn = false;
  personal.worth.say(PAIR, "m1", "yes");
  await inTime(() => tab.tab.people.isSignedOut.value);
  await settle();
  expect(personal.outbox.waiting.value).toHaveLength(1);
  expect(toasts.value).toEqual([]);
  await tab.tab.people.signIn();
  await inTime(() => personal.outbox.waiting.value.length === 0);
  expect(server.mine.get(`${PAIR}/m1`)).toBe("yes");
});

test("what one tab says shows in the other, before the server has it and after", async () => {
  const { personal } = await openShared();
  const other = open();
  await other.outbox.loaded;
  show(other.questions.mine);
  show(other.worth.of(PAIR));
  await settle();
  server.reads = 0;
  const { promise, resolve } = Promise.withResolvers<void>();
  server.gate = promise;
  personal.questions.mark("q1", { favourite: true });
  personal.worth.say(PAIR, "m1", "no");
  const seen: boolean[] = [];
  const isSeen = () =>
    other.questions.mine.value.favourites.length === 1 && other.worth.of(PAIR).value.m1?.mine === "no";
  await inTime(isSeen);
  stops.push(effect(() => void seen.push(isSeen())));
  resolve();
  await inTime(() => personal.outbox.waiting.value.length + other.outbox.waiting.value.length === 0);
  expect(server.log).toHaveLength(2);
  await settle();
  expect(seen).not.toContain(false);
  expect(server.reads).toBe(0);
});

test("a browser that keeps nothing still sends", async () => {
  browser.indexedDB = null;
  const { personal } = await openShared();
  personal.worth.say(PAIR, "m1", "no");
  await inTime(() => server.mine.get(`${PAIR}/m1`) === "no" && personal.outbox.waiting.value.length === 0);
});

test("a page taken off this device takes along what was never sent of it", async () => {
  const { tab, personal } = await openShared();
  browser.goOffline();
  await personal.outbox.add({
    method: "PUT",
    path: `/api/pairs/${PAIR}/meetings/m1/worth`,
    body: { worth: "no" },
    pair: PAIR,
  });
  personal.questions.mark("q1", { hidden: true });
  await settle();
  await tab.tab.forgetPair(PAIR);
  const next = open();
  await next.outbox.loaded;
  expect(next.outbox.waiting.value.map(({ path }) => path)).toEqual(["/api/me/questions/marks/q1"]);
});

test.each([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])(
  "whatever breaks, the server ends up with what was said last (seed %i)",
  async (seed) => {
    const random = seededRandom(seed);
    browser = openRecordsBrowser(server, random.next);
    server.knowPair(PAIR);
    const tabs: TestTab[] = [];
    const openOne = async () => {
      const tab = browser.openTab();
      tabs.push(tab);
      await tab.tab.people.loaded;
      if (tab.tab.people.me.peek() === null) await tab.tab.people.refresh();
      await open(tab).outbox.loaded;
    };
    await openOne();
    const wanted = new Map<string, boolean>();
    for (let step = 0; step < 40; step += 1) {
      if (random.chance(0.15)) server.faults.push(random.pick([500, 503, "lost_on_the_way_back"] as const));
      if (random.chance(0.1)) browser.goOffline();
      if (random.chance(0.1)) browser.goOnline();
      if (random.chance(0.1) && tabs.length > 1) tabs.splice(random.whole(tabs.length), 1)[0]?.kill();
      if (random.chance(0.15) && browser.isOnline) await openOne();
      if (random.chance(0.3)) browser.pass(random.whole(3000));
      const { outbox } = open(random.pick(tabs));
      const [id, mark] = [`q${random.whole(3)}`, random.pick(["hidden", "favourite"])];
      const on = random.chance(0.5);
      wanted.set(`${id} ${mark}`, on);
      // Kept before the person does the next thing: what a tab says in its last breath may be lost.
      expect(
        await outbox.add({ method: "PUT", path: `/api/me/questions/marks/${id}`, body: { [mark]: on }, pair: null }),
      ).toBe(true);
    }
    browser.goOnline();
    server.faults = [];
    await openOne();
    await inTime(() => tabs.every((tab) => open(tab).outbox.waiting.value.length === 0));
    const marks = [...server.marks].flatMap(([id, each]) =>
      Object.entries(each).map(([mark, on]) => [`${id} ${mark}`, on]),
    );
    expect(new Map(marks as [string, boolean][])).toEqual(wanted);
  },
);
