import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { addAction } from "../action/add-action.ts";
import { closeMeeting } from "../meeting/close-meeting.ts";
import { reopened, sync, twoPeers } from "../testing/two-peers.ts";
import { addTopic } from "../topic/add-topic.ts";
import { checkPage } from "./check-page.ts";
import { readPage } from "./read-page.ts";

function violationAfter(change: (doc: Y.Doc) => void): string {
  const [ana] = twoPeers(["Budget"]);
  change(ana.doc);
  const check = checkPage(reopened(ana));
  return check.type === "violation" ? check.what : "sound";
}

const topic = (doc: Y.Doc) => doc.getMap<Y.Map<unknown>>("topics").get("a2")!;

test("a page that two people used is sound", () => {
  const [ana, ben] = twoPeers(["Budget", "Hiring"]);
  addTopic(ben.doc, ben.editor, {
    title: "On-call 👩‍🚒",
    place: "a1",
    theme: "load",
    notes: [
      { type: "heading", attrs: { level: 2 }, content: [{ type: "text", text: "Why" }] },
      {
        type: "paragraph",
        content: [
          { type: "text", text: "see ", marks: [{ type: "strong" }] },
          { type: "text", text: "here", marks: [{ type: "link", attrs: { href: "https://example.org/a" } }] },
          { type: "mention", attrs: { member: "a", name: "Ana" } },
        ],
      },
      { type: "check_list", content: [{ type: "check_item", attrs: { checked: true } }] },
    ],
  });
  addAction(ana.doc, ana.editor, { text: "Ask Lee", owner: "b", due: "2026-12-01" });
  sync(ana, ben);
  closeMeeting(ana.doc, ana.editor, "a1", "held", Temporal.Instant.from(ana.editor.now));
  expect(checkPage(reopened(ana))).toEqual({ type: "sound" });
});

test("an empty page is sound", () => {
  expect(checkPage(new Y.Doc())).toEqual({ type: "sound" });
});

test("plain values of the wrong kind are sound and read as defaults", () => {
  expect(
    violationAfter((doc) => {
      topic(doc).set("state", 7);
      topic(doc).set("rank", "!!");
      topic(doc).set("place", "nowhere at all");
      topic(doc).set("carried:x", "yes");
      doc.getMap("page").set("minutes", "many");
      doc.getMap("meetings").set("a1:minutes", -4);
      doc.getMap("meetings").set("a1:start", "tomorrow");
    }),
  ).toBe("sound");
});

