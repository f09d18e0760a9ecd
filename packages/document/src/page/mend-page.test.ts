import { plainText } from "@candor/core/notes/note-node.ts";
import fc from "fast-check";
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

describe("whatever one of two pushes, the page is sound after it is mended, and words stay", () => {
  test.each([39, 40, 41, 60, 200, 3000])("quotes within quotes, %i deep", (depth) => {
    const doc = aPage();
    doc.transact(() => {
      for (const fragment of [notesOf(doc), doc.getXmlFragment("welcome")]) {
        fragment.insert(1, [new Y.XmlElement("blockquote"), nested(1, "shallow words")]);
        let inner = fragment.get(1) as Y.XmlElement; // from outside in: the other way Yjs calls itself too deep
        for (let at = 1; at < depth; at += 1) {
          inner.insert(0, [new Y.XmlElement("blockquote")]);
          inner = inner.get(0) as Y.XmlElement;
        }
        inner.insert(0, [nested(0, "deep words")]);
      }
    });
    mendPage(doc);
    expect(checkPage(copyOf(doc))).toEqual({ type: "sound" });
    const texts = plainText(readNotes(notesOf(doc)));
    expect(texts).toBe("what Ana wrote\ndeep words\nshallow words");
    expect(plainText(readNotes(doc.getXmlFragment("welcome")))).toBe(texts);
    expect(readNotes(notesOf(doc)).at(-1)?.type).toBe("blockquote");
  });

  test("thousands of keys: those that a page and its topics have stay", () => {
    const doc = aPage();
    const before = readPage(doc);
    doc.transact(() => {
      for (const map of [doc.getMap("page"), topicOf(doc)]) {
        for (let at = 0; at < 2500; at += 1) map.set(`a${at}`, at);
      }
    });
    mendPage(doc);
    expect(checkPage(copyOf(doc))).toEqual({ type: "sound" });
    expect(readPage(doc)).toEqual(before);
  });

  test("more topics and meetings than anybody writes: those that were there before stay", () => {
    const doc = aPage();
    const known = Y.decodeStateVector(Y.encodeStateVector(doc));
    const hostile = copyOf(doc);
    hostile.transact(() => {
      for (let at = 0; at < 20_010; at += 1) {
        hostile.getMap("topics").set(`0${at}`, new Y.Map());
        hostile.getMap("meetings").set(`0${at}`, null);
      }
    });
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(hostile));
    mendPage(doc, known);
    expect(checkPage(doc)).toEqual({ type: "sound" });
    expect(topicOf(doc)).toBeDefined();
    expect(readPage(doc).meetings.some(({ id }) => id === "t1")).toBe(true);
  });

  test("a title of another kind keeps its words", () => {
    const doc = aPage();
    topicOf(doc).set("title", "plain words");
    mendPage(doc);
    expect(readPage(doc).topics[0]?.title).toBe("plain words");
    topicOf(doc).set("title", new Y.XmlText("rich words"));
    mendPage(doc);
    expect(readPage(doc).topics[0]?.title).toBe("rich words");
  });

  test("hostile documents of every kind", () => {
    fc.assert(
      fc.property(fc.array(hostileEdit, { minLength: 1, maxLength: 12 }), (edits) => {
        const doc = aPage();
        doc.transact(() => {
          for (const edit of edits) edit(doc);
        });
        const arrived = copyOf(doc);
        const elsewhere = copyOf(doc);
        const update = mendPage(arrived);
        expect(checkPage(arrived)).toEqual({ type: "sound" });
        expect(checkPage(copyOf(arrived))).toEqual({ type: "sound" });
        if (update) Y.applyUpdate(elsewhere, update);
        expect(checkPage(elsewhere)).toEqual({ type: "sound" });
        expect(mendPage(arrived)).toBeNull();
      }),
      { seed: 24, numRuns: 300 },
    );
  });
});

