import { expect, test } from "vitest";
import * as Y from "yjs";
import { beginPage } from "../page/begin-page.ts";
import { readPage } from "../page/read-page.ts";
import { addTopic } from "../topic/add-topic.ts";
import { exportJson } from "../transfer/export-json.ts";
import { exportMarkdown } from "../transfer/export-markdown.ts";
import { firstMapping, type ImportContext, planImport, previewImport, questionsOf, understand } from "./plan-import.ts";
import { readSource } from "./read-source.ts";

const CONTEXT: ImportContext = {
  names: { a: "Ana", b: "Sam" },
  today: Temporal.PlainDate.from("2026-11-22"),
  sealed: [],
};
const MEMBERS = [
  { id: "a", name: "Ana" },
  { id: "b", name: "Sam" },
] as const;

function understoodOf(text: string, name: string) {
  const source = readSource(name, new TextEncoder().encode(text));
  if (source.type === "pages") throw new Error("it holds several pages");
  return understand(name, source);
}

function read(text: string, name: string) {
  const understood = understoodOf(text, name);
  if (understood.type !== "understood") throw new Error(understood.why);
  return understood.source;
}

function planned(text: string, name = "notes.md") {
  return ready(tryToPlan(text, name));
}

function tryToPlan(text: string, name = "notes.md") {
  const source = read(text, name);
  return planImport(source, firstMapping(source, CONTEXT.names), CONTEXT);
}

function ready(plan: ReturnType<typeof planImport>) {
  if (typeof plan !== "function") throw new Error(plan?.type ?? "something is asked first");
  return plan;
}

test("a preview says what would come and changes nothing", () => {
  const { doc, editor } = newPage("Growth");
  const plan = planned("# Ana and Sam\n\n## 2026-11-10\n\n- Budget\n- Hiring\n\n## Hopper\n\n- Conference\n");
  const before = Y.encodeStateVector(doc);
  const { imported, changes, fits } = previewImport(doc, editor, plan, { replaceWelcome: false, mostBytes: 5_000_000 });
  expect(imported.added).toEqual({ meetings: 1, topics: 3, actions: 0 });
  expect(fits).toBe(true);
  expect(changes.map((change) => change.type).toSorted()).toEqual([
    "meeting_planned",
    "topic_added",
    "topic_added",
    "topic_added",
  ]);
  expect(Y.encodeStateVector(doc)).toEqual(before);
  plan(doc, editor, { replaceWelcome: false });
  expect(
    readPage(doc)
      .topics.map((topic) => topic.title)
      .toSorted(),
  ).toEqual(["Budget", "Conference", "Growth", "Hiring"]);
});

test("what holds far more than any page is said to, without trying it for minutes", () => {
  const topics = Array.from({ length: 20_001 }, (_, index) => ({ id: `t${index}`, title: "Budget" }));
  expect(tryToPlan(JSON.stringify({ format: "candor-page", version: 1, topics }), "page.json")).toEqual({
    ...{ type: "too_much", things: 20_001 },
  });
  expect(tryToPlan(`# 2026-11-10\n${"- Budget\n".repeat(20_001)}`)).toEqual({ type: "too_much", things: 20_002 });
  expect(tryToPlan(`# 2026-11-10\n${"- Budget\n".repeat(2000)}`)).toBeTypeOf("function");
});

test("what was exported is recognised by what it holds, whatever its name", () => {
  const { doc } = newPage("Growth");
  expect(read(exportJson(doc, MEMBERS), "page.txt").kind).toBe("page");
  expect(read(exportMarkdown(doc, MEMBERS), "page").kind).toBe("text");
});

test("a date that can be read in two ways is asked about, and one that cannot decides for all", () => {
  const unclear = read("## 03/04/2025\n- Budget\n## 10/04/2025\n- Hiring", "notes.md");
  const mapping = firstMapping(unclear, CONTEXT.names);
  expect(mapping.order).toBeNull();
  expect(planImport(unclear, mapping, CONTEXT)).toBeNull();
  const { doc, editor } = newPage();
  ready(planImport(unclear, { ...mapping, order: "month_day" }, CONTEXT))(doc, editor, { replaceWelcome: false });
  expect(readPage(doc).meetings.map(({ start }) => start?.slice(0, 10))).toContain("2025-03-04");
  const clear = read("## 03/04/2025\n- Budget\n## 17/04/2025\n- Hiring", "notes.md");
  expect(firstMapping(clear, CONTEXT.names).order).toBe("day_month");
});

test("a heading that only looks like a date is none when somebody says so", () => {
  const source = read("## 10 Nov 2026\n- Budget\n## Plans for 1 Dec 2026\n- Party", "notes.md");
  const mapping = firstMapping(source, CONTEXT.names);
  expect(questionsOf(source, CONTEXT.names, {}).dates).toEqual(["10 Nov 2026", "Plans for 1 Dec 2026"]);
  const { doc, editor } = newPage();
  const notDates = new Set(["Plans for 1 Dec 2026"]);
  const result = ready(planImport(source, { ...mapping, notDates }, CONTEXT))(doc, editor, { replaceWelcome: false });
  expect(result.added.meetings).toBe(1);
});

test("names before a colon are whose somebody says, and the other's words say who brought them", () => {
  const { doc, editor } = newPage();
  planned("## 2026-11-10\n- Sam: Budget\n- Ana: Hiring\n- SAM: no name of ours is this: one\n- Why: because")(
    doc,
    editor,
    {
      replaceWelcome: false,
    },
  );
  const said = readPage(doc).topics.map(({ title, author, importedBy }) => [title, author, importedBy]);
  expect(said).toContainEqual(["Budget", "b", "a"]);
  expect(said).toContainEqual(["Hiring", "a", null]);
  expect(said).toContainEqual(["Why: because", "a", null]);
});

test("a page that Sam exported on the other seat comes with everybody on their own", () => {
  const { doc, editor } = newPage("Growth");
  const json = exportJson(doc, [
    { id: "a", name: "Sam" },
    { id: "b", name: "Ana" },
  ]);
  const here = newPage();
  planned(json, "page.json")(here.doc, { ...editor, newId: here.editor.newId }, { replaceWelcome: false });
  expect(readPage(here.doc).topics).toMatchObject([{ title: "Growth", author: "b", importedBy: "a" }]);
});

test.each([
  ["JSON that was cut off", '{"format": "candor-pa', "not_json"],
  ["JSON of something else", '{"name": "x"}', "not_a_page"],
  ["a page of the future", '{"format": "candor-page", "version": 99}', "newer_version"],
])("%s is refused with its reason", (_, text, why) => {
  expect(understoodOf(text, "a.json")).toEqual({ type: "failed", why });
});

let pages = 0;

function newPage(...titles: string[]) {
  const doc = new Y.Doc();
  pages += 1;
  const page = pages;
  let ids = 0;
  const editor = { member: "a", now: "2026-11-22T10:00:00Z", newId: () => `p${page}id${++ids}` } as const;
  beginPage(doc, editor, {
    settings: { everyWeeks: 1, minutes: 30, medium: null, timeZone: "UTC" },
    welcome: [],
    firstStart: "2026-11-24T10:00",
  });
  for (const title of titles) addTopic(doc, editor, { title, place: "hopper" });
  return { doc, editor };
}
