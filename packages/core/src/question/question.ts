import type { Id } from "../id.ts";

/** When a question is for; a file of the bank each. */
export const OCCASIONS = [
  "first",
  "big_picture",
  "feedback_for_manager",
  "going_well",
  "going_badly",
  "empty_agenda",
  "skip_level",
  "career",
  "ice_breaker",
] as const;
export type Occasion = (typeof OCCASIONS)[number];

/** Who says it: the direct to the manager, the manager to the direct, or either to the other. */
export const ASKERS = ["direct", "manager", "either"] as const;
export type Asker = (typeof ASKERS)[number];

/** Light: answered at once by anybody; medium: after a minute's thought; deep: where there is trust. */
export const DEPTHS = ["light", "medium", "deep"] as const;
export type Depth = (typeof DEPTHS)[number];

/** What of a person's portrait an answer belongs to. */
export const PORTRAIT_PARTS = ["excites", "drains", "learn", "concerns", "energy", "company"] as const;
export type PortraitPart = (typeof PORTRAIT_PARTS)[number];

export type Question = {
  /** in the bank, or among somebody's own; pages remember by it what was asked */
  id: Id;
  text: string;
  occasion: Occasion;
  asks: Asker;
  depth: Depth;
  /** an open-ended one of a direct about why, what for or where to */
  bigPicture: boolean;
  portrait: PortraitPart | null;
  /** which of a new pair's first meetings it is asked in; null: any meeting */
  meeting: 1 | 2 | 3 | null;
};

/** What every question is that nothing more is known of than its words and what it is for. */
export const PLAIN_QUESTION = {
  asks: "either",
  depth: "medium",
  bigPicture: false,
  portrait: null,
  meeting: null,
} as const satisfies Omit<Question, "id" | "text" | "occasion">;
