/** One tap at the end of a meeting: was it worth the time? */
export type Worth = "yes" | "no";

/** PUT /api/pairs/:pair/meetings/:meeting/worth → MeetingWorth; may be given anew at any time */
export type SayWorth = { worth: Worth };

/**
 * GET /api/pairs/:pair/worth → the meetings that whoever asks has answered for. Nothing tells of an answer of the other
 * before one's own is there.
 */
export type MeetingWorth = {
  meeting: string;
  mine: Worth;
  /** null: the other has not answered */
  theirs: Worth | null;
};
