import { effect } from "@preact/signals";
import type { PageHandle } from "../offline/page-handle.ts";
import { preferences } from "../settings/preferences.ts";

/** Tells the other person of this page that I am here, or nothing at all, as I prefer. @returns stops it. */
export function followHidden({ awareness, pairId }: PageHandle): () => void {
  return effect(() => {
    const isHidden = preferences.value.hiddenIn.includes(pairId);
    const state = awareness.getLocalState();
    if (isHidden && state !== null) awareness.setLocalState(null);
    else if (!isHidden && state === null) awareness.setLocalState({});
  });
}
