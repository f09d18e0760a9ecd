import type { Rhythm } from "../cadence/advise-cadence.ts";
import type { Leave } from "../cadence/leave.ts";
import type { Day } from "../chart/manager-edge.ts";
import type { Meeting } from "../meeting/meeting.ts";

export type GlanceMeeting = Pick<Meeting, "id" | "start" | "timeZone" | "minutes" | "state" | "medium">;

/** How many are from each of the two. */
export type Shares = { mine: number; theirs: number };

/** What is on record of one of my pairs, seen from my seat. Counts and days; no words. */
export type PairFacts = {
  pair: string;
  /** how far what was written on the page has been counted: it is a little behind while somebody writes */
  counted: "all" | "behind" | "nothing_yet";
  /** of the other */
  name: string;
  /** what I am to the other */
  iAm: "above" | "below" | "peer";
  agreed: Rhythm;
  /** the pair's own; days are days there */
  timeZone: string;
  /** the day the page was begun */
  begun: Day;
  /** all that are planned, and the others of the last half year at least */
  meetings: readonly GlanceMeeting[];
  /** of all meetings that ever were; null: never */
  lastHeld: Day | null;
  /** in person or on a walk, of all that ever were; null: never, as far as anybody wrote down */
  lastTogether: Day | null;
  /** side by side at work; null: never, as far as anybody wrote down */
  lastPaired?: Day | null;
  /** the days on which to look whether what got in the way stayed fixed, of what is thought to be */
  checks?: readonly Day[];
  /** as either of the two said */
  leaves: readonly Leave[];
  /** open topics by the meeting on whose agenda they stand */
  agendas: ReadonlyMap<string, Shares>;
  /** open topics that wait, without those that are snoozed or kept as a backup */
  hopper: Shares;
  /** topics of the last three months, whatever became of them */
  raised: Shares;
  /** open actions: the day each of mine is due, null where none was said; and how many are the other's */
  actions: { mine: readonly (Day | null)[]; theirs: number };
};
