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
  return inGroups(held).map((group, index) => {
    const updates = group.map(({ update }) => update);
    return {
      ...first,
      cseq: first.cseq + index,
      update: updates.length === 1 && updates[0] ? updates[0] : Y.mergeUpdates(updates),
      held: false,
      changes: changesIn(group),
    };
  });
}

/** How many changes begin in some rows, as a person counts them. */
export function changesIn(rows: readonly OutboxRow[]): number {
  return rows.reduce((sum, { changes }) => sum + (changes ?? 1), 0);
}

function inGroups(held: readonly OutboxRow[]): OutboxRow[][] {
  const groups: OutboxRow[][] = [];
  let bytes = 0;
  let steps = 0;
  for (const row of held) {
    const { update, clientId, fenced } = row;
    const nextSteps = clockStepsOf(update, clientId);
    bytes += update.length;
    steps += nextSteps;
    const group = groups.at(-1);
    if (group && !fenced && group.length < MOST_ROWS && bytes <= MOST_BYTES && steps <= MOST_CLOCK_STEPS) {
      group.push(row);
    } else {
      groups.push([row]);
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
