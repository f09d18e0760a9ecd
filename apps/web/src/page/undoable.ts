import type { UndoManager } from "yjs";

/**
 * Runs a change as a step of its own.
 *
 * @returns takes back just this step, whatever was done since; null where nothing was changed.
 */
export function undoable(undo: UndoManager, change: () => void): (() => void) | null {
  undo.stopCapturing();
  const before = undo.undoStack.at(-1);
  change();
  undo.stopCapturing();
  const step = undo.undoStack.at(-1);
  if (step === undefined || step === before) return null;
  return () => takeBack(undo, step);
}

function takeBack(undo: UndoManager, step: UndoManager["undoStack"][number]): void {
  if (!undo.undoStack.includes(step)) return; // it was taken back by key already
  const others = undo.undoStack.filter((each) => each !== step);
  // Alone on the stack: where the other person has overwritten all of it, Yjs would go on to the step before.
  undo.undoStack = [step];
  undo.undo();
  undo.undoStack = others;
}
