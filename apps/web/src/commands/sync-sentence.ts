import type { SyncState } from "../offline/page-handle.ts";
import { sayRefusal } from "../offline/say-refusal.ts";
import { commandTexts } from "./texts.ts";

const texts = commandTexts.sync;

/** How safe a page is, as a sentence to be heard. */
export function syncSentence(sync: SyncState): string {
  switch (sync.type) {
    case "saved":
      return texts.saved;
    case "saving":
      return texts.saving(sync.waiting);
    case "offline":
      return sync.onDevice ? texts.offline(sync.waiting) : texts.onlyHere(sync.waiting);
    default:
      return sayRefusal(sync).detail;
  }
}
