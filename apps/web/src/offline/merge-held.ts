import * as Y from "yjs";
import type { OutboxRow } from "./device-store.ts";

// Merging takes time that grows with the square of the number: 200 keystrokes take about 4 ms, 20,000 take 26 s.
const MOST_ROWS = 200;
const MOST_BYTES = 65_536;
const MOST_CLOCK_STEPS = 50_000;

/**
 * Merges changes that were never sent into fewer, so that an hour of typing offline is not an hour of sending.
 *
 * @param held one session's newest rows, oldest first.
 * @returns rows to stand in their place from the same number on, to be sent from then on as they are.
 */
export function mergeHeld(held: readonly OutboxRow[]): OutboxRow[] {
  const [first] = held;
  if (!first) return [];
  return inGroups(held).map((group, index) => ({
    ...first,
    cseq: first.cseq + index,
    update: group.length === 1 && group[0] ? group[0] : Y.mergeUpdates(group),
    held: false,
  }));
}

function inGroups(held: readonly OutboxRow[]): Uint8Array[][] {
  const groups: Uint8Array[][] = [];
  let bytes = 0;
  let steps = 0;
  for (const { update, clientId, fenced } of held) {
    const nextSteps = clockStepsOf(update, clientId);
    bytes += update.length;
    steps += nextSteps;
    const group = groups.at(-1);
    if (group && !fenced && group.length < MOST_ROWS && bytes <= MOST_BYTES && steps <= MOST_CLOCK_STEPS) {
      group.push(update);
    } else {
      groups.push([update]);
      bytes = update.length;
      steps = nextSteps;
    }
  }
  return groups;
}

function clockStepsOf(update: Uint8Array, clientId: number): number {
  const { from, to } = Y.parseUpdateMeta(update);
  return (to.get(clientId) ?? 0) - (from.get(clientId) ?? 0);
}
