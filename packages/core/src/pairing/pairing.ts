import type { Id } from "../id.ts";
import type { MemberId } from "../person/member.ts";

/** What two do side by side; the last: one does the other's work as they do it, or watches them. */
export const PAIRING_KINDS = ["code", "review", "spec", "spreadsheet", "sql", "shoes"] as const;
export type PairingKind = (typeof PAIRING_KINDS)[number];

/** What a friction is of. */
export const FRICTION_KINDS = ["tooling", "documentation", "template", "process", "training", "access"] as const;
export type FrictionKind = (typeof FRICTION_KINDS)[number];

/** How somebody was while they wrote an entry, where they want to say so; nobody counts it. */
export const FEELINGS = ["pleased", "curious", "puzzled", "tired", "annoyed", "stuck"] as const;
export type Feeling = (typeof FEELINGS)[number];

type Written = {
  id: Id;
  text: string;
  author: MemberId;
  /** ISO instant, by the device of whoever wrote it */
  at: string;
  /** ISO instant since when it lies in the bin; null: it does not */
  binnedAt: string | null;
};

/** Two working side by side; `text` is on what. */
export type PairingSession = Written & {
  what: "session";
  kind: PairingKind;
  /** what they work on, as an address */
  link: string | null;
  /** ISO instant; null: it goes on */
  finishedAt: string | null;
  /** how many sessions of the page were known where it was begun; null: nobody wrote it down */
  ordinal: number | null;
};

/** A session with those that were begun at once with it; its text and link are of all of them. */
export type JoinedSession = PairingSession & {
  /** the first begun first; mostly one */
  members: readonly PairingSession[];
  /** those of them whose words say on what, each in other words; at least one */
  subjects: readonly PairingSession[];
  links: readonly string[];
};

/** A line written down as they went. */
export type PairingEntry = Written & {
  what: "entry";
  session: Id;
  feeling: Feeling | null;
  /** a skill that whoever has this seat wants to learn; null: an ordinary line */
  gapOf: MemberId | null;
  /** what that person, and nobody else, decided about their portrait */
  gap: GapState;
};

export const GAP_STATES = ["asked", "kept", "left"] as const;
export type GapState = (typeof GAP_STATES)[number];

/** From found to fixed, and looked at again: `stayed` is what the look found. `let_go`: nobody will fix it. */
export const FRICTION_STATES = ["open", "fixing", "fixed", "stayed", "let_go"] as const;
export type FrictionState = (typeof FRICTION_STATES)[number];

/** One of the two, or somebody else by name. */
export type FrictionOwner = { type: "seat"; seat: MemberId } | { type: "other"; name: string };

/** What got in the way. */
export type Friction = Written & {
  what: "friction";
  session: Id;
  kind: FrictionKind;
  /** how bad it is, in the pair's own words; "": they did not say */
  severity: string;
  /** null: nobody yet */
  owner: FrictionOwner | null;
  state: FrictionState;
  stateAt: string | null;
  /** since when it is fixed; null: it never was */
  fixedAt: string | null;
  /** the day on which to look whether it stayed so, YYYY-MM-DD */
  checkOn: string | null;
  /** each time at which it had been fixed and came back */
  cameBack: readonly string[];
  /** where it is followed elsewhere, as an address */
  issue: string | null;
};

export type PairingThing = PairingSession | PairingEntry | Friction;

/** All that a pair wrote down while working side by side; without what lies in the bin. */
export type Pairing = {
  /** the newest first */
  sessions: readonly JoinedSession[];
  /** the oldest first; `session` is the id under which its session shows */
  entries: readonly PairingEntry[];
  frictions: readonly Friction[];
};
