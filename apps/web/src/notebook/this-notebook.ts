import { sayDevice } from "@candor/core/access/say-device.ts";
import { thisTab } from "../offline/this-tab.ts";
import { showToast } from "../ui/toasts.ts";
import { DeviceNotebook } from "./device-notebook.ts";
import { isHidden, isKnownHere, setKnownHere } from "./standing.ts";
import type { Swept } from "./sweep-old-notes.ts";
import { texts } from "./texts.ts";

let notebook: DeviceNotebook | null = null;

/** The notebook of this browser, begun when it is first asked for. */
export function thisNotebook(): DeviceNotebook {
  if (!notebook) {
    const { environment, fetch } = thisTab();
    notebook = new DeviceNotebook(environment, {
      fetch,
      deviceName: () => sayDevice(navigator.userAgent),
      known: setKnownHere,
      isKnown: isKnownHere,
      onActivity,
      swept: tellSwept,
    });
  }
  return notebook;
}

/** Whoever has their notes hidden shares their screen: they find it in the bin. */
function tellSwept({ binned, deleted }: Swept): void {
  if (isHidden.peek()) return;
  const held = notebook;
  showToast(texts.swept(binned.length, deleted.length), () => {
    for (const { id } of binned) held?.takeNoteBack(id);
    const keptAt = thisTab().environment.instant();
    held?.writeNotesAgain(deleted.map(({ isAged: _, ...note }) => ({ ...note, binnedAt: null, keptAt })));
  });
}

function onActivity(acted: () => void): () => void {
  const kinds = ["pointerdown", "keydown", "wheel", "touchstart"] as const;
  for (const kind of kinds) window.addEventListener(kind, acted, { passive: true, capture: true });
  return () => {
    for (const kind of kinds) window.removeEventListener(kind, acted, { capture: true });
  };
}
