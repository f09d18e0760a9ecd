/** What the HTTP API says of how my 1:1s fill my time. It is made by core's `balanceOfTime`, and is for me alone. */

export type TallyAnswer = {
  held: number;
  moved: number;
  cancelled: number;
  planned: number;
  unsaid: number;
  heldMinutes: number;
  plannedMinutes: number;
};

export type PersonTimeAnswer = TallyAnswer & {
  pair: string;
  name: string;
  iLead: boolean;
  /** how many meetings the agreed rhythm makes of the days that have passed; null: not mine to keep */
  agreed: number | null;
  gotLess: boolean;
};

export type BalanceSignalAnswer =
  | { type: "over_hours"; minutes: number; budget: number; action: "rhythm" }
  | { type: "got_less"; pair: string; name: string; held: number; of: number; action: "plan" }
  | { type: "full_week"; week: string; minutes: number; usual: number; action: "planner" }
  | { type: "crowded_days"; days: number; most: number; action: "planner" }
  | { type: "advised"; pairs: number; agreed: number; advised: number; action: "rhythm" };

/** GET /api/me/balance?quarter=2026-Q4 → MyBalance; without a quarter the one that it is where I am */
export type MyBalance = {
  quarter: string;
  /** those of which something is on record or planned, newest first, this one among them */
  quarters: string[];
  from: string;
  /** the first day after it */
  until: string;
  weeks: number;
  aWeek: { held: number | null; agreed: number; advised: number; budget: number | null };
  total: TallyAnswer;
  byWeek: { week: string; heldMinutes: number; plannedMinutes: number; cancelledMinutes: number }[];
  spread: { usual: number; most: number } | null;
  byPerson: PersonTimeAnswer[];
  ahead: { type: "none" | "unknown" } | { type: "known"; weeks: number; otherMinutes: number; ownMinutes: number };
  signals: BalanceSignalAnswer[];
};