const anyKey = fc.oneof(
  fc.constantFrom("title", "notes", "text", "author", "schemaVersion", "state", "__proto__", "t2", "t1", "t1:state"),
  fc.constantFrom("constructor", "constructor:start", "x:y:z", "", "x".repeat(300), "x".repeat(2_500)),
  fc.string({ maxLength: 5 }),
);
const anyPlain = fc.oneof(
  fc.constantFrom<unknown>(null, true, 1e9, -1, { a: 1 }, [1], new Uint8Array(3), "x".repeat(5_000), ""),
  fc.string({ maxLength: 5 }),
);
const anyAttribute = fc.tuple(
  fc.constantFrom("level", "start", "checked", "language", "member", "name", "__proto__", "onclick"),
  anyPlain,
);
const anyMark = fc.tuple(
  fc.constantFrom("link", "strong", "strong--a1", "link--b2", "blink", "constructor"),
  fc.constantFrom<unknown>(
    { href: "javascript:1" },
    { href: `https://example.org/${"x".repeat(5_000)}` },
    { href: "https://example.org", deep: { a: 1 } },
    {},
    true,
    null,
    JSON.parse('{"__proto__": {"a": 1}}'),
  ),
);
/** Shared types can be put into a document once only, so what is drawn makes a new one each time. */
type Make = () => unknown;
const all = (makes: readonly Make[]) => makes.map((make) => make()) as Y.XmlElement[];
const words = fc.string({ minLength: 1, maxLength: 5 });
const { shared } = fc.letrec<{ shared: Make }>((tie) => ({
  shared: fc.oneof(
    { maxDepth: 4 },
    words.map(
      (said): Make =>
        () =>
          new Y.Text(said),
    ),
    fc.constant<Make>(() => new Y.XmlHook("hook")),
    fc.integer({ min: 0, max: 60 }).map(
      (depth): Make =>
        () =>
          nested(depth, "deep"),
    ),
    fc.tuple(words, anyMark).map(
      ([said, [key, value]]): Make =>
        () => {
          const text = new Y.XmlText();
          text.insert(0, said, { [key]: value as object });
          return text;
        },
    ),
    fc.array(tie("shared"), { maxLength: 3 }).map(
      (makes): Make =>
        () =>
          Y.Array.from(all(makes)),
    ),
    fc.array(fc.tuple(anyKey, tie("shared")), { maxLength: 4 }).map(
      (entries): Make =>
        () =>
          new Y.Map(entries.map(([key, make]) => [key, make()])),
    ),
    fc.array(tie("shared"), { maxLength: 3 }).map(
      (makes): Make =>
        () => {
          const fragment = new Y.XmlFragment();
          fragment.insert(0, all(makes));
          return fragment;
        },
    ),
    fc
      .tuple(
        fc.constantFrom("paragraph", "blockquote", "bullet_list", "mention", "hard_break", "heading", "text", "script"),
        fc.array(anyAttribute, { maxLength: 3 }),
        fc.array(tie("shared"), { maxLength: 3 }),
      )
      .map(
        ([name, attributes, makes]): Make =>
          () => {
            const element = new Y.XmlElement(name);
            for (const [key, value] of attributes) element.setAttribute(key, value as string);
            element.insert(0, all(makes));
            return element;
          },
      ),
  ),
}));

const INSIDE: Record<string, readonly string[]> = { topic: ["t2"], notes: ["t2", "notes"], title: ["t2", "title"] };

const hostileEdit: fc.Arbitrary<(doc: Y.Doc) => void> = fc
  .tuple(
    fc.constantFrom("page", "topics", "actions", "meetings", "welcome", "admin", "topic", "notes", "title"),
    fc.constantFrom("key", "list"),
    anyKey,
    fc.oneof(
      anyPlain.map(
        (value): Make =>
          () =>
            value,
      ),
      shared,
    ),
  )
  .map(([where, how, key, make]) => (doc) => {
    const hostile = copyOf(doc); // it takes our roots for whatever it likes
    const inside = INSIDE[where];
    const topic = inside && hostile.getMap("topics").get("t2");
    const at = inside?.[1] && topic instanceof Y.Map ? topic.get(inside[1]) : topic;
    const made = make();
    hostile.transact(() => {
      if (at instanceof Y.Map) at.set(key, made);
      else if (at instanceof Y.XmlFragment) at.insert(0, [made as Y.XmlElement]);
      else if (at instanceof Y.Text) at.insertEmbed(0, made instanceof Y.AbstractType ? made : { made });
      else if (how === "key") hostile.getMap(where).set(key, made);
      else hostile.getArray(where).insert(0, [made]);
    });
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(hostile));
  });

function nested(depth: number, words: string): Y.XmlElement {
  let inner = new Y.XmlElement("paragraph");
  inner.insert(0, [new Y.XmlText(words)]);
  for (let at = 0; at < depth; at += 1) {
    const quote = new Y.XmlElement("blockquote");
    quote.insert(0, [inner]);
    inner = quote;
  }
  return inner;
}
