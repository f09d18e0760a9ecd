import { signal } from "@preact/signals";

/** What lies over the screen just now; one at a time. */
export type Overlay =
  | { type: "palette"; what: "all" | "text" }
  | { type: "shortcuts" }
  | { type: "capture" }
  | { type: "history" }
  | { type: "changes" }
  | { type: "import" };

export const overlay = signal<Overlay | null>(null);

export function openOverlay(next: Overlay): void {
  overlay.value = next;
}

export function closeOverlay(): void {
  overlay.value = null;
}
