/** What the HTTP API says of my pairs at a glance. It is made by core's `overview`: counts and days, no words. */

export type SharesAnswer = { mine: number; theirs: number };

export type SignalAnswer = {
  type:
    | "unsettled"
    | "overdue"
    | "no_next"
    | "prepare"
    | "overdue_actions"
    | "hopper_full"
    | "friction_check"
    | "apart"
    | "unpaired"
    | "my_actions";
  action: "open" | "plan" | "move" | "fill" | "actions" | "pair";
};

export type PairGlanceAnswer = {
  pair: string;
  /** "behind": something was written a moment ago that is not counted yet */
  counted: "all" | "behind" | "nothing_yet";
  name: string;
  iAm: "above" | "below" | "peer";
  agreed: { everyWeeks: number; minutes: number };
  next: {
    meeting: string;
    /** wall clock in `timeZone` */
    start: string;
    timeZone: string;
    minutes: number;
    inDays: number;
    topics: SharesAnswer;
  } | null;
  days: number;
  everMet: boolean;
  lateDays: number;
  missesInARow: number;
  unsettled: { meeting: string; day: string } | null;
  hopper: SharesAnswer;
  raised: SharesAnswer;
  owed: { mine: number; overdue: number; longestDue: string | null; theirs: number };
  /** in person or on a walk; null: never, or nobody wrote it down */
  lastTogether: string | null;
  lastPaired: string | null;
  /** frictions of which somebody is to say today whether they stayed fixed */
  checksDue: number;
  unpairedDays: number | null;
  isAway: boolean;
  apart: { weeks: number; everMet: boolean } | null;
  recent: ("held" | "cancelled")[];
  signals: SignalAnswer[];
};

/** GET /api/me/overview → MyOverview */
export type MyOverview = { needsYou: PairGlanceAnswer[]; fine: PairGlanceAnswer[]; heldMinutes: number };
