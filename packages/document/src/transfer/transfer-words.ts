import type { Medium } from "@candor/core/meeting/meeting.ts";

/** The words of the product that exported Markdown and HTML hold, and that importing looks for. */
export type TransferWords = {
  hopper: string;
  actions: string;
  nextMeeting: string;
  noDate: string;
  cancelled: string;
  raisedBy: (name: string) => string;
  by: (day: string) => string;
  droppedBecause: (why: string) => string;
  media: Record<Medium, string>;
  /** the title of a topic made of what an imported meeting holds outside of lists and headings */
  notes: string;
  pageOf: (names: readonly string[]) => string;
};

export const ENGLISH: TransferWords = {
  hopper: "Hopper",
  actions: "Actions",
  nextMeeting: "Next meeting",
  noDate: "no date yet",
  cancelled: "cancelled",
  raisedBy: (name) => `raised by ${name}`,
  by: (day) => `by ${day}`,
  droppedBecause: (why) => (why === "" ? "dropped" : `dropped: ${why}`),
  media: { in_person: "in person", walk: "on a walk", video: "by video", audio: "by phone" },
  notes: "Notes",
  pageOf: (names) => names.join(" & "),
};
