const fresh = new Set<string>();
const entered = new Set<string>();

/** Remembers that a page was begun just now in this tab: its first showing helps along. */
export function markFresh(pairId: string): void {
  fresh.add(pairId);
  markEntered(pairId);
}

export function isFreshPage(pairId: string): boolean {
  return fresh.has(pairId);
}

/** Remembers that one came to a page for the first time, as by beginning it or by an invitation. */
export function markEntered(pairId: string): void {
  entered.add(pairId);
}

/** Whether one came for the first time: the cursor goes to where topics are added, and is put nowhere again later. */
export function takeEntered(pairId: string): boolean {
  return entered.delete(pairId);
}
