// @vitest-environment happy-dom
import { plainText } from "@candor/core/notes/note-node.ts";
import { ArrivedUpdate } from "@candor/document/edit.ts";
import { TypingRescue } from "@candor/document/notes/rescue-typing.ts";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { formatCommands } from "./format-commands.ts";
import { caretAfter, linesOf, notesOf, paragraph, press, select, type, type Writer, writer } from "./testing/writer.ts";

/** A person at the server's log, who may be behind it. */
type Reader = { who: Writer; rescue: TypingRescue; pending: Uint8Array[]; sent: number; read: number };

class Log {
  readonly entries: { by: Reader; update: Uint8Array }[] = [];

  join(who: Writer): Reader {
    const reader: Reader = { who, rescue: new TypingRescue(who.doc), pending: [], sent: 0, read: 0 };
    who.doc.on("update", (update: Uint8Array, _origin: unknown, _doc: Y.Doc, { local }: Y.Transaction) => {
      if (local) reader.pending.push(update);
    });
    return reader;
  }

  /** What they changed is stored; they do not hear of it yet. */
  push(by: Reader): void {
    for (const update of by.pending.slice(by.sent)) this.entries.push({ by, update });
    by.sent = by.pending.length;
  }

  /** They hear of what is stored, their own and the other's, in its order. */
  pull(reader: Reader): void {
    for (; reader.read < this.entries.length; reader.read += 1) {
      const entry = this.entries[reader.read];
      if (entry?.by === reader) {
        reader.pending.shift();
        reader.sent -= 1;
      } else if (entry) {
        reader.rescue.take([entry.update], reader.pending, () =>
          Y.applyUpdate(reader.who.doc, entry.update, new ArrivedUpdate("server")),
        );
      }
    }
  }

  settle(...readers: Reader[]): void {
    for (let round = 0; round < 3; round += 1) {
      for (const reader of readers) this.push(reader);
      for (const reader of readers) this.pull(reader);
    }
  }
}

function together(...paragraphs: string[]) {
  const ana = writer("a", paragraphs.map(paragraph));
  const ben = writer("b", ana.doc);
  const log = new Log();
  return { ana, ben, log, anas: log.join(ana), bens: log.join(ben) };
}

/** By the name that the toolbar gives it. */
function format(who: Writer, id: string): void {
  const command = formatCommands.find((each) => each.id === id);
  if (!command) throw new Error(`no format ${id}: ${formatCommands.map((each) => each.id).join()}`);
  command.run(who.editor.view.state, who.editor.view.dispatch, who.editor.view);
}

describe.each([
  ["who types is stored first", "typist"],
  ["who restructures is stored first", "builder"],
] as const)("%s", (_, first) => {
  function meet(world: ReturnType<typeof together>): void {
    const { log, anas, bens } = world;
    for (const reader of first === "typist" ? [anas, bens] : [bens, anas]) log.push(reader);
    log.pull(anas);
    log.pull(bens);
    log.settle(anas, bens);
    expect(linesOf(world.ben)).toEqual(linesOf(world.ana));
  }

  test("words typed into a paragraph stay while the other makes it a heading", () => {
    const world = together("The migration is late");
    caretAfter(world.ana, "migration");
    type(world.ana, " of the billing data");
    caretAfter(world.ben, "late");
    format(world.ben, "heading_1");
    meet(world);
    expect(linesOf(world.ana)).toEqual(["The migration of the billing data is late"]);
  });

  test("and while it becomes part of a list", () => {
    const world = together("before", "Hire two people", "after");
    caretAfter(world.ana, "Hire");
    type(world.ana, " at least");
    caretAfter(world.ben, "people");
    format(world.ben, "bullet_list");
    meet(world);
    expect(linesOf(world.ana)).toEqual(["before", "Hire at least two people", "after"]);
  });

  test("and while it is joined to the one before it", () => {
    const world = together("first line, ", "second line");
    caretAfter(world.ana, "second");
    type(world.ana, " and last");
    caretAfter(world.ben, "");
    const { view } = world.ben.editor;
    caretAfter(world.ben, "first line, ");
    view.dispatch(view.state.tr.join(view.state.selection.$from.after()));
    meet(world);
    expect(linesOf(world.ana)).toEqual(["first line, second and last line"]);
  });

  test("where the paragraph is deleted, the words stand as one of their own", () => {
    const world = together("one", "two", "three");
    caretAfter(world.ana, "two");
    type(world.ana, " and a half");
    select(world.ben, "two");
    const { view } = world.ben.editor;
    const { $from } = view.state.selection;
    view.dispatch(view.state.tr.delete($from.before(), $from.after()));
    meet(world);
    expect(linesOf(world.ana)).toEqual(["one", " and a half", "three"]);
  });

  test("what is typed after that goes where it was typed, too", () => {
    const world = together("Growth next year");
    caretAfter(world.ben, "year");
    format(world.ben, "heading_1");
    world.log.push(world.bens);
    for (const word of [" and", " the", " one"]) {
      caretAfter(world.ana, "");
      type(world.ana, word);
      world.log.push(world.anas);
      world.log.pull(world.bens);
    }
    meet(world);
    expect(linesOf(world.ana)).toEqual(["Growth next year and the one"]);
  });
});

test("whatever the one restructures, every character the other types stands there once", () => {
  const step = fc.oneof(
    { weight: 5, arbitrary: fc.record({ type: fc.constant("type" as const), at: fc.nat(60) }) },
    {
      weight: 4,
      arbitrary: fc.record({ type: fc.constant("build" as const), at: fc.nat(60), how: fc.nat(20) }),
    },
    {
      weight: 5,
      arbitrary: fc.record({
        type: fc.constantFrom("push" as const, "pull" as const),
        who: fc.constantFrom("ana" as const, "ben" as const),
      }),
    },
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const { ana, ben, log, anas, bens } = together("Growth next year", "Hire two people", "On-call in January");
      let next = 0x4e00; // every character its own, none of them in the text
      const typed: string[] = [];
      for (const each of steps) {
        if (each.type === "type") {
          place(ana, each.at);
          const character = String.fromCharCode(next++);
          typed.push(character);
          type(ana, character);
        } else if (each.type === "build") {
          place(ben, each.at);
          build(ben, each.how);
        } else {
          const reader = each.who === "ana" ? anas : bens;
          if (each.type === "push") log.push(reader);
          else log.pull(reader);
        }
      }
      log.settle(anas, bens);
      expect(notesOf(ben)).toEqual(notesOf(ana));
      const text = plainText(notesOf(ana));
      for (const character of typed) expect(text.split(character)).toHaveLength(2);
      for (const { editor } of [ana, ben]) editor.destroy();
    }),
    { seed: 20261124, numRuns: 150 },
  );
});

function place(who: Writer, at: number): void {
  const blocks: string[] = linesOf(who).filter((line) => line !== "");
  const line = blocks[at % blocks.length] ?? "";
  caretAfter(who, line.slice(0, 1 + (at % Math.max(1, line.length))));
}

function build(who: Writer, how: number): void {
  const { view } = who.editor;
  const kinds = formatCommands.filter(({ id }) => id !== "horizontal_rule");
  if (how % 5 === 0) press(who, "Enter");
  else if (how % 5 === 1) press(who, "Tab");
  else kinds[how % kinds.length]?.run(view.state, view.dispatch, view);
}
