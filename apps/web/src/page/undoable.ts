import { type ReadonlySignal, signal } from "@preact/signals";
import type { UndoManager } from "yjs";

/** Takes back what was done at once. */
export type TakeBack = (() => void) & {
  /** whether all of it was taken back already, here or by key */
  readonly isSpent: ReadonlySignal<boolean>;
};

/**
 * Runs a change as a step of its own, or as the few of which it is made.
 *
 * @returns takes back just this, whatever was done since; null where nothing was changed.
 */
export function undoable(undo: UndoManager, change: () => void): TakeBack | null {
  undo.stopCapturing();
  const before = new Set(undo.undoStack);
  change();
  undo.stopCapturing();
  const steps = undo.undoStack.filter((step) => !before.has(step));
  if (steps.length === 0) return null;
  const undoAll = () => {
    for (const step of steps.toReversed()) takeBack(undo, step);
  };
  return Object.assign(undoAll, { isSpent: followSteps(undo, steps) });
}

/** Takes back two steps that belong together, the later one first. */
export function together(first: TakeBack, second: TakeBack): TakeBack {
  return Object.assign(
    () => {
      second();
      first();
    },
    { isSpent: second.isSpent },
  );
}

type Step = UndoManager["undoStack"][number];

function takeBack(undo: UndoManager, step: Step): void {
  if (!undo.undoStack.includes(step)) return; // it was taken back by key already
  const others = undo.undoStack.filter((each) => each !== step);
  // Alone on the stack: where the other person has overwritten all of it, Yjs would go on to the step before.
  undo.undoStack = [step];
  undo.undo();
  undo.undoStack = others;
}

function followSteps(undo: UndoManager, steps: readonly Step[]): ReadonlySignal<boolean> {
  const isSpent = signal(false);
  const look = () => {
    if (steps.some((step) => undo.undoStack.includes(step))) return;
    isSpent.value = true;
    undo.off("stack-item-popped", onPopped);
    undo.off("stack-cleared", onPopped);
  };
  // Not at once: while a step is taken back by itself, the others are off the stack for that moment.
  const onPopped = () => queueMicrotask(look);
  undo.on("stack-item-popped", onPopped);
  undo.on("stack-cleared", onPopped);
  return isSpent;
}
