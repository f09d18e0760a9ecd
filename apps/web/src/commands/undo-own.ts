import { LocalEdit } from "@candor/document/edit.ts";
import type { UndoManager } from "yjs";

const NAME = "candor:edit"; // under which a step remembers what it was

/** Lets every step of an undo manager remember the name of its edit. @returns stops it. */
export function nameSteps(undo: UndoManager): () => void {
  const onAdded = ({ stackItem, origin }: { stackItem: StackItem; origin: unknown }) => {
    if (origin instanceof LocalEdit) stackItem.meta.set(NAME, origin.command);
  };
  undo.on("stack-item-added", onAdded);
  return () => undo.off("stack-item-added", onAdded);
}

type StackItem = UndoManager["undoStack"][number];

/**
 * Takes back, or does again, one step of my own.
 *
 * @returns the name of the edit it was, "" where it was typing, null where there was nothing.
 */
export function stepBack(undo: UndoManager, direction: "undo" | "redo"): string | null {
  const [from, to] = direction === "undo" ? [undo.undoStack, undo.redoStack] : [undo.redoStack, undo.undoStack];
  const name = from.at(-1)?.meta.get(NAME);
  undo.stopCapturing();
  if (undo[direction]() === null) return null;
  const known = typeof name === "string" ? name : "";
  if (known !== "") to.at(-1)?.meta.set(NAME, known);
  return known;
}
