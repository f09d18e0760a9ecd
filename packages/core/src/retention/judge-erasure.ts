/** So long after asking to be erased a person can take it back, by a click or by signing in. */
export const ERASURE_DAYS = 30;

export type ErasureVerdict = { type: "waiting"; until: Temporal.Instant } | { type: "due"; since: Temporal.Instant };

/** Whether an erasure that was asked for, and not taken back, is to be carried out. */
export function judgeErasure(askedAt: Temporal.Instant, now: Temporal.Instant): ErasureVerdict {
  const until = askedAt.add({ hours: ERASURE_DAYS * 24 });
  return Temporal.Instant.compare(now, until) < 0 ? { type: "waiting", until } : { type: "due", since: until };
}
