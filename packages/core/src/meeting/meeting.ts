import type { Id } from "../id.ts";

export type MeetingState = "planned" | "held" | "cancelled";

/** In the order in which they help a conversation, best first. */
export const MEDIA = ["in_person", "walk", "video", "audio"] as const;
export type Medium = (typeof MEDIA)[number];

/** Sickness and travel are the only ordinary reasons. */
export const CANCEL_REASONS = ["sick", "travel", "other"] as const;
export type CancelReason = (typeof CANCEL_REASONS)[number];

/** One occurrence of the pair's series. */
export type Meeting = {
  id: Id;
  /** wall-clock start in `timeZone`, YYYY-MM-DDTHH:MM; null: not agreed yet */
  start: string | null;
  /** IANA name */
  timeZone: string;
  minutes: number;
  state: MeetingState;
  medium: Medium | null;
  /** ISO instant at which it was closed; null while planned */
  closedAt: string | null;
  /** the wall-clock starts it was moved away from, earliest first */
  movedFrom: readonly string[];
  /** null where it was not cancelled, or nobody said why */
  cancelReason: CancelReason | null;
  /** a word why, for a cancelled one */
  why: string | null;
  /** ISO instant at which the two began it on their screens; null: they did not, or not yet */
  startedAt: string | null;
  /** what it was warmed up with; read it by `readIceBreaker` */
  iceBreaker: string | null;
  /** how often an ice-breaker was drawn */
  draws: number;
  /** what each thanked the other for at its end */
  thanksOfA: string | null;
  thanksOfB: string | null;
};

/** What every meeting is that nothing is known of yet but its time. */
export const PLAIN_MEETING = {
  state: "planned",
  closedAt: null,
  movedFrom: [],
  cancelReason: null,
  why: null,
  startedAt: null,
  iceBreaker: null,
  draws: 0,
  thanksOfA: null,
  thanksOfB: null,
} as const satisfies Omit<Meeting, "id" | "start" | "timeZone" | "minutes" | "medium">;
