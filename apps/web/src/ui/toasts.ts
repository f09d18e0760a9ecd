import { type ReadonlySignal, signal } from "@preact/signals";

/** A way back. Where `isSpent` is given, the toast goes away by itself once there is nothing left to take back. */
export type ToastUndo = (() => void) & { readonly isSpent?: ReadonlySignal<boolean> };

export type Toast = {
  id: number;
  text: string;
  /** takes back what the toast tells of */
  undo: ToastUndo | null;
};

/** What is to be shown, oldest first; the toast host takes them from here. */
export const toasts = signal<readonly Toast[]>([]);

let count = 0;

/** Tells what has just happened, with a way back. Stays at least ten seconds; pointing at it or focusing it holds it. */
export function showToast(text: string, undo: ToastUndo | null = null): void {
  count += 1;
  toasts.value = [...toasts.value, { id: count, text, undo }];
}
