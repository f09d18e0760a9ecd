import type { Id } from "../id.ts";
import type { MemberId } from "../person/member.ts";

export type ActionState = "open" | "done" | "dropped" | "binned";

export type Action = {
  id: Id;
  text: string;
  owner: MemberId;
  /** YYYY-MM-DD, or null where nobody said when */
  due: string | null;
  state: ActionState;
  /** a word why, for a dropped one */
  why: string | null;
  rank: string;
  fromTopic: Id | null;
  fromMeeting: Id | null;
  createdAt: string;
  stateAt: string | null;
};
