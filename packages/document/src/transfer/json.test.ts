import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { changeSettings } from "../page/begin-page.ts";
import { checkPage } from "../page/check-page.ts";
import { fingerprintPage } from "../page/fingerprint-page.ts";
import { readContents } from "../page/read-contents.ts";
import { readPage } from "../page/read-page.ts";
import { SCHEMA_VERSION } from "../schema-version.ts";
import { anySteps, take } from "../testing/any-edits.ts";
import { idOf, peer, reopened, sync, titles, twoPeers } from "../testing/two-peers.ts";
import { addTopic } from "../topic/add-topic.ts";
import { setTopicTitle } from "../topic/edit-topic.ts";
import { ownUndo } from "../undo.ts";
import { exportJson } from "./export-json.ts";
import { importJson } from "./import-json.ts";
import { readPageFile } from "./read-page-file.ts";
import { undoImport } from "./undo-import.ts";

const MEMBERS = [
  { id: "a", name: "Ana" },
  { id: "b", name: "Ben" },
] as const;

function fileOf(text: string) {
  const read = readPageFile(text);
  if (read.type !== "page") throw new Error(read.type);
  return read.file;
}

test("a page exported and imported is the same page, to the byte", () => {
  fc.assert(
    fc.property(anySteps(30), (steps) => {
      const [ana, ben] = twoPeers(["Budget", "Hiring"]);
      for (const step of steps) take(step, step.who === "ana" ? ana : ben);
      sync(ana, ben);
      const text = exportJson(ana.doc, MEMBERS);
      expect(exportJson(ben.doc, MEMBERS)).toBe(text);
      const fresh = new Y.Doc();
      importJson(fresh, fileOf(text), { replaceWelcome: false });
      expect(exportJson(fresh, MEMBERS)).toBe(text);
      expect(checkPage(fresh)).toEqual({ type: "sound" });
    }),
    { seed: 5, numRuns: 100 },
  );
});

test("importing a second time changes nothing", () => {
  const [ana] = twoPeers(["Budget"]);
  const file = fileOf(exportJson(ana.doc, MEMBERS));
  setTopicTitle(ana.doc, idOf(ana, "Budget"), "Money");
  const before = fingerprintPage(ana.doc);
  expect(importJson(ana.doc, file, { replaceWelcome: false })).toMatchObject({
    added: { meetings: 0, topics: 0, actions: 0 },
    kept: 2,
  });
  expect(fingerprintPage(ana.doc)).toEqual(before);
});

test("importing into another page adds to it, and one undo takes it all back", () => {
  const [ana] = twoPeers(["Budget"]);
  const fresh = new Y.Doc();
  importJson(fresh, fileOf(exportJson(ana.doc, MEMBERS)), { replaceWelcome: false });
  const other = twoPeers()[0];
  other.editor.newId(); // ids of its own
  const undo = ownUndo(other.doc);
  const file = { ...fileOf(exportJson(fresh, MEMBERS)), meetings: [] };
  const before = fingerprintPage(other.doc);
  importJson(other.doc, file, { replaceWelcome: true });
  expect(titles(other)).toEqual(["Budget"]);
  undo.undo();
  expect(titles(other)).toEqual([]);
  expect({ ...fingerprintPage(other.doc), topics: {} }).toEqual({ ...before, topics: {} });
});

test("a page that nobody has begun is begun by what comes from another, and what came can be taken back", () => {
  const [ana] = twoPeers(["Budget"]);
  changeSettings(ana.doc, { everyWeeks: 3 });
  const file = fileOf(exportJson(ana.doc, MEMBERS));
  const fresh = peer("b", 77);
  addTopic(fresh.doc, fresh.editor, { title: "Said by mail", place: "hopper" });
  const mark = { editor: fresh.editor, name: "page.json" };
  const { importId } = importJson(fresh.doc, file, { replaceWelcome: false, mark, seats: { a: "b", b: "a" } });
  const begun = readPage(fresh.doc);
  expect(begun).toMatchObject({ schemaVersion: SCHEMA_VERSION, settings: { everyWeeks: 3 } });
  expect(begun.topics.find(({ title }) => title === "Budget")).toMatchObject({ author: "b", importedBy: null });
  undoImport(fresh.doc, fresh.editor, importId ?? "");
  expect(titles(fresh)).toEqual(["Said by mail"]);
});

test("what was said on a page that nobody has begun stays, whatever comes from another", () => {
  const [ana] = twoPeers(["Budget"]);
  const fresh = new Y.Doc();
  changeSettings(fresh, { timeZone: "Asia/Tokyo" });
  importJson(fresh, fileOf(exportJson(ana.doc, MEMBERS)), { replaceWelcome: false });
  expect(readPage(fresh).settings.timeZone).toBe("Asia/Tokyo");
});

test("what lies in sealed years comes along", () => {
  const [ana] = twoPeers(["Budget"]);
  const sealed = readContents(reopened(ana));
  const text = exportJson(new Y.Doc(), MEMBERS, [sealed]);
  expect(fileOf(text).topics.map((topic) => topic.title)).toEqual(["Budget"]);
});

describe("a file that is no page is refused with its reason:", () => {
  test.each([
    ["{", { type: "not_json" }],
    ["[]", { type: "not_a_page" }],
    ["{}", { type: "not_a_page" }],
    ['{"format":"candor-page"}', { type: "not_a_page" }],
    ['{"format":"candor-page","version":2}', { type: "newer_version", version: 2 }],
  ])("%s", (text, read) => expect(readPageFile(text)).toEqual(read));
});

test("a hostile file gives a sound page", () => {
  const text = JSON.stringify({
    format: "candor-page",
    version: 1,
    settings: { everyWeeks: -1, timeZone: "Nowhere/Land", minutes: "x" },
    welcome: [{ type: "script", content: [{ type: "text", text: "x" }] }],
    meetings: [{ id: "m1", start: "2026-02-31T10:00", state: "burnt" }, { id: "__proto__" }, { id: "m1" }, null, 7],
    topics: [
      {
        id: "t1",
        title: 7,
        rank: "!!",
        place: "__proto__",
        carriedFrom: ["__proto__", "m1", {}],
        notes: [
          {
            type: "paragraph",
            attrs: { onclick: "x" },
            content: [
              { type: "text", text: "x", marks: [{ type: "link", attrs: { href: "javascript:alert(1)" } }, null, 1] },
            ],
          },
        ],
      },
      { id: "../x" },
    ],
    actions: "none",
  }).replace('"onclick"', '"__proto__"');
  const read = readPageFile(text);
  expect(read).toMatchObject({ type: "page", skipped: 5 });
  const doc = new Y.Doc();
  importJson(doc, fileOf(text), { replaceWelcome: true });
  expect(checkPage(doc)).toEqual({ type: "sound" });
  expect(readPage(doc).topics).toMatchObject([{ id: "t1", title: "", place: "hopper", carriedFrom: ["m1"] }]);
  expect(readContents(doc).topics[0]?.notes).toEqual([{ type: "paragraph", content: [{ type: "text", text: "x" }] }]);
});
