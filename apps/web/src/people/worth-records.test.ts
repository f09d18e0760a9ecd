import { effect } from "@preact/signals";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type TestBrowser, type TestTab, until } from "../offline/testing/test-browser.ts";
import { personalOf } from "./personal.ts";
import { openRecordsBrowser, RecordsServer } from "./testing/records-server.ts";
import type { AnswersByMeeting } from "./worth-records.ts";

const PAIR = "8a1d7c5e-1f3b-4a0c-9a55-2f0d8e6f3b11";

let server: RecordsServer;
let browser: TestBrowser;
const stops: (() => void)[] = [];

beforeEach(() => {
  server = new RecordsServer();
  server.knowPair(PAIR);
  browser = openRecordsBrowser(server);
});

afterEach(() => {
  for (const stop of stops.splice(0)) stop();
  for (const tab of browser.tabs) tab.kill();
});

async function open(): Promise<TestTab> {
  const tab = browser.openTab();
  await tab.tab.people.refresh();
  return tab;
}

/** Shows a pair's answers. @returns what is shown, and how to stop. */
function show({ tab }: TestTab): { shown: () => Record<string, unknown>; hide: () => void } {
  let shown: AnswersByMeeting = {};
  const hide = effect(() => {
    shown = personalOf(tab).worth.of(PAIR).value;
  });
  stops.push(hide);
  return { shown: () => ({ ...shown }), hide };
}

function inTime(holds: () => boolean): Promise<void> {
  return until(holds, () => browser.pass(50));
}

/** Lets everything happen that is going to happen by itself within these milliseconds. */
async function pass(milliseconds: number): Promise<void> {
  const end = browser.now + milliseconds;
  await until(
    () => browser.now >= end,
    () => browser.pass(100),
  );
}

test("the other's answer shows within seconds of being given, without anybody doing anything", async () => {
  const tab = await open();
  const { shown } = show(tab);
  personalOf(tab.tab).worth.say(PAIR, "m1", "yes");
  await pass(20_000);
  expect(shown()).toEqual({ m1: { mine: "yes", theirs: null } });
  server.theirs.set(`${PAIR}/m1`, "no");
  const given = browser.now;
  await inTime(() => JSON.stringify(shown()).includes('"theirs":"no"'));
  expect(browser.now - given).toBeLessThanOrEqual(5_000);
});

test("where the other was first, their answer comes with mine", async () => {
  const tab = await open();
  const { shown } = show(tab);
  server.theirs.set(`${PAIR}/m1`, "yes");
  await pass(10_000);
  expect(shown()).toEqual({});
  personalOf(tab.tab).worth.say(PAIR, "m1", "no");
  await inTime(() => personalOf(tab.tab).outbox.waiting.value.length === 0);
  expect(shown()).toEqual({ m1: { mine: "no", theirs: "yes" } });
});

test("nobody is asked without end: not before my answer, not once the other's is there, not when nothing is shown", async () => {
  const tab = await open();
  const { hide } = show(tab);
  await pass(5_000);
  server.reads = 0;
  await pass(60_000);
  expect(server.reads).toBe(0);

  personalOf(tab.tab).worth.say(PAIR, "m1", "yes");
  await pass(60_000);
  expect(server.reads).toBeGreaterThan(5);
  expect(server.reads).toBeLessThanOrEqual(15);
  server.theirs.set(`${PAIR}/m1`, "no");
  await pass(10_000);
  server.reads = 0;
  await pass(60_000);
  expect(server.reads).toBe(0);

  personalOf(tab.tab).worth.say(PAIR, "m2", "yes");
  hide();
  await pass(10_000);
  server.reads = 0;
  await pass(60_000);
  expect(server.reads).toBe(0);
  show(tab);
  await pass(60_000);
  expect(server.reads).toBeGreaterThan(5);
  await pass(16 * 60_000);
  server.reads = 0;
  await pass(60_000);
  expect(server.reads).toBe(0);
});

test("the next visit shows what was known, offline too", async () => {
  const first = await open();
  server.theirs.set(`${PAIR}/m1`, "yes");
  personalOf(first.tab).worth.say(PAIR, "m1", "no");
  await inTime(() => personalOf(first.tab).outbox.waiting.value.length === 0);
  await pass(1_000);
  first.kill();
  browser.goOffline();
  const { shown } = show(await open());
  await inTime(() => JSON.stringify(shown()) !== "{}");
  expect(shown()).toEqual({ m1: { mine: "no", theirs: "yes" } });
});

test("a list that was asked for before an answer was given takes nothing of it back", async () => {
  const tab = await open();
  const { promise, resolve } = Promise.withResolvers<void>();
  server.readGate = promise;
  const { shown } = show(tab);
  await inTime(() => server.reads === 1);
  personalOf(tab.tab).worth.say(PAIR, "m1", "yes");
  await inTime(() => personalOf(tab.tab).outbox.waiting.value.length === 0);
  server.readGate = null;
  resolve();
  await inTime(() => server.reads >= 2);
  await pass(1_000);
  expect(shown()).toEqual({ m1: { mine: "yes", theirs: null } });
});

test("whoever comes back to the tab sees what the other said meanwhile", async () => {
  const tab = await open();
  const { shown } = show(tab);
  personalOf(tab.tab).worth.say(PAIR, "m1", "yes");
  await pass(60 * 60_000);
  server.theirs.set(`${PAIR}/m1`, "yes");
  await pass(60_000);
  expect(shown()).toEqual({ m1: { mine: "yes", theirs: null } });
  tab.wake();
  await inTime(() => JSON.stringify(shown()).includes('"theirs":"yes"'));
});

test("a meeting called like a name of JavaScript objects has no answer until one is given", async () => {
  const tab = await open();
  const answers = personalOf(tab.tab).worth.of(PAIR);
  expect(answers.value.constructor).toBeUndefined();
  personalOf(tab.tab).worth.say(PAIR, "constructor", "no");
  expect(answers.value.constructor).toEqual({ mine: "no", theirs: null });
});
