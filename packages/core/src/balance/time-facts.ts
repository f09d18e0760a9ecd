import type { Rhythm } from "../cadence/advise-cadence.ts";
import type { Leave } from "../cadence/leave.ts";
import type { Day } from "../chart/manager-edge.ts";
import type { Meeting } from "../meeting/meeting.ts";

/** As it is on record: of how long one took nothing is known but how long it was to take. */
export type TimedMeeting = Pick<Meeting, "start" | "minutes" | "state"> & {
  /** where it was held without a time */
  closedAt: string | null;
  wasMoved: boolean;
};

/** One of somebody's pairs, and how its meetings fill their time. */
export type PairTime = {
  pair: string;
  /** of the other */
  name: string;
  iLead: boolean;
  agreed: Rhythm;
  /** null: nothing else is advised, or one of the two said no to it */
  advised: Rhythm | null;
  /** from when on the two were to meet, and until when, half-open; null: they still are */
  begun: Day;
  ended: Day | null;
  leaves: readonly Leave[];
  /** at least those of the quarter */
  meetings: readonly TimedMeeting[];
};

/** What a calendar says of the weeks ahead: "none": none is connected; "unknown": it could not be read. */
export type TimeAhead =
  | { type: "none" | "unknown" }
  /** minutes in which they are taken by something other than their 1:1s, and by these */
  | { type: "known"; weeks: number; otherMinutes: number; ownMinutes: number };

export type TimeFacts = {
  pairs: readonly PairTime[];
  /** a week, for those they lead; null: they set none */
  budgetMinutes: number | null;
  ahead: TimeAhead;
  /** where they are, IANA */
  timeZone: string;
};
