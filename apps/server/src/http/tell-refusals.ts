import { createHash } from "node:crypto";
import type { Log, LogFields } from "./log.ts";
import { createRateLimit } from "./rate-limit.ts";

const TELLINGS = { burst: 60, perMinute: 30 }; // lines of one message: whoever is refused all day fills no disk

/** Says that something was refused, and why. */
export type TellRefusal = (message: string, fields: LogFields) => void;

/**
 * Notes in the log what was refused. Of one kind no more than a line every other second; how many it left out the next
 * line says.
 *
 * @param ticks milliseconds that never run backwards.
 */
export function createTellRefusal(log: Log, ticks: () => number): TellRefusal {
  const lines = createRateLimit(TELLINGS, ticks);
  const unsaid = new Map<string, number>();
  return (message, fields) => {
    const before = unsaid.get(message) ?? 0;
    if (lines.take(message) > 0) {
      unsaid.set(message, before + 1);
      return;
    }
    unsaid.delete(message);
    log.info(message, before === 0 ? fields : { ...fields, more_before: before });
  };
}

const KNOWN_BY = 6; // characters, of 64 each: enough to see that two lines are of one sender

/** What stands in the log for somebody's address: it names nobody. */
export function shortHash(address: string): string {
  return createHash("sha256").update(address).digest("base64url").slice(0, KNOWN_BY);
}
