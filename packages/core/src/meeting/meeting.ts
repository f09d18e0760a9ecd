import type { Id } from "../id.ts";

export type MeetingState = "planned" | "held" | "cancelled";

/** In the order in which they help a conversation, best first. */
export const MEDIA = ["in_person", "walk", "video", "audio"] as const;
export type Medium = (typeof MEDIA)[number];

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
};
