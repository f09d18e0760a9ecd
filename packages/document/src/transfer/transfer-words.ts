import type { Id } from "@candor/core/id.ts";
import type { CancelReason, Medium } from "@candor/core/meeting/meeting.ts";
import { PAIRING_WORDS, type PairingWords } from "../pairing/words-of-pairing.ts";

/** The words of the product that exported Markdown and HTML hold, and that importing looks for. */
export type TransferWords = {
  hopper: string;
  actions: string;
  nextMeeting: string;
  noDate: string;
  cancelled: string;
  cancelReasons: Record<CancelReason, string>;
  because: (why: string) => string;
  /** @param starts wall clock, earliest first */
  movedFrom: (starts: readonly string[]) => string;
  warmedUpWith: (words: string) => string;
  /** the words of a question, where they are known; null: it is left out */
  question: (id: Id) => string | null;
  thanks: (name: string, line: string) => string;
  /** what came of a topic */
  answered: (line: string) => string;
  /** whoever has no name yet */
  someone: string;
  /** @param importedBy who brought it in, where that is somebody else */
  raisedBy: (name: string, importedBy?: string) => string;
  by: (day: string) => string;
  droppedBecause: (why: string) => string;
  media: Record<Medium, string>;
  /** the title of a topic made of what an imported meeting holds outside of lists and headings */
  notes: string;
  pageOf: (names: readonly string[]) => string;
  pairing: PairingWords;
};

export const ENGLISH: TransferWords = {
  hopper: "Hopper",
  actions: "Actions",
  nextMeeting: "Next meeting",
  noDate: "no date yet",
  cancelled: "cancelled",
  cancelReasons: { sick: "sick", travel: "travel", other: "other" },
  because: (why) => `because: ${why}`,
  movedFrom: (starts) => `moved from ${starts.join(", ")}`,
  warmedUpWith: (words) => `warmed up with: ${words}`,
  question: () => null,
  thanks: (name, line) => `thanks from ${name}: ${line}`,
  answered: (line) => `→ answered: ${line}`,
  someone: "Someone",
  raisedBy: (name, importedBy) =>
    importedBy === undefined ? `raised by ${name}` : `raised by ${name}, imported by ${importedBy}`,
  by: (day) => `by ${day}`,
  droppedBecause: (why) => (why === "" ? "dropped" : `dropped: ${why}`),
  media: { in_person: "in person", walk: "on a walk", video: "by video", audio: "by phone" },
  notes: "Notes",
  pageOf: (names) => names.join(" & "),
  pairing: PAIRING_WORDS,
};
