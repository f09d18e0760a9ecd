import { beginPage } from "@candor/document/page/begin-page.ts";
import { addTopic } from "@candor/document/topic/add-topic.ts";
import { expect, test } from "vitest";
import * as Y from "yjs";
import { askedOnDevice, readAsked } from "./asked-on-device.ts";

const EDITOR = { member: "a", now: "2026-11-20T09:00:00Z" } as const;

function storedPage(...questions: string[]): Uint8Array[] {
  const doc = new Y.Doc();
  let count = 0;
  const editor = { ...EDITOR, newId: () => `id${++count}` };
  beginPage(doc, editor, {
    settings: { everyWeeks: 1, minutes: 30, medium: null, timeZone: "Europe/Berlin" },
    welcome: [],
    firstStart: "2026-11-24T10:00",
  });
  for (const question of questions) addTopic(doc, editor, { title: `${question}?`, place: "hopper", question });
  return [Y.encodeStateAsUpdate(doc)];
}

test("what stands on the pages of this device says with whom, and a page that is not here says nothing", async () => {
  const pages = new Map([
    ["p1", storedPage("well-why", "big-mission")],
    ["p2", storedPage("well-why")],
  ]);
  const people = [
    { pairId: "p1", name: "Sam" },
    { pairId: "p2", name: "Lee" },
    { pairId: "p3", name: "Noor" },
  ];
  await readAsked(people, async (pairId) => pages.get(pairId) ?? null);
  expect(askedOnDevice.value.get("well-why")?.map(({ name }) => name)).toEqual(["Sam", "Lee"]);
  expect(askedOnDevice.value.get("big-mission")).toEqual([
    { question: "big-mission", day: "2026-11-20", state: "in_hopper", name: "Sam" },
  ]);
});

test("a page that is gone takes what it said along", async () => {
  await readAsked([{ pairId: "p1", name: "Sam" }], async () => storedPage("well-why"));
  await readAsked([], async () => null);
  expect(askedOnDevice.value.size).toBe(0);
});
