const MAX_WAIT_MILLISECONDS = 86_400_000;

/**
 * What a Retry-After header says (RFC 9110, 10.2.3), seconds or a date; at most a day.
 *
 * @returns milliseconds from `now`; null: nothing that can be read.
 */
export function readRetryAfter(header: string | undefined, now: Date): number | null {
  const text = header?.trim() ?? "";
  const wait = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now.getTime();
  return Number.isNaN(wait) ? null : Math.min(MAX_WAIT_MILLISECONDS, Math.max(0, wait));
}
