import { type ReadonlySignal, signal } from "@preact/signals";
import type { parts as Parts } from "./notebook-parts.tsx";

const partsState = signal<typeof Parts | null>(null);

/** What opens and draws notes, once it is here. */
export const notebookParts: ReadonlySignal<typeof Parts | null> = partsState;

let loading: Promise<typeof Parts> | null = null;

/** Fetches it; kept on this device from then on. Rejects where it cannot be had. */
export function loadNotebook(): Promise<typeof Parts> {
  loading ??= import("./notebook-parts.tsx").then(
    ({ parts }) => {
      partsState.value = parts;
      return parts;
    },
    (fault: unknown) => {
      loading = null;
      throw fault;
    },
  );
  return loading;
}
