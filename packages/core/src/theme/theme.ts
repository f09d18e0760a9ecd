import type { Id } from "../id.ts";

/** That a theme was spoken of before everybody. */
export type ThemeSaid = {
  id: Id;
  /** YYYY-MM-DD */
  on: string;
  /** the people that it was raised by at that time; a number, never who */
  people: number;
  /** what was said, as it was worded then */
  wording: string;
};

/** What several people raise, in the words of the author of the notes; it stands in their notebook alone. */
export type Theme = {
  id: Id;
  name: string;
  /** the theme that took this one's notes; null: stands for itself */
  mergedInto: Id | null;
  /** ISO instant; null: in use */
  archivedAt: string | null;
  /** ISO instant */
  madeAt: string;
  /** what is said of it before everybody, typed by the author */
  wording: string;
  /** what is done about it */
  doing: string;
  /** the address of what answers it; null: nothing yet */
  answer: string | null;
  /** its author wants it told although fewer than three raised it, and was warned */
  tellsFew: boolean;
  /** oldest first */
  said: readonly ThemeSaid[];
};
