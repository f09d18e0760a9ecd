/** What came of telling a receiver something. */
export type WebhookOutcome =
  | { type: "answered"; status: number; retryAfterMilliseconds: number | null }
  /** the address lies inside, or is not one that is asked */
  | { type: "not_allowed" }
  | { type: "unanswered" };

export type WebhookVerdict =
  | { type: "sent" }
  | { type: "again"; waitMilliseconds: number }
  /** nothing more is tried; `turnsOff`: and nothing else is sent there until somebody turns it on */
  | { type: "failed"; turnsOff: "gone" | "failing" | null };

const SECOND = 1000; // milliseconds
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** After each try that failed, as Standard Webhooks proposes: three and a half days in all. */
const WAITS = [5 * SECOND, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 14 * HOUR, 20 * HOUR, 24 * HOUR];
const LONGEST_WAIT = 24 * HOUR; // that a receiver may ask for

/** @param tries this one among them. */
export function judgeWebhook(outcome: WebhookOutcome, tries: number): WebhookVerdict {
  if (outcome.type === "not_allowed") return { type: "failed", turnsOff: "failing" };
  if (outcome.type === "answered" && outcome.status >= 200 && outcome.status < 300) return { type: "sent" };
  // The receiver says that it wants nothing more (RFC 9110 §15.5.11).
  if (outcome.type === "answered" && outcome.status === 410) return { type: "failed", turnsOff: "gone" };
  const wait = WAITS[tries - 1];
  if (wait === undefined) return { type: "failed", turnsOff: "failing" };
  const asked = outcome.type === "answered" ? (outcome.retryAfterMilliseconds ?? 0) : 0;
  return { type: "again", waitMilliseconds: Math.min(LONGEST_WAIT, Math.max(wait, asked)) };
}
