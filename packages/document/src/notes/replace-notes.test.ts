import type { NoteNode } from "@candor/core/notes/note-node.ts";
import { plainText } from "@candor/core/notes/note-node.ts";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { LocalEdit } from "../edit.ts";
import { anyNotes } from "../testing/any-notes.ts";
import { checkNotes } from "./check-notes.ts";
import { readNotes } from "./read-notes.ts";
import { replaceNotes } from "./replace-notes.ts";
import { TypingRescue } from "./rescue-typing.ts";
import { writeNotes } from "./write-notes.ts";

const SEED = 20261127;
const notes = anyNotes({ mentions: true, emptyBlocks: true });

const notesIn = (doc: Y.Doc) => doc.getXmlFragment("notes");

function two(nodes: readonly NoteNode[]): [Y.Doc, Y.Doc] {
  const [ana, ben] = [new Y.Doc(), new Y.Doc()];
  [ana.clientID, ben.clientID] = [1, 2];
  writeNotes(notesIn(ana), nodes);
  Y.applyUpdate(ben, Y.encodeStateAsUpdate(ana));
  return [ana, ben];
}

function meet(ana: Y.Doc, ben: Y.Doc): void {
  const [from, to] = [Y.encodeStateAsUpdate(ana), Y.encodeStateAsUpdate(ben)];
  Y.applyUpdate(ana, to);
  Y.applyUpdate(ben, from);
  expect(readNotes(notesIn(ana))).toEqual(readNotes(notesIn(ben)));
}

const restore = (doc: Y.Doc, nodes: readonly NoteNode[]) =>
  doc.transact(() => replaceNotes(notesIn(doc), nodes), new LocalEdit("restore"));

function paragraph(text: string, ...more: NoteNode[]): NoteNode {
  return { type: "paragraph", content: [...(text === "" ? [] : [{ type: "text" as const, text }]), ...more] };
}

function bold(text: string): NoteNode {
  return { type: "text", text, marks: [{ type: "strong" }] };
}

/** Where in the text of a block somebody types, found by the words before. */
function typeAfter(doc: Y.Doc, words: string, typed: string): void {
  for (const text of textsIn(notesIn(doc))) {
    const at = Y.Text.prototype.toString.call(text).indexOf(words);
    if (at < 0) continue;
    text.insert(at + words.length, typed);
    return;
  }
  throw new Error(`nothing reads ${words}`);
}

function textsIn(type: Y.XmlFragment): Y.XmlText[] {
  return type
    .toArray()
    .flatMap((child) => (child instanceof Y.XmlText ? [child] : child instanceof Y.XmlElement ? textsIn(child) : []));
}

const lines = (doc: Y.Doc) => readNotes(notesIn(doc)).map((node) => plainText([node]));

describe("notes that are made to read as before", () => {
  test("read exactly so, whatever they were, with what the document needs, and on the other device too", () => {
    fc.assert(
      fc.property(notes, notes, (now, before) => {
        const [ana, ben] = two(now);
        restore(ana, before);
        const plain = new Y.Doc();
        writeNotes(notesIn(plain), before);
        expect(readNotes(notesIn(ana))).toEqual(readNotes(notesIn(plain)));
        checkNotes(notesIn(ana), (what) => expect.fail(what));
        meet(ana, ben);
      }),
      { seed: SEED, numRuns: 400 },
    );
  });

  test("that read so already are not touched", () => {
    fc.assert(
      fc.property(notes, (now) => {
        const [ana] = two(now);
        const state = Y.encodeStateVector(ana);
        restore(ana, readNotes(notesIn(ana)));
        expect(Y.encodeStateVector(ana)).toEqual(state);
      }),
      { seed: SEED, numRuns: 200 },
    );
  });

  test("read as they did once that is undone, as one step", () => {
    fc.assert(
      fc.property(notes, notes, (now, before) => {
        const [ana] = two(now);
        const was = readNotes(notesIn(ana));
        const undo = new Y.UndoManager(notesIn(ana), { trackedOrigins: new Set([LocalEdit]), captureTimeout: 0 });
        restore(ana, before);
        undo.undo();
        expect(readNotes(notesIn(ana))).toEqual(was);
        expect(undo.canUndo()).toBe(false);
      }),
      { seed: SEED, numRuns: 200 },
    );
  });

  test("keep bold words and links as they had been", () => {
    const before = [paragraph("We hire ", bold("two people"), { type: "text", text: " in spring" })];
    const [ana] = two([paragraph("We hire two people in ", bold("late spring"))]);
    restore(ana, before);
    expect(readNotes(notesIn(ana))).toEqual(before);
  });
});

