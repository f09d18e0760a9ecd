// @vitest-environment happy-dom
import type { NoteNode } from "@candor/core/notes/note-node.ts";
import { readNotes } from "@candor/document/notes/read-notes.ts";
import { writeNotes } from "@candor/document/notes/write-notes.ts";
import fc from "fast-check";
import { expect, test } from "vitest";
import { prosemirrorToYXmlFragment, yXmlFragmentToProseMirrorRootNode } from "y-prosemirror";
import * as Y from "yjs";
import { fitsSchema } from "./fits-schema.ts";
import { notesSchema } from "./notes-schema.ts";
import { anyNotes } from "./testing/any-notes.ts";
import { caretAfter, notesOf, type, writer } from "./testing/writer.ts";

const EVERYTHING: NoteNode[] = [
  { type: "heading", attrs: { level: 2 }, content: [{ type: "text", text: "Growth" }] },
  {
    type: "paragraph",
    content: [
      { type: "text", text: "Both", marks: [{ type: "strong" }, { type: "em" }] },
      { type: "text", text: " and " },
      { type: "text", text: "a link", marks: [{ type: "link", attrs: { href: "https://example.org" } }] },
      { type: "hard_break" },
      { type: "mention", attrs: { member: "b", name: "Sam" } },
      { type: "text", text: "gone", marks: [{ type: "strike" }] },
      { type: "text", text: "let x", marks: [{ type: "code" }] },
    ],
  },
  {
    type: "check_list",
    content: [
      { type: "check_item", attrs: { checked: true }, content: [{ type: "paragraph" }] },
      {
        type: "check_item",
        attrs: { checked: false },
        content: [
          { type: "paragraph", content: [{ type: "text", text: "inner" }] },
          { type: "bullet_list", content: [{ type: "list_item", content: [{ type: "paragraph" }] }] },
        ],
      },
    ],
  },
  { type: "ordered_list", attrs: { start: 3 }, content: [{ type: "list_item", content: [{ type: "paragraph" }] }] },
  { type: "blockquote", content: [{ type: "paragraph", content: [{ type: "text", text: "quoted" }] }] },
  { type: "code_block", attrs: { language: "sql" }, content: [{ type: "text", text: "select 1;\n\tselect 2;" }] },
  { type: "horizontal_rule" },
  { type: "paragraph" },
];

test("opening the editor and writing elsewhere leaves every kind of text as it was", () => {
  const ana = writer("a", EVERYTHING);
  expect(notesOf(ana)).toEqual(EVERYTHING);
  caretAfter(ana, "");
  type(ana, "more");
  expect(notesOf(ana).slice(0, -1)).toEqual(EVERYTHING.slice(0, -1));
  expect(notesOf(ana).at(-1)).toEqual({ type: "paragraph", content: [{ type: "text", text: "more" }] });
});

test("whatever people write comes out of the editor as it went in", () => {
  fc.assert(
    fc.property(anyNotes, (notes) => {
      const fragment = new Y.Doc().getXmlFragment("notes");
      writeNotes(fragment, notes);
      expect(fitsSchema(fragment)).toBe("fits");
      const shown = yXmlFragmentToProseMirrorRootNode(fragment, notesSchema);
      shown.check();
      const again = new Y.Doc().getXmlFragment("notes");
      prosemirrorToYXmlFragment(shown, again);
      expect(unordered(readNotes(again))).toEqual(unordered(notes));
    }),
    { seed: 7, numRuns: 300 },
  );
});

/** Marks are a set: in which order they come says nothing. */
function unordered(notes: readonly NoteNode[]): NoteNode[] {
  return notes.map((node) => ({
    ...node,
    ...(node.marks && { marks: [...node.marks].sort((one, other) => one.type.localeCompare(other.type)) }),
    ...(node.content && { content: unordered(node.content) }),
  }));
}

test("opening and leaving a text writes nothing", () => {
  for (const notes of [[], EVERYTHING]) {
    const ana = writer("a", notes);
    const before = Y.encodeStateAsUpdate(ana.doc);
    ana.editor.focus({ type: "end" });
    ana.editor.destroy();
    expect(Y.encodeStateAsUpdate(ana.doc)).toEqual(before);
  }
});
