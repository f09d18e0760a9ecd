import { expect, test } from "vitest";
import * as Y from "yjs";
import { changesBetween } from "../page/changes-between.ts";
import { fingerprintPage } from "../page/fingerprint-page.ts";
import { readPage } from "../page/read-page.ts";
import { binnedAndOpen, importLines, READING } from "../testing/import-lines.ts";
import { idOf, reopened, sync, titles, twoPeers } from "../testing/two-peers.ts";
import { addTopic } from "../topic/add-topic.ts";
import { setTopicTitle, topicNotes } from "../topic/edit-topic.ts";
import { ownUndo } from "../undo.ts";
import { sealYears } from "../volume/seal-years.ts";
import { foldImports } from "./fold-imports.ts";
import { importMarkdown } from "./import-markdown.ts";
import { openImports, readImports } from "./import-record.ts";
import { previewMarkdown } from "./preview-markdown.ts";
import { undoImport } from "./undo-import.ts";

const TEXT = "## 2025-03-04\n- Budget\n- Hiring\n- [ ] Ask Lee\n## 2025-03-11\n- Launch\n## Hopper\n- Conference";
const NOW = Temporal.Instant.from("2026-11-20T09:00:00Z");

test("an import is taken back whole on another device, days later, by either of the two", () => {
  const [ana, ben] = twoPeers(["Growth"]);
  const before = readPage(ana.doc);
  importLines(ana, TEXT);
  sync(ana, ben);
  const later = { doc: reopened(ben), editor: { ...ben.editor, now: "2026-11-25T09:00:00Z" } };
  const [found] = openImports(later.doc, Temporal.Instant.from(later.editor.now));
  expect(found).toMatchObject({ by: "a", name: "notes.md", meetings: 2, topics: 4, actions: 1 });
  expect(undoImport(later.doc, later.editor, found!.id)).toEqual({
    removed: { meetings: 2, topics: 4, actions: 1 },
    kept: 0,
  });
  const after = readPage(later.doc);
  expect(after.meetings).toEqual(before.meetings);
  expect(after.topics.filter(({ state }) => state !== "binned")).toEqual(before.topics);
  expect(after.actions.every(({ state }) => state === "binned")).toBe(true);
  expect(undoImport(later.doc, later.editor, found!.id)).toBeNull();
});

test("what either of the two typed into since stays, with the meeting it stands at", () => {
  const [ana, ben] = twoPeers();
  importLines(ana, TEXT);
  sync(ana, ben);
  setTopicTitle(ben.doc, idOf(ben, "Budget"), "Budget of next year");
  const notes = topicNotes(ben.doc, idOf(ben, "Launch"));
  notes?.insert(0, [new Y.XmlElement("paragraph")]);
  addTopic(ben.doc, ben.editor, { title: "New here", place: readPage(ben.doc).meetings[0]!.id });
  sync(ana, ben);
  const [found] = readImports(ana.doc);
  expect(undoImport(ana.doc, ana.editor, found!.id)).toMatchObject({ removed: { meetings: 0, topics: 2, actions: 1 } });
  expect(binnedAndOpen(ana).open).toEqual(["Budget of next year", "Launch", "New here"]);
  expect(readPage(ana.doc).meetings.map(({ start }) => start?.slice(0, 10))).toEqual([
    "2025-03-04",
    "2025-03-11",
    "2026-11-24",
  ]);
});

test("the same imported twice adds nothing, by either and at once", () => {
  const [ana, ben] = twoPeers();
  importLines(ana, TEXT);
  expect(importLines(ana, TEXT)).toMatchObject({ added: { meetings: 0, topics: 0, actions: 0 }, importId: null });
  expect(readImports(ana.doc)).toHaveLength(1);
  const [cleo, dan] = twoPeers();
  importLines(cleo, TEXT);
  importLines(dan, TEXT);
  sync(cleo, dan);
  sync(ana, ben);
  expect(binnedAndOpen(dan).open).toEqual(["Budget", "Conference", "Hiring", "Launch"]);
  expect(readPage(dan.doc).meetings).toHaveLength(3);
});

