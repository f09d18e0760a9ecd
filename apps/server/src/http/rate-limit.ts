export type RateLimit = {
  /** @returns 0 if the try is allowed, else in how many whole seconds the next one will be. */
  take(key: string): number;
  /** how many tries are left at once */
  left(key: string): number;
};

const MAX_KEYS = 10_000; // about 1 MB; past it the key that was used longest ago is forgotten

/**
 * A bucket a key that holds `burst` tries and refills evenly.
 *
 * @param now milliseconds that never run backwards.
 */
export function createRateLimit(options: { burst: number; perMinute: number }, now: () => number): RateLimit {
  const buckets = new Map<string, { tries: number; at: number }>();
  const perMillisecond = options.perMinute / 60_000;
  const triesOf = (key: string, at: number) => {
    const bucket = buckets.get(key) ?? { tries: options.burst, at };
    return Math.min(options.burst, bucket.tries + (at - bucket.at) * perMillisecond);
  };
  return {
    left: (key) => Math.floor(triesOf(key, now())),
    take(key) {
      const at = now();
      const tries = triesOf(key, at);
      const allowed = tries >= 1;
      buckets.delete(key); // and back in at the end: the Map keeps the order of use
      buckets.set(key, { tries: allowed ? tries - 1 : tries, at });
      if (buckets.size > MAX_KEYS) forgetOldest(buckets);
      return allowed ? 0 : Math.ceil((1 - tries) / perMillisecond / 1000);
    },
  };
}

function forgetOldest(buckets: Map<string, unknown>): void {
  for (const key of buckets.keys()) {
    buckets.delete(key);
    return;
  }
}
