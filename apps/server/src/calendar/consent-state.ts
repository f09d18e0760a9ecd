import type { AddressSeal } from "./address-seal.ts";

/** What we have to know again of somebody who went away to give permission. */
export type Consent = {
  kind: "google" | "microsoft";
  /** of RFC 7636 */
  verifier: string;
  redirectUri: string;
  writes: boolean;
  timeZone: string;
  /** milliseconds since 1970 */
  until: number;
};

/**
 * Packs it into the `state` that goes with them and comes back: sealed, so that nobody reads it or makes one, and good in
 * the session alone in which they left. So a permission that somebody else gave cannot be slipped to them.
 */
export function sealConsent(seal: AddressSeal, sessionId: string, consent: Consent): string {
  return seal.seal(placeOf(sessionId), JSON.stringify(consent));
}

/** @returns null: it is none of ours, of another session, or too old. */
export function openConsent(seal: AddressSeal, sessionId: string, state: string, now: Date): Consent | null {
  const text = seal.open(placeOf(sessionId), state);
  if (text === null) return null;
  const consent = JSON.parse(text) as Consent;
  return consent.until > now.getTime() ? consent : null;
}

function placeOf(sessionId: string): string {
  return `calendar consent of ${sessionId}`;
}
