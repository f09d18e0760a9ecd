import { effect } from "@preact/signals";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type TestBrowser, type TestTab, until } from "../offline/testing/test-browser.ts";
import { personalOf } from "./personal.ts";
import type { MyQuestions } from "./question-records.ts";
import { openRecordsBrowser, RecordsServer } from "./testing/records-server.ts";

const QUESTION = { text: "What would you drop?", occasion: "big_picture", asks: "direct", depth: "deep" } as const;

let server: RecordsServer;
let browser: TestBrowser;
const stops: (() => void)[] = [];

beforeEach(() => {
  server = new RecordsServer();
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

function show({ tab }: TestTab): () => MyQuestions {
  let shown: MyQuestions = { own: [], hidden: [], favourites: [] };
  stops.push(
    effect(() => {
      shown = personalOf(tab).questions.mine.value;
    }),
  );
  return () => shown;
}

function inTime(holds: () => boolean): Promise<void> {
  return until(holds, () => browser.pass(50));
}

test("a question of mine is the same on another device of mine", async () => {
  const tab = await open();
  const { questions } = personalOf(tab.tab);
  const id = questions.save({ ...QUESTION, text: " What would you drop? " });
  questions.mark("big-mission", { hidden: true });
  questions.mark(id, { favourite: true });
  await inTime(() => personalOf(tab.tab).outbox.waiting.value.length === 0);

  browser = openRecordsBrowser(server);
  const shown = show(await open());
  await inTime(() => shown().own.length === 1);
  expect(shown()).toEqual({ own: [{ ...QUESTION, id }], hidden: ["big-mission"], favourites: [id] });
});

test("the next visit shows what was known, offline too", async () => {
  const first = await open();
  show(first);
  const id = personalOf(first.tab).questions.save(QUESTION);
  await inTime(() => personalOf(first.tab).outbox.waiting.value.length === 0);
  await until(
    () => browser.now > 1_000,
    () => browser.pass(100),
  );
  first.kill();
  browser.goOffline();
  const shown = show(await open());
  await inTime(() => shown().own.length === 1);
  expect(shown().own).toEqual([{ ...QUESTION, id }]);
});

test("a question that is changed keeps its place and its marks", async () => {
  const tab = await open();
  const shown = show(tab);
  const { questions } = personalOf(tab.tab);
  const ids = ["One?", "Two?", "Three?"].map((text) => questions.save({ ...QUESTION, text }));
  await inTime(() => personalOf(tab.tab).outbox.waiting.value.length === 0);
  const second = ids[1] ?? "";
  questions.mark(second, { favourite: true });
  questions.save({ ...QUESTION, id: second, text: "Second?" });
  expect(shown().own.map(({ text }) => text)).toEqual(["One?", "Second?", "Three?"]);
  await inTime(() => personalOf(tab.tab).outbox.waiting.value.length === 0);
  expect(shown().own.map(({ text }) => text)).toEqual(["One?", "Second?", "Three?"]);
  expect(shown().favourites).toEqual([second]);
  questions.remove(second);
  expect([shown().own.length, shown().favourites]).toEqual([2, []]);
});

test("what a newer version has words for that this one lacks is left out, and left alone", async () => {
  server.own.set("q1", { ...QUESTION, id: "q1", occasion: "retirement" });
  server.own.set("q2", { ...QUESTION, id: "q2" });
  const shown = show(await open());
  await inTime(() => shown().own.length > 0);
  expect(shown().own).toEqual([{ ...QUESTION, id: "q2" }]);
  expect(server.own.size).toBe(2);
});
