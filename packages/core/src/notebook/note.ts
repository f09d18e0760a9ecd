import type { Id } from "../id.ts";

/** What a note stands beside. Title and day are copies, so that a note stays readable when the page is gone. */
export type NoteAbout =
  | { type: "person" }
  | { type: "topic"; topic: Id; title: string }
  /** `day` is YYYY-MM-DD, empty where the meeting had no date yet */
  | {
      type: "meeting";
      meeting: Id;
      day: string;
      /** learnt about the other while the two arrived; comes back before every meeting */
      isKickoff?: true;
    };

/** A private note: plain lines that only its author can read. */
export type Note = {
  id: Id;
  text: string;
  about: NoteAbout;
  /** ids of themes, as the note carries them; a theme may have been merged into another since */
  themes: readonly Id[];
  /** ISO instant */
  writtenAt: string;
  /** ISO instant of the last change to its text */
  changedAt: string;
  /** ISO instant; null: not in the bin */
  binnedAt: string | null;
  /** it went into the bin because it was older than its author keeps notes */
  isAged?: true;
  /** ISO instant at which it was put back after that: from then on its age counts anew */
  keptAt?: string;
};

/** A note and whom it is about. */
export type PairNote = Note & { pair: Id };
