import { effect } from "@preact/signals";
import type { UndoManager } from "yjs";
import type { Command } from "../commands/commands.ts";
import { commandTexts } from "../commands/texts.ts";
import { nameSteps, stepBack } from "../commands/undo-own.ts";
import { announce } from "../ui/announce.ts";
import type { MyPages } from "./my-pages.ts";

const { global: names, keywords, undo: texts } = commandTexts;

type Direction = "undo" | "redo";

/** Undo over several pages: what was done last goes first, whichever page it was on. */
export function undoCommands(step: (direction: Direction) => string | null): Command[] {
  const run = (direction: Direction) => {
    const name = step(direction);
    if (name === null) {
      announce(direction === "undo" ? texts.nothing : texts.nothingRedo);
      return;
    }
    const what = texts.edits[name] ?? texts.typing;
    announce(direction === "undo" ? texts.undid(what) : texts.redid(what));
  };
  return [
    { id: "undo-here", name: names.undo, keywords: keywords.undo, shortcut: "Mod+Z", run: () => run("undo") },
    {
      id: "redo-here",
      name: names.redo,
      keywords: keywords.redo,
      shortcut: "Mod+Shift+Z",
      also: ["Mod+Y"],
      run: () => run("redo"),
    },
  ];
}

const ORDER = "candor:order"; // under which a step remembers when it came, among those of all the pages

/**
 * Follows what I do on any of the pages from now on.
 *
 * @returns `step` goes one step back or forth and gives its name, null where there was none.
 */
export function followSteps(mine: Pick<MyPages, "pages">): {
  step: (direction: Direction) => string | null;
  stop: () => void;
} {
  let count = 0;
  const followed = new Map<UndoManager, () => void>();
  const follow = (undo: UndoManager) => {
    const stopNames = nameSteps(undo);
    const onAdded = ({ stackItem }: { stackItem: UndoManager["undoStack"][number] }) => {
      count += 1;
      stackItem.meta.set(ORDER, count);
    };
    undo.on("stack-item-added", onAdded);
    return () => {
      stopNames();
      undo.off("stack-item-added", onAdded);
    };
  };
  const stopPages = effect(() => {
    const managers = new Set(mine.pages.value.map(({ model }) => model.handle.undo));
    for (const [undo, stop] of followed) {
      if (managers.has(undo)) continue;
      stop();
      followed.delete(undo);
    }
    for (const undo of managers) if (!followed.has(undo)) followed.set(undo, follow(undo));
  });
  return {
    step: (direction) => {
      const orderOf = (undo: UndoManager): number => {
        const order = (direction === "undo" ? undo.undoStack : undo.redoStack).at(-1)?.meta.get(ORDER);
        return typeof order === "number" ? order : 0;
      };
      const last = [...followed.keys()].sort((left, right) => orderOf(right) - orderOf(left))[0];
      return last && orderOf(last) > 0 ? stepBack(last, direction) : null;
    },
    stop: () => {
      stopPages();
      for (const stop of followed.values()) stop();
    },
  };
}