test("a document that has grown since brings only what is new", () => {
  const [ana] = twoPeers();
  importLines(ana, TEXT);
  setTopicTitle(ana.doc, idOf(ana, "Budget"), "Money");
  const grown = `## 2025-03-18\n- Party\n${TEXT}\n- Offsite`;
  expect(importLines(ana, grown)).toMatchObject({ added: { meetings: 1, topics: 2, actions: 0 }, kept: 5 });
  expect(titles(ana)).toEqual(["Conference", "Offsite"]);
});

test("what was taken back comes again when it is imported again", () => {
  const [ana] = twoPeers();
  const first = importLines(ana, TEXT);
  undoImport(ana.doc, ana.editor, first.importId!);
  const again = importLines(ana, TEXT);
  expect(again.added).toEqual(first.added);
  expect(again.importId).not.toBe(first.importId);
  expect(binnedAndOpen(ana)).toEqual({ binned: [], open: ["Budget", "Conference", "Hiring", "Launch"] });
  expect(undoImport(ana.doc, ana.editor, again.importId!)?.removed).toEqual(first.added);
});

test("taking back is one step for undo", () => {
  const [ana] = twoPeers();
  const { importId } = importLines(ana, TEXT);
  const undo = ownUndo(ana.doc);
  undoImport(ana.doc, ana.editor, importId!);
  undo.undo();
  expect(binnedAndOpen(ana).open).toHaveLength(4);
  expect(readPage(ana.doc).meetings).toHaveLength(3);
  expect(openImports(ana.doc, NOW)).toHaveLength(1);
});

test("past years stay on the page for as long as their import can be taken back, and no longer", () => {
  const [ana] = twoPeers();
  importLines(ana, TEXT.replaceAll("2025", "2023"));
  const copy = (days: number) => sealYears(reopened(ana), NOW.add({ hours: 24 * days }));
  expect(copy(13)).toBeNull();
  expect(copy(15)?.parts.map(({ year }) => year)).toEqual([2023]);
  const late = { ...ana.editor, now: NOW.add({ hours: 24 * 15 }).toString() };
  expect(undoImport(ana.doc, late, readImports(ana.doc)[0]!.id)).toBeNull();
});

test("years that lie sealed are known to an import as well", () => {
  const [ana] = twoPeers();
  const preview = previewMarkdown(TEXT, READING);
  const sealed = [
    {
      meetings: [{ ...readPage(ana.doc).meetings[0]!, id: "old", start: "2025-03-04T10:00", state: "held" as const }],
      topics: [],
      actions: [],
    },
  ];
  const [other] = twoPeers();
  importLines(other, TEXT);
  const there = readPage(other.doc).topics.find(({ title }) => title === "Budget")!;
  const year = { ...sealed[0]!, topics: [{ ...there, id: "x", place: "old", notes: [] }] };
  const { added } = importMarkdown(ana.doc, ana.editor, preview, { today: "2026-11-20", sealed: [year] });
  expect(added.topics).toBe(3);
  expect(titles(ana)).toEqual(["Conference"]);
});

test("the other is told of an import as one thing that somebody did", () => {
  const [ana, ben] = twoPeers();
  const before = fingerprintPage(ben.doc);
  importLines(ana, TEXT);
  addTopic(ana.doc, ana.editor, { title: "By hand", place: "hopper" });
  sync(ana, ben);
  const told = foldImports(changesBetween(before, ben.doc), ben.doc);
  expect(told).toMatchObject([
    { type: "imported", by: "a", name: "notes.md", meetings: 2, topics: 4, actions: 1 },
    { type: "topic_added", title: "By hand" },
  ]);
});

test("what a hostile peer writes as an import is none, and harms nobody", () => {
  const [ana] = twoPeers();
  const page = ana.doc.getMap("page");
  page.set("import:x", "{");
  page.set("import:y", JSON.stringify({ by: "c", at: 5 }));
  page.set("import:../z", JSON.stringify({ by: "a", at: "2026-11-20T09:00:00Z" }));
  page.set("import:w", JSON.stringify({ by: "a", at: "2126-11-20T09:00:00Z", topics: -5, name: 7 }));
  expect(readImports(ana.doc)).toMatchObject([{ id: "w", topics: 0, name: "" }]);
  expect(openImports(ana.doc, NOW)).toEqual([]);
});
