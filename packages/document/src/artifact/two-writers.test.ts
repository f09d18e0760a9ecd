import type { NoteNode } from "@candor/core/notes/note-node.ts";
import fc from "fast-check";
import { expect, test } from "vitest";
import * as Y from "yjs";
import { readNotes } from "../notes/read-notes.ts";
import { sharedNodes } from "../notes/write-notes.ts";
import { artifactBody, artifactTitle } from "./artifact-roots.ts";
import { beginArtifact } from "./begin-artifact.ts";
import { checkArtifact } from "./check-artifact.ts";
import { addComment, readComments, settleComment } from "./comments.ts";
import { mendArtifact } from "./mend-artifact.ts";
import { addPoints, takeOutPoint } from "./points-in-artifact.ts";

const AT = "2026-11-24T09:00:00.000Z";
const words = (text: string): NoteNode => ({ type: "paragraph", content: [{ type: "text", text }] });
const table: NoteNode = {
  type: "table",
  content: [{ type: "table_row", content: [{ type: "table_cell", attrs: { head: true }, content: [] }] }],
};
const IMAGE = `/api/artifacts/${"a".repeat(8)}-aaaa-4aaa-8aaa-${"a".repeat(12)}/images/${"b".repeat(8)}-bbbb-4bbb-8bbb-${"b".repeat(12)}`;

function twoWriters(): [Y.Doc, Y.Doc] {
  const [one, other] = [new Y.Doc(), new Y.Doc()];
  one.clientID = 1;
  other.clientID = 2;
  beginArtifact(one, { title: "Mission", body: [words("Why we are here")] });
  sync(one, other);
  return [one, other];
}

function sync(one: Y.Doc, other: Y.Doc): void {
  Y.applyUpdate(other, Y.encodeStateAsUpdate(one, Y.encodeStateVector(other)));
  Y.applyUpdate(one, Y.encodeStateAsUpdate(other, Y.encodeStateVector(one)));
}

const look = (doc: Y.Doc) => [artifactTitle(doc).toJSON(), readNotes(artifactBody(doc)), readComments(doc)];

test("two who write in one artifact, apart and together, end up with the same, and with a sound one", () => {
  const step = fc.record({
    who: fc.integer({ min: 0, max: 1 }),
    what: fc.constantFrom(
      "title",
      "type",
      "block",
      "table",
      "image",
      "remove",
      "comment",
      "settle",
      "point",
      "out",
      "sync",
    ),
    at: fc.nat(20),
    text: fc.string({ maxLength: 8 }),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const docs = twoWriters();
      let count = 0;
      for (const { who, what, at, text } of steps) {
        const doc = docs[who] as Y.Doc;
        const body = artifactBody(doc);
        const place = Math.min(at, body.length);
        count += 1;
        if (what === "title") artifactTitle(doc).insert(Math.min(at, artifactTitle(doc).length), text.toWellFormed());
        if (what === "type") {
          const block = body.length > 0 ? body.get(at % body.length) : null;
          const inside = block instanceof Y.XmlElement ? block.get(0) : null;
          if (inside instanceof Y.XmlText) inside.insert(Math.min(at, inside.length), text.toWellFormed());
        }
        if (what === "block") body.insert(place, sharedNodes([words(text)]));
        if (what === "table") body.insert(place, sharedNodes([table]));
        if (what === "image") body.insert(place, sharedNodes([{ type: "image", attrs: { src: IMAGE, alt: text } }]));
        if (what === "remove" && body.length > 0) body.delete(at % body.length, 1);
        if (what === "comment")
          addComment(doc, { id: `c${who}${count}`, text, by: `p${who + 1}`, at: AT, quote: "", to: null });
        if (what === "settle") for (const { id } of readComments(doc)) settleComment(doc, id, AT);
        if (what === "point") addPoints(doc, [{ id: `p-${at % 3}`, whose: "a", text: text || "x" }]);
        if (what === "out") takeOutPoint(doc, `p-${at % 3}`);
        if (what === "sync") sync(docs[0], docs[1]);
      }
      sync(docs[0], docs[1]);
      expect(look(docs[0])).toEqual(look(docs[1]));
      expect(checkArtifact(docs[0])).toEqual({ type: "sound" });
    }),
    { seed: 8, numRuns: 150 },
  );
});

test("what could harm whoever opens an artifact is refused, and mended without its words", () => {
  const spoil: [string, (body: Y.XmlFragment, doc: Y.Doc) => void][] = [
    ["an image from elsewhere", (body) => body.insert(0, sharedNodes([image("https://evil.example/x.png")]))],
    ["an image that runs", (body) => body.insert(0, sharedNodes([image("javascript:alert(1)")]))],
    ["a node nobody knows", (body) => body.insert(0, [new Y.XmlElement("script")])],
    ["a link that runs", (body) => body.insert(0, [linked("javascript:alert(1)")])],
    ["a page's topics", (_body, doc) => doc.getMap("topics").set("t", new Y.Map())],
  ];
  for (const [what, act] of spoil) {
    const [doc] = twoWriters();
    act(artifactBody(doc), doc);
    expect([what, checkArtifact(doc).type]).toEqual([what, "violation"]);
    mendArtifact(doc);
    expect([what, checkArtifact(doc)]).toEqual([what, { type: "sound" }]);
    expect(JSON.stringify(look(doc))).toContain("Why we are here");
  }
});

const image = (src: string): NoteNode => ({ type: "image", attrs: { src, alt: "" } });

function linked(href: string): Y.XmlElement {
  const paragraph = new Y.XmlElement("paragraph");
  const text = new Y.XmlText();
  text.insert(0, "click", { link: { href } });
  paragraph.insert(0, [text]);
  return paragraph;
}
