/** So long a page that somebody put away can be taken back, and a topic or action that was binned. */
export const BIN_DAYS = 30;

export type BinVerdict = { type: "kept"; until: Temporal.Instant } | { type: "due"; since: Temporal.Instant };

/** Whether something that was put away can still be taken back. */
export function judgeBin(putAwayAt: Temporal.Instant, now: Temporal.Instant): BinVerdict {
  const until = putAwayAt.add({ hours: BIN_DAYS * 24 });
  return Temporal.Instant.compare(now, until) < 0 ? { type: "kept", until } : { type: "due", since: until };
}
