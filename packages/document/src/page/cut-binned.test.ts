import { expect, test } from "vitest";
import * as Y from "yjs";
import { addAction } from "../action/add-action.ts";
import { setActionState } from "../action/edit-action.ts";
import { ArrivedUpdate } from "../edit.ts";
import { PlainParagraphs } from "../notes/plain-paragraphs.ts";
import { sync, titles, twoPeers } from "../testing/two-peers.ts";
import { addTopic } from "../topic/add-topic.ts";
import { setTopicState, setTopicTitle, topicNotes } from "../topic/edit-topic.ts";
import { checkPage } from "./check-page.ts";
import { cutBinned } from "./cut-binned.ts";
import { readPage } from "./read-page.ts";

const SECRET = "the words that were thrown away";

function copyOf(doc: Y.Doc): Y.Doc {
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
  return copy;
}

const holds = (doc: Y.Doc, words: string) => Buffer.from(Y.encodeStateAsUpdate(doc)).includes(words);

test("what is cut out is gone with its words, for both and from what is stored; the rest stays", () => {
  const [ana, ben] = twoPeers(["Keep me"]);
  const thrown = addTopic(ana.doc, ana.editor, { title: SECRET, place: "hopper" });
  const notes = topicNotes(ana.doc, thrown);
  if (notes) new PlainParagraphs(ana.doc, notes).write(SECRET);
  const action = addAction(ana.doc, ana.editor, { text: SECRET, owner: "a", due: null });
  setTopicState(ana.doc, ana.editor, thrown, "binned");
  setActionState(ana.doc, ana.editor, action, "binned");
  sync(ana, ben);
  expect(holds(ben.doc, SECRET)).toBe(true);
  const removal = cutBinned(copyOf(ana.doc), [thrown, action]);
  if (!removal) throw new Error("there was something to cut out");
  for (const { doc } of [ana, ben]) {
    Y.applyUpdate(doc, removal, new ArrivedUpdate("server"));
    expect(holds(doc, SECRET)).toBe(false);
    expect(readPage(doc).actions).toEqual([]);
    expect(checkPage(doc).type).toBe("sound");
  }
  expect(titles(ana)).toEqual(["Keep me"]);
});

test("what was put back meanwhile stays, and so does what nobody asked for", () => {
  const [ana, ben] = twoPeers(["Growth", "Budget"]);
  const ids = readPage(ana.doc).topics.map(({ id }) => id);
  for (const id of ids) setTopicState(ana.doc, ana.editor, id, "binned");
  sync(ana, ben);
  setTopicState(ben.doc, ben.editor, ids[0] as string, "open");
  expect(cutBinned(copyOf(ben.doc), [ids[0] as string])).toBeNull();
  expect(cutBinned(copyOf(ben.doc), [])).toBeNull();
  expect(cutBinned(copyOf(ben.doc), ["nobody"])).toBeNull();
});

test("whoever was offline loses it too, though they wrote into it, and both have one page", () => {
  const [ana, ben] = twoPeers(["Growth"]);
  const id = readPage(ana.doc).topics[0]?.id ?? "";
  setTopicState(ana.doc, ana.editor, id, "binned");
  sync(ana, ben);
  setTopicTitle(ben.doc, id, "Growth, as Ben wrote offline");
  const removal = cutBinned(copyOf(ana.doc), [id]);
  Y.applyUpdate(ana.doc, removal ?? new Uint8Array([0, 0]), new ArrivedUpdate("server"));
  sync(ana, ben);
  for (const { doc } of [ana, ben]) {
    expect(readPage(doc).topics).toEqual([]);
    expect(checkPage(doc).type).toBe("sound");
  }
});
