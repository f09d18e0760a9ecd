// @vitest-environment happy-dom
import { ArrivedUpdate } from "@candor/document/edit.ts";
import fc from "fast-check";
import { TextSelection } from "prosemirror-state";
import { afterEach, expect, test } from "vitest";
import * as Y from "yjs";
import { caretAfter, linesOf, paragraph, type, type Writer, writer } from "./testing/writer.ts";

/** Two writers, and what each has written that has not reached the other yet, a letter a message. */
function apart(ana: Writer, ben: Writer) {
  const onTheWay = { ana: [] as Uint8Array[], ben: [] as Uint8Array[] };
  for (const [from, queue] of [
    [ana, onTheWay.ben],
    [ben, onTheWay.ana],
  ] as const)
    from.doc.on("update", (update: Uint8Array, origin: unknown) => {
      if (!(origin instanceof ArrivedUpdate)) queue.push(update);
    });
  return {
    /** Lets the next letter that waits for somebody arrive. @returns false if none waits. */
    arrive: (to: "ana" | "ben"): boolean => {
      const update = onTheWay[to].shift();
      if (update) Y.applyUpdate((to === "ana" ? ana : ben).doc, update, new ArrivedUpdate("server"));
      return update !== undefined;
    },
  };
}

afterEach(() => document.body.replaceChildren());

const turn = fc.constantFrom("ana types", "ben types", "reaches ana", "reaches ben");

// Letters of the one stand in what the other writes as well, so that they meet.
const ANA_WRITES = "a banana and a panda ";
const BEN_WRITES = "an annual band aid ";

/** Where both begin to write: carets stand in these texts where the bar is. */
const places = [
  { name: "an empty line", before: "", after: "" },
  { name: "the end of a line", before: "The plan: ", after: "" },
  { name: "the start of a line", before: "", after: " was decided." },
  { name: "the middle of a line", before: "We agreed ", after: " today." },
];

test.for(places)("what each of two types at one place stays together, at $name", ({ before, after }) => {
  fc.assert(
    fc.property(fc.array(turn, { minLength: 4, maxLength: 60 }), fc.boolean(), (turns, anaIsFirst) => {
      const [first, second] = anaIsFirst ? (["a", "b"] as const) : (["b", "a"] as const);
      const ana = writer(first, [paragraph(before + after)]);
      const ben = writer(second, ana.doc);
      try {
        const way = apart(ana, ben);
        for (const who of [ana, ben]) putCaret(who, before.length);
        const typed = { ana: "", ben: "" };
        for (const each of turns) {
          if (each === "reaches ana") way.arrive("ana");
          else if (each === "reaches ben") way.arrive("ben");
          else if (each === "ana types") typed.ana += typeNext(ana, ANA_WRITES, typed.ana);
          else typed.ben += typeNext(ben, BEN_WRITES, typed.ben);
        }
        while (way.arrive("ana") || way.arrive("ben"));
        const [line] = linesOf(ana);
        expect(linesOf(ben)).toEqual([line]);
        expect([`${before}${typed.ana}${typed.ben}${after}`, `${before}${typed.ben}${typed.ana}${after}`]).toContain(
          line,
        );
      } finally {
        for (const each of [ana, ben]) {
          each.editor.destroy();
          each.awareness.destroy();
        }
        document.body.replaceChildren();
      }
    }),
    { seed: 4, numRuns: 150, interruptAfterTimeLimit: 20_000 },
  );
});

test.for(places)(
  "letters alone tell the other where one writes, at $name: no caret is told of beside each",
  ({ before, after }) => {
    const ana = writer("a", [paragraph(before + after)]);
    ana.editor.focus();
    putCaret(ana, before.length);
    const told: unknown[] = [];
    type(ana, "o"); // an empty line's caret is one of another kind until there is a letter
    ana.awareness.on("change", () => told.push(ana.awareness.getLocalState()?.cursor));
    type(ana, "ther words");
    expect(told).toEqual([]);
    putCaret(ana, 0);
    expect(told).not.toEqual([]);
    ana.editor.destroy();
    ana.awareness.destroy();
  },
);

function typeNext(who: Writer, whole: string, typed: string): string {
  const letter = whole[typed.length % whole.length] ?? "";
  type(who, letter);
  return letter;
}

function putCaret(who: Writer, at: number): void {
  caretAfter(who, "");
  const { view } = who.editor;
  const { $from } = view.state.selection;
  view.dispatch(view.state.tr.setSelection(TextSelection.create(view.state.doc, $from.start() + at)));
}
