const DAY = 86_400_000; // milliseconds
const MINUTE = 60_000;

/** An account is signed in to again by mail, passkey or single sign-on: nothing is lost when a session ends. */
const ACCOUNT = { idle: 30 * DAY, whole: 180 * DAY };
/** An anonymous person has nothing but their cookie to come back with, and browsers keep one for 400 days at most. */
const ANONYMOUS = { idle: 400 * DAY, whole: Number.POSITIVE_INFINITY };
const RENEWED_EVERY = DAY; // so that "last used" says a day and no more
const FRESH = 10 * MINUTE; // after signing in, for what would lock somebody out of their account

export type SessionTimes = {
  /** milliseconds since 1970 of the sign-in that began it */
  beganAt: number;
  /** of its last renewal */
  usedAt: number;
  isAnonymous: boolean;
  /** whether it began by a provider's word alone, which may not have asked who is there */
  isSilent: boolean;
};

export type SessionVerdict =
  | { type: "ended"; why: "idle" | "too_old" }
  /** `renew`: it is time to note that it is in use; `endsAt` is then its new end */
  | { type: "good"; renew: boolean; endsAt: number };

/** Whether a session still holds (OWASP ASVS 5.0, 7.3.1 and 7.3.2). */
export function judgeSession(
  { beganAt, usedAt, isAnonymous }: Omit<SessionTimes, "isSilent">,
  now: number,
): SessionVerdict {
  const limits = isAnonymous ? ANONYMOUS : ACCOUNT;
  if (now >= beganAt + limits.whole) return { type: "ended", why: "too_old" };
  if (now >= usedAt + limits.idle) return { type: "ended", why: "idle" };
  const renew = now >= usedAt + RENEWED_EVERY;
  return { type: "good", renew, endsAt: Math.min((renew ? now : usedAt) + limits.idle, beganAt + limits.whole) };
}

/** Until when somebody may change how they sign in; 0: they never may, for nothing shows that it is them. */
export function freshUntil({ beganAt, isAnonymous, isSilent }: SessionTimes): number {
  return isAnonymous || isSilent ? 0 : beganAt + FRESH;
}

const CLOCKS_APART = 60_000; // milliseconds by which a provider's clock and ours may differ

/**
 * Whether a provider asked somebody who they are after we wanted it to (OpenID Connect Core 1.0, 2 and 3.1.2.1).
 *
 * @param authTime the claim `auth_time` as it came: seconds since 1970 if it is right, and whatever else if it isn't.
 * @param askedAt milliseconds since 1970.
 */
export function wasAskedAnew(authTime: unknown, askedAt: number, now: number): boolean {
  if (typeof authTime !== "number" || !Number.isFinite(authTime)) return false;
  const at = authTime * 1000;
  return at >= askedAt - CLOCKS_APART && at <= now + CLOCKS_APART;
}
