import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { readNotes } from "../notes/read-notes.ts";
import { addTopic } from "../topic/add-topic.ts";
import { topicNotes } from "../topic/edit-topic.ts";
import { beginPage } from "./begin-page.ts";
import { checkPage } from "./check-page.ts";
import { mendPage } from "./mend-page.ts";
import { readPage } from "./read-page.ts";

const settings = { everyWeeks: 1, minutes: 30, medium: null, timeZone: "UTC" };
const said = [{ type: "paragraph" as const, content: [{ type: "text" as const, text: "what Ana wrote" }] }];

const SPOILED: Record<string, (doc: Y.Doc) => void> = {
  "a number for a topic": (doc) => doc.getMap("topics").set("junk1", 1),
  "a name that is no id": (doc) => doc.getMap("actions").set("not an id", new Y.Map()),
  "a version from the far future": (doc) => doc.getMap("page").set("schemaVersion", 1e9),
  "an object for a setting": (doc) => doc.getMap("page").set("everyWeeks", { weeks: 2 }),
  "an object on a topic": (doc) => topicOf(doc).set("rank", { a: 1 }),
  "a number for a title": (doc) => topicOf(doc).set("title", 5),
  "an embed in a title": (doc) => (topicOf(doc).get("title") as Y.Text).insertEmbed(0, { image: "x" }),
  "an unknown node in notes": (doc) => notesOf(doc).insert(0, [new Y.XmlElement("script")]),
  "an unsafe link in notes": (doc) =>
    ((notesOf(doc).get(0) as Y.XmlElement).get(0) as Y.XmlText).format(0, 4, { link: { href: "javascript:1" } }),
  "a meeting that is no plain value": (doc) => doc.getMap("meetings").set("m1:state", new Y.Map()),
};

describe("one person cannot spoil the page for the other", () => {
  for (const [what, spoil] of Object.entries(SPOILED)) {
    test(`${what} is taken out, and every word stays`, () => {
      const doc = aPage();
      spoil(doc);
      const elsewhere = copyOf(doc);
      expect(checkPage(doc).type).toBe("violation");

      const update = mendPage(doc);
      expect(checkPage(doc)).toEqual({ type: "sound" });
      const topic = readPage(doc).topics.find((each) => each.title !== "" || each.id === "t2");
      expect(topic).toBeDefined();
      const notes = topicNotes(doc, topic?.id ?? "");
      expect(JSON.stringify(notes ? readNotes(notes) : [])).toContain("what Ana wrote");

      // Others come to the same page by the update alone.
      if (update) Y.applyUpdate(elsewhere, update);
      expect(checkPage(elsewhere)).toEqual({ type: "sound" });
      expect(readPage(elsewhere)).toEqual(readPage(doc));
    });
  }

  test("a sound page is left as it is", () => {
    expect(mendPage(aPage())).toBeNull();
  });
});

function aPage(): Y.Doc {
  const doc = new Y.Doc();
  let count = 0;
  const editor = { member: "a" as const, now: "2026-11-20T10:00:00Z", newId: () => `t${++count}` };
  beginPage(doc, editor, { settings, welcome: said, firstStart: "2026-11-24T10:00" });
  addTopic(doc, editor, { title: "Growth", place: "hopper", notes: said });
  return doc;
}

function topicOf(doc: Y.Doc): Y.Map<unknown> {
  return doc.getMap<Y.Map<unknown>>("topics").get("t2")!;
}

function notesOf(doc: Y.Doc): Y.XmlFragment {
  return topicOf(doc).get("notes") as Y.XmlFragment;
}

function copyOf(doc: Y.Doc): Y.Doc {
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
  return copy;
}
