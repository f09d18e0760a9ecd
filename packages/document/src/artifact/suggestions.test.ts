import type { NoteNode } from "@candor/core/notes/note-node.ts";
import fc from "fast-check";
import { expect, test } from "vitest";
import * as Y from "yjs";
import { readNotes } from "../notes/read-notes.ts";
import { artifactBody, artifactTitle } from "./artifact-roots.ts";
import { beginArtifact } from "./begin-artifact.ts";
import { checkArtifact } from "./check-artifact.ts";
import { applySuggestion, findSuggestion, type SuggestedChange, suggestChange } from "./suggestion-place.ts";

const LINES = ["We exist so that shops never run dry.", "Nobody on my team could say it.", "Last of all."];
const words = (text: string): NoteNode => ({ type: "paragraph", content: [{ type: "text", text }] });

/** The first three documents are the two writers' and the server's. */
function begin(count = 3, body: NoteNode[] = LINES.map(words)): Y.Doc[] {
  const docs = Array.from({ length: count }, () => new Y.Doc());
  for (const [index, doc] of docs.entries()) doc.clientID = index + 1;
  beginArtifact(docs[0] as Y.Doc, { title: "Mission", body });
  sync(...docs);
  return docs;
}

function sync(...docs: Y.Doc[]): void {
  for (const from of docs) for (const to of docs) Y.applyUpdate(to, Y.encodeStateAsUpdate(from));
}

function line(doc: Y.Doc, index: number): Y.XmlText {
  return (artifactBody(doc).get(index) as Y.XmlElement).get(0) as Y.XmlText;
}

const plain = (text: Y.XmlText) => (text.toDelta() as { insert: string }[]).map(({ insert }) => insert).join("");
const linesOf = (doc: Y.Doc) =>
  artifactBody(doc)
    .toArray()
    .map((block) => plain((block as Y.XmlElement).get(0) as Y.XmlText));

function suggest(doc: Y.Doc, index: number, quote: string, instead: string): SuggestedChange {
  const text = line(doc, index);
  const from = plain(text).indexOf(quote);
  return suggestChange(text, from, from + quote.length, instead);
}

test("a change that is accepted stands where it was suggested, whatever was written around it meanwhile", () => {
  const [ana, ben] = begin(2) as [Y.Doc, Y.Doc];
  const change = suggest(ben, 0, "never run dry", "always have what people need");
  line(ana, 0).insert(0, "Listen: ");
  line(ana, 0).insert(plain(line(ana, 0)).length, " Always.");
  artifactBody(ana).insert(0, [new Y.XmlElement("horizontal_rule")]);
  expect(applySuggestion(ana, change)).toBe(true);
  expect(plain(line(ana, 1))).toBe("Listen: We exist so that shops always have what people need. Always.");
});

test("something is put in, taken out, and put into a line that is empty", () => {
  const [doc] = begin(1, [words("One three."), words("Cut this out."), { type: "paragraph" }]) as [Y.Doc];
  const text = line(doc, 0);
  expect(applySuggestion(doc, suggestChange(text, 3, 3, " two"))).toBe(true);
  expect(applySuggestion(doc, suggest(doc, 1, " this", ""))).toBe(true);
  expect(applySuggestion(doc, suggestChange(line(doc, 2), 0, 0, "Now there is something."))).toBe(true);
  expect(linesOf(doc)).toEqual(["One two three.", "Cut out.", "Now there is something."]);
});

test("words that were changed meanwhile are not replaced: nothing of the change is done", () => {
  for (const meddle of [
    (text: Y.XmlText) => text.insert(plain(text).indexOf("run"), "ever "),
    (text: Y.XmlText) => text.delete(plain(text).indexOf("never"), 2),
    (text: Y.XmlText) => text.delete(0, plain(text).length),
    (text: Y.XmlText) => artifactBody(text.doc as Y.Doc).delete(0, 1),
  ]) {
    const [ana, ben] = begin(2) as [Y.Doc, Y.Doc];
    const change = suggest(ben, 0, "never run dry", "thrive");
    meddle(line(ana, 0));
    const before = Y.snapshot(ana);
    expect(findSuggestion(ana, change)).toEqual({ type: "changed" });
    expect(applySuggestion(ana, change)).toBe(false);
    expect(Y.equalSnapshots(before, Y.snapshot(ana))).toBe(true);
  }
});

