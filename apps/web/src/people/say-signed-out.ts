import { sayInstant } from "../rights/say-instant.ts";

/**
 * What is said to somebody whose session in this browser has ended.
 *
 * @param erasedAt ISO instant for which they had asked to be erased, as far as this browser knows.
 */
export function saySignedOut(erasedAt: string | null, now: Temporal.Instant): string {
  if (erasedAt === null || Temporal.Instant.compare(erasedAt, now) > 0)
    return "You are signed out. Sign in, and what you write reaches the server again.";
  return `You asked to be erased on ${sayInstant(erasedAt)}. Unless you took it back elsewhere, there is nothing to sign in to any more: what shows here is what this browser kept.`;
}
