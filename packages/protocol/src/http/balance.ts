import type { Balance } from "@candor/core/balance/balance-of-time.ts";

/**
 * GET /api/me/balance?quarter=2026-Q4 → MyBalance; without a quarter the one that it is where I am. It says how my 1:1s
 * fill my time, and is for me alone.
 */
export type MyBalance = Balance & {
  /** those of which something is on record or planned, newest first, this one among them */
  quarters: string[];
};
