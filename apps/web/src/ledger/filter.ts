import { isAnswered, isWaiting, type LedgerEntry } from "@candor/core/ledger/ledger.ts";

export type Filter = "all" | "waiting" | "answered";

export function passes(filter: Filter): (entry: LedgerEntry) => boolean {
  if (filter === "all") return () => true;
  return filter === "waiting" ? isWaiting : isAnswered;
}
