// @vitest-environment happy-dom
import { type NoteNode, plainText } from "@candor/core/notes/note-node.ts";
import fc from "fast-check";
import type { Node } from "prosemirror-model";
import { Selection, TextSelection } from "prosemirror-state";
import { describe, expect, test } from "vitest";
import { fitsSchema } from "./fits-schema.ts";
import { formatCommands } from "./format-commands.ts";
import { anyNotes } from "./testing/any-notes.ts";
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

describe("two people in one text", () => {
  test("both typing into the same paragraph keep every word", () => {
    const ana = writer("a", [paragraph("The migration is late")]);
    const ben = writer("b", ana.doc);
    caretAfter(ana, "The");
    type(ana, " big");
    caretAfter(ben, "late");
    type(ben, " by a week");
    exchange(ana, ben);
    expect(linesOf(ana)).toEqual(["The big migration is late by a week"]);
    expect(linesOf(ben)).toEqual(linesOf(ana));
  });

  test("my caret stays in its word while the other writes before it", () => {
    const ana = writer("a", [paragraph("one"), paragraph("two three")]);
    const ben = writer("b", ana.doc);
    caretAfter(ana, "two");
    caretAfter(ben, "one");
    type(ben, " and a half");
    press(ben, "Enter");
    type(ben, "# Title");
    exchange(ana, ben);
    caretAfter(ben, "two");
    exchange(ana, ben);
    const { $from } = ana.editor.view.state.selection;
    expect($from.parent.textContent.slice(0, $from.parentOffset)).toBe("two");
  });

  test("formatting and typing in the same words both hold", () => {
    const ana = writer("a", [paragraph("very important")]);
    const ben = writer("b", ana.doc);
    const { view } = ana.editor;
    view.dispatch(view.state.tr.setSelection(TextSelection.create(view.state.doc, 1, 15)));
    press(ana, "b", { ctrlKey: true });
    caretAfter(ben, "very");
    type(ben, " very");
    exchange(ana, ben);
    expect(notesOf(ana)).toEqual(notesOf(ben));
    expect(plainText(notesOf(ana))).toBe("very very important");
  });
});

type Step =
  | { type: "text"; text: string }
  | { type: "key"; key: string; shift: boolean }
  | { type: "caret"; from: number; to: number }
  | { type: "format"; index: number }
  | { type: "undo" }
  | { type: "redo" };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ type: fc.constant("text" as const), text: fc.stringMatching(/^[a-z *_`#>[\]-]{1,8}$/) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constant("key" as const),
      key: fc.constantFrom("Enter", "Backspace", "Delete", "Tab"),
      shift: fc.boolean(),
    }),
  },
  { weight: 4, arbitrary: fc.record({ type: fc.constant("caret" as const), from: fc.nat(200), to: fc.nat(200) }) },
  {
    weight: 3,
    arbitrary: fc.record({ type: fc.constant("format" as const), index: fc.nat(formatCommands.length - 1) }),
  },
  { weight: 1, arbitrary: fc.constant<Step>({ type: "undo" }) },
  { weight: 1, arbitrary: fc.constant<Step>({ type: "redo" }) },
);

function take(who: Writer, action: Step): void {
  const { view } = who.editor;
  switch (action.type) {
    case "text":
      type(who, action.text);
      return;
    case "key":
      press(who, action.key, { shiftKey: action.shift });
      return;
    case "caret": {
      const { doc, tr } = view.state;
      const at = (position: number) => doc.resolve(besideCharacter(doc, position % (doc.content.size + 1)));
      const selection = TextSelection.between(at(action.from), at(action.to));
      view.dispatch(tr.setSelection(selection ?? Selection.atStart(doc)));
      return;
    }
    case "format":
      formatCommands[action.index]?.run(view.state, view.dispatch, view);
      return;
    case "undo":
      who.undo.undo();
      return;
    case "redo":
      who.undo.redo();
  }
}

/** No caret ever stands in the middle of a character. */
function besideCharacter(doc: Node, position: number): number {
  return /^[\udc00-\udfff]/.test(doc.textBetween(position, Math.min(position + 1, doc.content.size)))
    ? position - 1
    : position;
}

/** What stands in the editor. Marks are kept on text alone: on a line break nobody sees them. */
function shown({ editor }: Writer): unknown {
  const bare = ({ marks, content, ...node }: NoteNode): unknown => ({
    ...node,
    ...(node.type === "text" && marks && { marks }),
    ...(content && { content: content.map(bare) }),
  });
  return bare(editor.view.state.doc.toJSON());
}

const turn = fc.record({ who: fc.constantFrom("ana" as const, "ben" as const), step, meets: fc.boolean() });

test("whatever two people do, at once and apart, they end up with the same text", () => {
  fc.assert(
    fc.property(anyNotes, fc.array(turn, { minLength: 1, maxLength: 40 }), (notes, turns) => {
      const ana = writer("a", notes);
      const ben = writer("b", ana.doc);
      try {
        for (const { who, step, meets } of turns) {
          take(who === "ana" ? ana : ben, step);
          if (meets) exchange(ana, ben);
        }
        // The binding may answer a merge with a change of its own, which has to arrive as well.
        for (let round = 0; round < 3; round += 1) exchange(ana, ben);
        expect([ana.misfits, ben.misfits]).toEqual([[], []]);
        expect(notesOf(ana)).toEqual(notesOf(ben));
        expect(fitsSchema(ana.fragment)).toBe("fits");
        expect(shown(ana)).toEqual(shown(ben));
        ana.editor.view.state.doc.check();
      } finally {
        for (const each of [ana, ben]) {
          each.editor.destroy();
          each.awareness.destroy();
        }
        document.body.replaceChildren();
      }
    }),
    { seed: 11, numRuns: 60, interruptAfterTimeLimit: 20_000 },
  );
});
