import { REFUSAL_CODES, refusalName } from "@candor/protocol/sync/codes.ts";
import type { SyncState } from "./page-handle.ts";
import { offlineTexts as texts } from "./texts.ts";

type Refused = Extract<SyncState, { type: "refused" | "storage_full" }>;

/** Why the server takes nothing, and where that leaves what was written: a word for the header and the sentences for it. */
export function sayRefusal(state: Refused): { label: string; detail: string } {
  const { waiting, onDevice } = state;
  const code = state.type === "refused" ? state.code : REFUSAL_CODES.storage_unavailable.code;
  return {
    label: waiting > 0 ? texts.label.waiting : quietLabel(code),
    detail: `${whyRefused(code)} ${whereIsIt(waiting, onDevice)}`,
  };
}

export function whyRefused(code: number): string {
  return texts.why[refusalName(code) ?? "internal"];
}

function quietLabel(code: number): string {
  const name = refusalName(code);
  const { label } = texts;
  return name !== null && name in label ? label[name as keyof typeof label] : label.other;
}

function whereIsIt(waiting: number, onDevice: boolean): string {
  if (waiting === 0) return texts.nothingWaits;
  return onDevice ? texts.onDevice(waiting) : texts.inTab(waiting);
}
