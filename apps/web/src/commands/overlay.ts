import type { Id } from "@candor/core/id.ts";
import { signal } from "@preact/signals";

/** What lies over the screen just now; one at a time. */
export type Overlay =
  | { type: "palette"; what: "all" | "text" }
  | { type: "shortcuts" }
  | { type: "capture" }
  /** `meeting`: the one to be brought back; null: the page */
  | { type: "history"; meeting: Id | null }
  | { type: "import" };

export const overlay = signal<Overlay | null>(null);

export function openOverlay(next: Overlay): void {
  overlay.value = next;
}

/** Closes it unless another has been opened meanwhile: a dialog tells of its closing a moment later. */
export function closeOverlay(which: Overlay): void {
  if (overlay.peek() === which) overlay.value = null;
}