describe("what the other types while notes are made to read as before", () => {
  test("stays in its paragraph, at its place", () => {
    const [ana, ben] = two([paragraph("First of all"), paragraph("We hire three people"), paragraph("in summer")]);
    for (const [at, letter] of [..." or four"].entries())
      typeAfter(ben, `hire three${" or four".slice(0, at)}`, letter);
    restore(ana, [paragraph("First"), paragraph("We hire two people"), paragraph("in spring")]);
    meet(ana, ben);
    expect(lines(ana)[1]).toContain(" or four");
    expect(lines(ana)[1]).toMatch(/^We hire .*people$/);
    expect(lines(ana)).toHaveLength(3);
  });

  test("stays in a list's item and in an empty line too", () => {
    const items = (...texts: string[]): NoteNode => ({
      type: "bullet_list",
      content: texts.map((text) => ({ type: "list_item", content: [paragraph(text)] })),
    });
    const [ana, ben] = two([items("one", "two", "three"), paragraph("")]);
    typeAfter(ben, "two", " and a half");
    textsIn(notesIn(ben)).at(-1)?.insert(0, "typed here");
    restore(ana, [items("one", "second", "third", "fourth"), paragraph("the end")]);
    meet(ana, ben);
    const [list, end] = readNotes(notesIn(ana));
    expect(list?.content?.map((item) => plainText([item]))).toEqual([
      "one",
      expect.stringMatching(/ and a half/),
      "third",
      "fourth",
    ]);
    expect(plainText([end!])).toMatch(/typed here/);
  });

  test("stays in a line of its own, where lines were changed and none added or taken away", () => {
    const word = fc.stringMatching(/^[a-h]{1,4}$/);
    const line = fc.array(word, { minLength: 1, maxLength: 6 }).map((words) => words.join(" "));
    const both = fc.array(fc.tuple(line, line), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(both, keys, (changed, typed) => {
        const [ana, ben] = two(changed.map(([now]) => paragraph(now)));
        typeLetters(ben, typed);
        const before = changed.map(([, was]) => was);
        restore(
          ana,
          before.map((was) => paragraph(was)),
        );
        meet(ana, ben);
        expect(lines(ana).map((each) => each.replace(/[U-Z]/g, ""))).toEqual(before);
        expect(lettersIn(ana)).toEqual(sorted(typed));
      }),
      { seed: SEED, numRuns: 400 },
    );
  });

  test.each(["who restores", "who types"])(
    "is never lost, whatever the notes were, where %s is stored first",
    (first) => {
      fc.assert(
        fc.property(notes, notes, keys, (now, before, typed) => {
          const [ana, ben] = two(plainLetters(now));
          const peers = [ana, ben].map((doc) => {
            const pending: Uint8Array[] = [];
            doc.on(
              "update",
              (update: Uint8Array, _origin, _doc, { local }: Y.Transaction) => local && pending.push(update),
            );
            return { doc, pending, rescue: new TypingRescue(doc) };
          });
          const isTyped = typeLetters(ben, typed);
          restore(ana, plainLetters(before));
          const [stored, late] = first === "who restores" ? peers : peers.toReversed();
          const theirs = [...stored!.pending];
          late!.rescue.take(theirs, [...late!.pending], () => {
            for (const update of theirs) Y.applyUpdate(late!.doc, update);
          });
          meet(ana, ben);
          expect(lettersIn(ana)).toEqual(isTyped ? sorted(typed) : []);
        }),
        { seed: SEED, numRuns: 300 },
      );
    },
  );
});

const keys = fc.array(fc.tuple(fc.nat(), fc.nat(), fc.constantFrom(..."UVWXYZ")), { minLength: 1, maxLength: 12 });
type Key = [place: number, at: number, letter: string];

/** @returns false where there is no text to type into. */
function typeLetters(doc: Y.Doc, typed: readonly Key[]): boolean {
  const texts = textsIn(notesIn(doc));
  for (const [place, at, letter] of typed) {
    const text = texts[place % texts.length];
    if (text) doc.transact(() => text.insert(at % (text.length + 1), letter), new LocalEdit("type"));
  }
  return texts.length > 0;
}

function lettersIn(doc: Y.Doc): string[] {
  return [
    ...readNotes(notesIn(doc))
      .map((node) => plainText([node]))
      .join("")
      .replace(/[^U-Z]/g, ""),
  ].sort();
}

function sorted(typed: readonly Key[]): string[] {
  return typed.map(([, , letter]) => letter).sort();
}

/** Without the letters that stand for what is typed. */
function plainLetters(nodes: readonly NoteNode[]): NoteNode[] {
  return JSON.parse(JSON.stringify(nodes).replace(/(?<="text":")[^"]*/g, (words) => words.replace(/[U-Z]/g, "u")));
}
