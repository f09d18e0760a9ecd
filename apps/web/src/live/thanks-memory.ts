import type { Id } from "@candor/core/id.ts";
import type { Keep } from "./live-memory.ts";

const NAME = "candor.thanks.";

/** Keeps what is being typed at once on this device: a tab can be closed before it is on the page. */
export function rememberThanks(
  keep: Keep,
  pairId: string,
  typed: { meeting: Id; line: string; instead: string },
): void {
  try {
    keep.setItem(NAME + pairId, JSON.stringify(typed));
  } catch {
    // a browser that keeps nothing: a moment later it is on the page
  }
}

/**
 * @param now what the page says.
 * @returns what was typed instead of that and never reached the page; null: nothing.
 */
export function recallThanks(keep: Keep, pairId: string, meetingId: Id, now: string): string | null {
  try {
    const stored: unknown = JSON.parse(keep.getItem(NAME + pairId) ?? "null");
    if (typeof stored !== "object" || stored === null) return null;
    const { meeting, line, instead } = stored as Record<string, unknown>;
    return meeting === meetingId && instead === now && typeof line === "string" ? line : null;
  } catch {
    return null;
  }
}

export function forgetThanks(keep: Keep, pairId: string): void {
  try {
    keep.removeItem(NAME + pairId);
  } catch {
    // as above
  }
}
