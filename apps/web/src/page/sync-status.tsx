import type { SyncState } from "../offline/page-handle.ts";
import { sayRefusal } from "../offline/say-refusal.ts";
import { Icon } from "../ui/icons.tsx";
import { usePage } from "./page-context.ts";
import { texts } from "./texts.ts";

/** The one quiet word on where what I wrote is just now. It never says more than is true. */
export function SyncStatus() {
  const { sync } = usePage().handle;
  const { label, detail } = saySync(sync.value);
  return (
    <span class={`sync sync-${sync.value.type}`} title={detail} data-sync={sync.value.type}>
      {sync.value.type === "saved" && <Icon name="check" />}
      {label}
    </span>
  );
}

/** The word and the sentence behind it. */
export function saySync(state: SyncState): { label: string; detail: string } {
  const { detail } = texts.sync;
  switch (state.type) {
    case "saved":
      return { label: texts.sync.saved, detail: detail.saved };
    case "saving":
      return { label: texts.sync.saving, detail: detail.saving };
    case "offline":
      if (state.waiting === 0) return { label: texts.sync.offlineSaved, detail: detail.saved };
      return state.onDevice
        ? { label: texts.sync.offlineWaiting(state.waiting), detail: detail.offline }
        : { label: texts.sync.notOnDevice(state.waiting), detail: detail.notOnDevice };
    default:
      return sayRefusal(state);
  }
}
