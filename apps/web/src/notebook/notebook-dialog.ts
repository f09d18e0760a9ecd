import type { Id } from "@candor/core/id.ts";
import { signal } from "@preact/signals";

/** The dialog of the notebook that is open, over whatever screen. */
export type NotebookDialog = { type: "open"; onOpen: () => void } | { type: "share"; note: Id } | { type: "lock" };

export const notebookDialog = signal<NotebookDialog | null>(null);

export function openNotebookDialog(dialog: NotebookDialog): void {
  notebookDialog.value = dialog;
}

export function closeNotebookDialog(): void {
  notebookDialog.value = null;
}
