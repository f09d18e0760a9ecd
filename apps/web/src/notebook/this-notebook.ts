import { sayDevice } from "@candor/core/access/say-device.ts";
import { thisTab } from "../offline/this-tab.ts";
import { DeviceNotebook } from "./device-notebook.ts";
import { setKnownHere } from "./standing.ts";

let notebook: DeviceNotebook | null = null;

/** The notebook of this browser, begun when it is first asked for. */
export function thisNotebook(): DeviceNotebook {
  if (!notebook) {
    const { environment, fetch } = thisTab();
    notebook = new DeviceNotebook(environment, {
      fetch,
      deviceName: () => sayDevice(navigator.userAgent),
      known: setKnownHere,
      onActivity,
    });
  }
  return notebook;
}

function onActivity(acted: () => void): () => void {
  const kinds = ["pointerdown", "keydown", "wheel", "touchstart"] as const;
  for (const kind of kinds) window.addEventListener(kind, acted, { passive: true, capture: true });
  return () => {
    for (const kind of kinds) window.removeEventListener(kind, acted, { capture: true });
  };
}
