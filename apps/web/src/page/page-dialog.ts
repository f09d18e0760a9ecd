import type { Id } from "@candor/core/id.ts";
import { signal } from "@preact/signals";

/** The dialog of the page that is open. */
export type PageDialog =
  | { type: "snooze"; topic: Id }
  | { type: "theme"; topic: Id }
  | { type: "write-down"; topic: Id }
  | { type: "plan"; topic: Id | null }
  | { type: "drop"; action: Id }
  | { type: "cant-make-it"; meeting: Id; begin: "move" | "cancel" }
  | { type: "record" }
  | { type: "series" }
  | { type: "questions" }
  | { type: "bin" }
  | { type: "access-log" }
  | { type: "invite" }
  | { type: "pair" }
  | { type: "leave" };

export const pageDialog = signal<PageDialog | null>(null);

export function openPageDialog(dialog: PageDialog): void {
  pageDialog.value = dialog;
}

export function closePageDialog(): void {
  pageDialog.value = null;
}