describe("what could harm a reader is a violation:", () => {
  const cases: Record<string, [(doc: Y.Doc) => void, string]> = {
    "an unknown root": [(doc) => doc.getMap("admin").set("a", 1), "page: unknown root"],
    "a root called __proto__": [(doc) => doc.getMap("__proto__").set("a", 1), "page: unknown root"],
    "a list in a map root": [
      (doc) => foreignRoot(doc, (hostile) => hostile.getArray("topics").insert(0, ["x"])),
      "topics: a list where a map belongs",
    ],
    "a topic called __proto__": [(doc) => doc.getMap("topics").set("__proto__", new Y.Map()), "topics: not an id"],
    "a topic that is a text": [(doc) => doc.getMap("topics").set("x", new Y.Text("x")), "topics: not a map"],
    "a topic that is a plain object": [(doc) => doc.getMap("topics").set("x", { title: "x" }), "topics: not a map"],
    "a key called __proto__": [(doc) => topic(doc).set("__proto__", true), "topics: a harmful key"],
    "an object as a value": [(doc) => topic(doc).set("theme", { a: 1 }), "topics: a value that is no plain one"],
    "bytes as a value": [(doc) => topic(doc).set("theme", new Uint8Array(9)), "topics: a value that is no plain one"],
    "a document in a document": [(doc) => topic(doc).set("theme", new Y.Doc()), "topics: a value that is no plain one"],
    "a nested type nobody knows": [
      (doc) => topic(doc).set("more", new Y.Map()),
      "topics: a value that is no plain one",
    ],
    "a value without end": [(doc) => topic(doc).set("theme", "x".repeat(3000)), "topics: a value too long"],
    "a title that is no text": [(doc) => topic(doc).set("title", "plain"), "topics: title is no text"],
    "a title with an embedded object": [
      (doc) => (topic(doc).get("title") as Y.Text).insertEmbed(0, { a: 1 }),
      "topics: title holds more than characters",
    ],
    "a title without end": [
      (doc) => (topic(doc).get("title") as Y.Text).insert(0, "x".repeat(20_001)),
      "topics: title is too long",
    ],
    "notes that are a list": [(doc) => topic(doc).set("notes", new Y.Array()), "topics: notes is no rich text"],
    "an unknown node": [(doc) => notes(doc).insert(0, [new Y.XmlElement("script")]), "topics: notes: unknown node"],
    "an unsafe link": [(doc) => notes(doc).insert(0, [linkTo("javascript:alert(1)")]), "topics: notes: an unsafe link"],
    "a mark with a harmful attribute": [
      (doc) => notes(doc).insert(0, [marked({ strong: JSON.parse('{"__proto__": {"a": 1}}') })]),
      "topics: notes: an attribute that is no plain value",
    ],
    "an unknown mark": [(doc) => notes(doc).insert(0, [marked({ blink: {} })]), "topics: notes: unknown mark"],
    "an attribute that is an object": [
      (doc) => {
        const paragraph = new Y.XmlElement("paragraph");
        paragraph.setAttribute("id", { a: 1 } as unknown as string);
        notes(doc).insert(0, [paragraph]);
      },
      "topics: notes: an attribute that is no plain value",
    ],
    "nesting without end": [(doc) => notes(doc).insert(0, [nested(60)]), "topics: notes: nested too deep"],
    "a meeting with a harmful id": [(doc) => doc.getMap("meetings").set("__proto__", null), "meetings: not an id"],
    "a newer schema": [(doc) => doc.getMap("page").set("schemaVersion", 99), "page: written for a newer schema"],
    "keys on the welcome": [
      (doc) => foreignRoot(doc, (hostile) => hostile.getMap("welcome").set("a", "b")),
      "welcome: keys where rich text belongs",
    ],
  };
  for (const [name, [change, what]] of Object.entries(cases)) {
    test(name, () => expect(violationAfter(change)).toBe(what));
  }
});

test("a name that reaches prototypes gives nobody anything", () => {
  const [ana] = twoPeers(["Budget"]);
  ana.doc.getMap("topics").set("__proto__", new Y.Map([["admin", true]]));
  ana.doc.getMap("page").set("__proto__", { admin: true });
  const page = readPage(reopened(ana));
  expect(page.topics.map((each) => each.title)).toEqual(["Budget"]);
  expect((page as unknown as { admin?: boolean }).admin).toBeUndefined();
  expect(({} as { admin?: boolean }).admin).toBeUndefined();
});

function notes(doc: Y.Doc): Y.XmlFragment {
  return topic(doc).get("notes") as Y.XmlFragment;
}

function marked(attributes: Record<string, unknown>): Y.XmlElement {
  const paragraph = new Y.XmlElement("paragraph");
  const text = new Y.XmlText();
  text.insert(0, "x", attributes as Record<string, object>);
  paragraph.insert(0, [text]);
  return paragraph;
}

function linkTo(href: string): Y.XmlElement {
  return marked({ link: { href } });
}

function nested(depth: number): Y.XmlElement {
  const quote = new Y.XmlElement("blockquote");
  if (depth > 0) quote.insert(0, [nested(depth - 1)]);
  return quote;
}

/** What a peer sends that uses a root of ours as another type. */
function foreignRoot(doc: Y.Doc, change: (hostile: Y.Doc) => void): void {
  const hostile = new Y.Doc();
  hostile.clientID = 99;
  change(hostile);
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(hostile));
}
