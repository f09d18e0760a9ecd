const fresh = new Set<string>();

/** Remembers that a page was begun just now in this tab: its first showing helps along. */
export function markFresh(pairId: string): void {
  fresh.add(pairId);
}

export function isFreshPage(pairId: string): boolean {
  return fresh.has(pairId);
}
