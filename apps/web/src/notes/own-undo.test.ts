// @vitest-environment happy-dom
import { setChecked } from "@candor/document/notes/set-checked.ts";
import { describe, expect, test } from "vitest";
import {
  caretAfter,
  exchange,
  linesOf,
  notesOf,
  paragraph,
  press,
  reopen,
  select,
  type,
  writer,
} from "./testing/writer.ts";

const A_LONG_PAUSE = 3_600_000; // so that no test depends on how fast it runs

describe("undo is mine alone", () => {
  test("what the other typed into the same paragraph stays", () => {
    const ana = writer("a", [paragraph("Budget")], A_LONG_PAUSE);
    const ben = writer("b", ana.doc);
    caretAfter(ana, "Budget");
    type(ana, " is tight");
    exchange(ana, ben);
    caretAfter(ben, "Bud");
    type(ben, "dy");
    caretAfter(ben, "tight");
    type(ben, "ly kept");
    exchange(ana, ben);
    ana.undo.undo();
    exchange(ana, ben);
    expect([linesOf(ana), linesOf(ben)]).toEqual([["Buddygetly kept"], ["Buddygetly kept"]]);
    ana.undo.redo();
    exchange(ana, ben);
    expect(linesOf(ben)).toEqual(["Buddyget is tightly kept"]);
  });

  test("a paragraph that I made stays while the other's words are in it", () => {
    const ana = writer("a", [paragraph("one")], A_LONG_PAUSE);
    const ben = writer("b", ana.doc);
    caretAfter(ana, "one");
    press(ana, "Enter");
    type(ana, "two");
    exchange(ana, ben);
    caretAfter(ben, "two");
    type(ben, " and three");
    exchange(ana, ben);
    while (ana.undo.canUndo()) ana.undo.undo();
    exchange(ana, ben);
    expect(linesOf(ana)).toEqual(["one", " and three"]);
    expect(linesOf(ben)).toEqual(["one", " and three"]);
  });

  test("a list that I made keeps the item that the other added", () => {
    const ana = writer("a", [], A_LONG_PAUSE);
    const ben = writer("b", ana.doc);
    type(ana, "- mine");
    exchange(ana, ben);
    caretAfter(ben, "mine");
    press(ben, "Enter");
    type(ben, "theirs");
    exchange(ana, ben);
    while (ana.undo.canUndo()) ana.undo.undo();
    exchange(ana, ben);
    expect(linesOf(ana)).toEqual(["theirs"]);
    expect(notesOf(ana)).toEqual(notesOf(ben));
    expect([ana.misfits, ben.misfits]).toEqual([[], []]);
  });

  test("with nothing of mine to take back, nothing happens", () => {
    const ana = writer("a", [paragraph("one")]);
    const ben = writer("b", ana.doc);
    caretAfter(ben, "one");
    type(ben, " two");
    exchange(ana, ben);
    press(ana, "z", { ctrlKey: true });
    expect(linesOf(ana)).toEqual(["one two"]);
  });
});

describe("the selection comes back with the text", () => {
  test("what I deleted is back, and selected as it was", () => {
    const ana = writer("a", [paragraph("The old budget")], A_LONG_PAUSE);
    select(ana, "old ");
    press(ana, "Backspace");
    caretAfter(ana, "The budget");
    expect(linesOf(ana)).toEqual(["The budget"]);
    press(ana, "z", { ctrlKey: true });
    const { from, to } = ana.editor.view.state.selection;
    expect(linesOf(ana)).toEqual(["The old budget"]);
    expect(ana.editor.view.state.doc.textBetween(from, to)).toBe("old ");
  });

  test("after typing is taken back the caret stands where it began, though the other wrote above", () => {
    const ana = writer("a", [paragraph("first"), paragraph("second")], A_LONG_PAUSE);
    const ben = writer("b", ana.doc);
    caretAfter(ana, "sec");
    type(ana, "XYZ");
    caretAfter(ben, "first");
    press(ben, "Enter");
    type(ben, "between");
    exchange(ana, ben);
    caretAfter(ana, "first");
    ana.undo.undo();
    const { $from } = ana.editor.view.state.selection;
    expect(linesOf(ana)).toEqual(["first", "between", "second"]);
    expect($from.parent.textContent.slice(0, $from.parentOffset)).toBe("sec");
  });

  test("though the text was closed and opened again in between", () => {
    const ana = writer("a", [paragraph("one two")], A_LONG_PAUSE);
    caretAfter(ana, "one");
    type(ana, " and a half");
    reopen(ana);
    ana.editor.focus({ type: "end" });
    ana.undo.undo();
    const { $from } = ana.editor.view.state.selection;
    expect(linesOf(ana)).toEqual(["one two"]);
    expect($from.parent.textContent.slice(0, $from.parentOffset)).toBe("one");
  });
});

test("a check-box ticked at rest is taken back like anything else", () => {
  const ana = writer("a", [
    { type: "check_list", content: [{ type: "check_item", attrs: { checked: false }, content: [paragraph("call")] }] },
  ]);
  setChecked(ana.doc, ana.fragment, 0, true);
  expect(notesOf(ana)[0]?.content?.[0]?.attrs).toEqual({ checked: true });
  ana.undo.undo();
  expect(notesOf(ana)[0]?.content?.[0]?.attrs).toEqual({ checked: false });
});
