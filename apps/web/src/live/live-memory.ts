import type { Id } from "@candor/core/id.ts";
import { type LivePointer, MAX_ELAPSED, readLivePointer } from "@candor/core/meeting/live-pointer.ts";

const FORGOTTEN_AFTER = 12 * 3600; // seconds; whoever comes back another day begins where the page is
const NAME = "candor.live.";

/** What this device remembers of a meeting it is in, for a reload or a tab that was closed. */
export type LiveMemory = {
  pointer: LivePointer /** seconds that each topic has had */;
  spent: Readonly<Record<Id, number>>;
};

export type Keep = Pick<Storage, "getItem" | "setItem" | "removeItem">;

/** @param at milliseconds of the wall clock. */
export function rememberLive(keep: Keep, pairId: string, memory: LiveMemory, at: number): void {
  try {
    keep.setItem(NAME + pairId, JSON.stringify({ ...memory, at }));
  } catch {
    // a browser that keeps nothing: the other's device and the page still tell where the meeting is
  }
}

/**
 * What was remembered, with the time that has passed since: by the wall clock, as far as that can be.
 *
 * @returns null where there is nothing, it is of another day, or no sense can be made of it.
 */
export function recallLive(keep: Keep, pairId: string, at: number): LiveMemory | null {
  try {
    const stored: unknown = JSON.parse(keep.getItem(NAME + pairId) ?? "null");
    if (typeof stored !== "object" || stored === null) return null;
    const { pointer: told, spent, at: then } = stored as Record<string, unknown>;
    const pointer = readLivePointer(told);
    const since = typeof then === "number" ? (at - then) / 1000 : Number.NaN;
    if (!pointer || !(Math.abs(since) < FORGOTTEN_AFTER)) return null;
    // A clock that was set back meanwhile, or far ahead, tells nothing about how long the reload took.
    const passed = since >= 0 && pointer.elapsed + since <= MAX_ELAPSED ? since : 0;
    return { pointer: { ...pointer, elapsed: pointer.elapsed + passed }, spent: readSpent(spent) };
  } catch {
    return null;
  }
}

export function forgetLive(keep: Keep, pairId: string): void {
  try {
    keep.removeItem(NAME + pairId);
  } catch {
    // as above
  }
}

function readSpent(value: unknown): Record<Id, number> {
  if (typeof value !== "object" || value === null) return {};
  return Object.fromEntries(
    Object.entries(value).filter(([, each]) => typeof each === "number" && each >= 0 && each <= MAX_ELAPSED),
  );
}

/** This browser's own; where it refuses even to be asked, one that keeps nothing. */
export function deviceKeep(): Keep {
  try {
    return localStorage;
  } catch {
    return { getItem: () => null, setItem: () => undefined, removeItem: () => undefined };
  }
}
