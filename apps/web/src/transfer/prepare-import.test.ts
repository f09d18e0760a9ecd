import { beginPage } from "@candor/document/page/begin-page.ts";
import { readPage } from "@candor/document/page/read-page.ts";
import { addTopic } from "@candor/document/topic/add-topic.ts";
import { exportJson } from "@candor/document/transfer/export-json.ts";
import { exportMarkdown } from "@candor/document/transfer/export-markdown.ts";
import { expect, test } from "vitest";
import * as Y from "yjs";
import { type ImportContext, prepareImport, previewImport } from "./prepare-import.ts";

const CONTEXT: ImportContext = {
  names: { a: "Ana", b: "Sam" },
  today: Temporal.PlainDate.from("2026-11-22"),
  dateOrder: "day_month",
};
const MEMBERS = [
  { id: "a", name: "Ana" },
  { id: "b", name: "Sam" },
] as const;

test("a preview says what would come and changes nothing", async () => {
  const { doc, editor } = newPage("Growth");
  const read = await prepareImport(
    new File(["# Ana and Sam\n\n## 2026-11-10\n\n- Budget\n- Hiring\n\n## Hopper\n\n- Conference\n"], "notes.md"),
    CONTEXT,
  );
  if (read.type !== "ready") throw new Error(read.why);
  const before = Y.encodeStateVector(doc);
  const { imported, changes } = previewImport(doc, editor, read.prepared, { replaceWelcome: false });
  expect(imported.added).toEqual({ meetings: 1, topics: 3, actions: 0 });
  expect(changes.map((change) => change.type).toSorted()).toEqual([
    "meeting_planned",
    "topic_added",
    "topic_added",
    "topic_added",
  ]);
  expect(Y.encodeStateVector(doc)).toEqual(before);
  read.prepared.apply(doc, editor, { replaceWelcome: false });
  expect(
    readPage(doc)
      .topics.map((topic) => topic.title)
      .toSorted(),
  ).toEqual(["Budget", "Conference", "Growth", "Hiring"]);
});

test("what was exported is recognised by what it holds, whatever its name", async () => {
  const { doc } = newPage("Growth");
  const json = await prepareImport(new File([exportJson(doc, MEMBERS)], "page.txt"), CONTEXT);
  expect(json).toMatchObject({ type: "ready", prepared: { kind: "json" } });
  const markdown = await prepareImport(new File([exportMarkdown(doc, MEMBERS)], "page"), CONTEXT);
  expect(markdown).toMatchObject({ type: "ready", prepared: { kind: "markdown" } });
});

test.each([
  ["an empty file", new File(["  \n"], "a.md"), "empty"],
  ["a picture", new File([new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0xff])], "a.md"), "not_text"],
  ["JSON that was cut off", new File(['{"format": "candor-pa'], "a.json"), "not_json"],
  ["JSON of something else", new File(['{"name": "x"}'], "a.json"), "not_a_page"],
  ["a page of the future", new File(['{"format": "candor-page", "version": 99}'], "a.json"), "newer_version"],
])("%s is refused with its reason", async (_, file, why) => {
  expect(await prepareImport(file, CONTEXT)).toEqual({ type: "failed", why });
});

function newPage(...titles: string[]) {
  const doc = new Y.Doc();
  let ids = 0;
  const editor = { member: "a", now: "2026-11-22T10:00:00Z", newId: () => `id${++ids}` } as const;
  beginPage(doc, editor, {
    settings: { everyWeeks: 1, minutes: 30, medium: null, timeZone: "UTC" },
    welcome: [],
    firstStart: "2026-11-24T10:00",
  });
  for (const title of titles) addTopic(doc, editor, { title, place: "hopper" });
  return { doc, editor };
}
