import { expect, test } from "vitest";
import * as Y from "yjs";
import { checkPage } from "../page/check-page.ts";
import { readContents } from "../page/read-contents.ts";
import { importLines } from "../testing/import-lines.ts";
import { twoPeers } from "../testing/two-peers.ts";
import { importJson } from "./import-json.ts";
import { readPageFile } from "./read-page-file.ts";

const HUGE = "word ".repeat(160_000).trim();

function pageFile(topics: readonly object[], actions: readonly object[] = [], pairing: readonly object[] = []) {
  const read = readPageFile(JSON.stringify({ format: "candor-page", version: 1, topics, actions, pairing }));
  if (read.type !== "page") throw new Error(read.type);
  return read.file;
}

test("of a file's title as long as a page, what a line has no room for begins the notes", () => {
  const [ana] = twoPeers();
  const notes = [{ type: "paragraph", content: [{ type: "text", text: "as before" }] }];
  const file = pageFile([
    { id: "t1", title: HUGE, notes },
    { id: "t2", title: "Hiring" },
  ]);
  expect(importJson(ana.doc, file, { replaceWelcome: false })).toMatchObject({ added: { topics: 2 }, cut: 1 });
  const topic = readContents(ana.doc).topics.find(({ id }) => id === "t1");
  const lines = topic?.notes.map((node) => node.content?.[0]?.text) ?? [];
  expect(lines.pop()).toBe("as before");
  expect([topic?.title, ...lines].join("") === HUGE).toBe(true);
  expect(checkPage(ana.doc)).toEqual({ type: "sound" });
});

test("an action, a theme and an address that are too long are cut, so that the server need not", () => {
  const [ana] = twoPeers();
  const file = pageFile(
    [{ id: "t1", title: "Growth", theme: HUGE, answerLink: `https://example.org/${HUGE}` }],
    [{ id: "c1", text: HUGE, why: HUGE }],
    [{ id: "p1", text: HUGE, what: "friction", severity: HUGE, owner: { name: HUGE } }],
  );
  expect(importJson(ana.doc, file, { replaceWelcome: false }).cut).toBe(3);
  expect(checkPage(ana.doc)).toEqual({ type: "sound" });
  const { topics, actions } = readContents(ana.doc);
  expect(topics[0]?.answerLink).toBeNull();
  expect(actions[0]?.text).toHaveLength(20_000);
});

test("a document with one endless action is brought in, and brought in again changes nothing", () => {
  const [ana] = twoPeers();
  const text = `# 2026-03-02\n\n- Hiring\n\n## Actions\n\n- [ ] ${HUGE}\n`;
  expect(importLines(ana, text)).toMatchObject({ added: { topics: 1, actions: 1 }, cut: 1 });
  const before = Y.encodeStateAsUpdate(ana.doc);
  expect(importLines(ana, text)).toMatchObject({ added: { meetings: 0, topics: 0 }, cut: 0 });
  expect(Y.encodeStateAsUpdate(ana.doc)).toEqual(before);
});
