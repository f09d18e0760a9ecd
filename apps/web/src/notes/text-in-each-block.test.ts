// @vitest-environment happy-dom
import type { NoteNode } from "@candor/core/notes/note-node.ts";
import { Selection } from "prosemirror-state";
import { expect, test } from "vitest";
import {
  caretAfter,
  exchange,
  linesOf,
  notesOf,
  paragraph,
  press,
  type,
  type Writer,
  writer,
} from "./testing/writer.ts";

test.each<[string, NoteNode[]]>([
  ["after Enter", [paragraph("one")]],
  ["in a list", [{ type: "bullet_list", content: [{ type: "list_item", content: [paragraph("one")] }] }]],
])("two people who begin to write in one empty line at once keep each character once, %s", (_, start) => {
  const ana = writer("a", start);
  caretAfter(ana, "one");
  press(ana, "Enter");
  const ben = writer("b", ana.doc);
  expect(typeInTurn(ana, ben)).toEqual(sorted("onewhat Ana writesWHAT BEN WRITES"));
  expect(notesOf(ana)).toEqual(notesOf(ben));
});

test("two people who begin to write where there is nothing yet keep each character once", () => {
  const ana = writer("a", []);
  const ben = writer("b", ana.doc);
  expect(typeInTurn(ana, ben)).toEqual(sorted("what Ana writesWHAT BEN WRITES"));
  expect(notesOf(ana)).toEqual(notesOf(ben));
});

test("undoing a new line takes all of it away", () => {
  const ana = writer("a", [paragraph("one")]);
  caretAfter(ana, "one");
  press(ana, "Enter");
  expect(linesOf(ana)).toEqual(["one", ""]);
  ana.undo.undo();
  expect(linesOf(ana)).toEqual(["one"]);
  expect(ana.fragment.length).toBe(1);
});

test("undoing a new line leaves what the other wrote into it", () => {
  const ana = writer("a", [paragraph("one")]);
  const ben = writer("b", ana.doc);
  caretAfter(ana, "one");
  press(ana, "Enter");
  exchange(ana, ben);
  caretAtEnd(ben);
  type(ben, "two");
  exchange(ana, ben);
  ana.undo.undo();
  exchange(ana, ben);
  expect(linesOf(ana)).toEqual(["one", "two"]);
  expect(notesOf(ana)).toEqual(notesOf(ben));
});

/** Both type at the end, a character each before the other's arrives. @returns the characters of the text, sorted. */
function typeInTurn(ana: Writer, ben: Writer): string[] {
  const [left, right] = ["what Ana writes", "WHAT BEN WRITES"];
  caretAtEnd(ana);
  caretAtEnd(ben);
  for (let index = 0; index < left.length; index += 1) {
    type(ana, left[index] ?? "");
    type(ben, right[index] ?? "");
    exchange(ana, ben);
  }
  exchange(ana, ben);
  return sorted(linesOf(ana).join(""));
}

function caretAtEnd({ editor: { view } }: Writer): void {
  view.dispatch(view.state.tr.setSelection(Selection.atEnd(view.state.doc)));
}

function sorted(text: string): string[] {
  return [...text].sort();
}