test("new words look as those they replace, and are part of a link only where all of it was", () => {
  const link = { type: "link", attrs: { href: "https://example.org" } } as const;
  const [doc] = begin(1, [
    {
      type: "paragraph",
      content: [
        { type: "text", text: "Plain, " },
        { type: "text", text: "loud", marks: [{ type: "strong" }] },
        { type: "text", text: " and linked", marks: [link] },
        { type: "text", text: " to the end" },
      ],
    },
  ]) as [Y.Doc];
  applySuggestion(doc, suggest(doc, 0, "loud", "LOUD"));
  applySuggestion(doc, suggest(doc, 0, "linked to", "tied to"));
  applySuggestion(doc, suggest(doc, 0, "and", "or"));
  expect(readNotes(artifactBody(doc))[0]?.content).toEqual([
    { type: "text", text: "Plain, " },
    { type: "text", text: "LOUD", marks: [{ type: "strong" }] },
    { type: "text", text: " or ", marks: [link] },
    { type: "text", text: "tied to the end" },
  ]);
});

test("what comes from elsewhere than the text, or makes no sense, is never done", () => {
  const [doc] = begin(1) as [Y.Doc];
  const title = artifactTitle(doc) as unknown as Y.XmlText;
  const sound = suggest(doc, 0, "shops", "people");
  for (const change of [
    suggestChange(title, 0, 3, "x"),
    { ...sound, start: "{" },
    { ...sound, start: "null", end: "null" },
    { ...sound, start: sound.end, end: sound.start },
    { ...sound, start: JSON.stringify({ item: { client: 77, clock: 3 } }) },
    { ...sound, end: suggest(doc, 1, "team", "").end },
    { ...sound, start: JSON.stringify({ tname: "__proto__" }), end: JSON.stringify({ tname: "__proto__" }) },
    { ...sound, quote: "boats" },
  ])
    expect(applySuggestion(doc, change)).toBe(false);
  expect(linesOf(doc)).toEqual(LINES);
});

test("two who go on writing while changes are accepted end up with one text, and lose no letter to a change that was not for it", () => {
  const step = fc.record({
    who: fc.integer({ min: 0, max: 1 }),
    what: fc.constantFrom("type", "type", "remove", "block", "suggest", "suggest", "accept", "sync"),
    at: fc.nat(60),
    length: fc.nat(8),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const docs = begin();
      const server = docs[2] as Y.Doc;
      const open: SuggestedChange[] = [];
      const typed = new Set<string>();
      const removed = new Set<string>();
      let made = 0;
      let letter = 0x4e00; // each once
      for (const { who, what, at, length } of steps) {
        const doc = docs[who] as Y.Doc;
        const blocks = artifactBody(doc).length;
        const text = line(doc, at % blocks);
        const size = plain(text).length;
        const from = Math.min(at, size);
        const to = Math.min(from + length, size);
        if (what === "type") {
          const one = String.fromCharCode(letter);
          letter += 1;
          typed.add(one);
          text.insert(from, one);
        }
        if (what === "remove" && to > from) {
          for (const each of plain(text).slice(from, to)) removed.add(each);
          text.delete(from, to - from);
        }
        if (what === "block") {
          const block = new Y.XmlElement("paragraph");
          block.insert(0, [new Y.XmlText("new")]);
          artifactBody(doc).insert(at % (blocks + 1), [block]);
        }
        if (what === "suggest") {
          made += 1;
          open.push(suggestChange(text, from, to, `<${made}>`));
        }
        if (what === "sync") sync(...docs);
        if (what === "accept" && open.length > 0) {
          const change = open.splice(at % open.length, 1)[0] as SuggestedChange;
          server.clientID = 1_000 + letter + at; // the server writes as nobody else, each time anew
          const before = linesOf(server);
          const done = applySuggestion(server, change);
          const after = linesOf(server);
          if (!done) expect(after).toEqual(before);
          else {
            for (const each of change.quote) removed.add(each);
            const changed = before.flatMap((each, index) => (each === after[index] ? [] : [[each, after[index]]]));
            expect(changed).toHaveLength(1);
            const [was = "", is = ""] = changed[0] as [string, string];
            const [head = "", tail = ""] = is.split(change.text);
            expect(was).toBe(head + change.quote + tail);
          }
        }
      }
      sync(...docs);
      sync(...docs);
      for (const doc of docs) expect(linesOf(doc)).toEqual(linesOf(server));
      expect(checkArtifact(server)).toEqual({ type: "sound" });
      const all = linesOf(server).join("");
      for (const one of typed) if (!removed.has(one)) expect(all).toContain(one);
    }),
    { seed: 8, numRuns: 300 },
  );
});
