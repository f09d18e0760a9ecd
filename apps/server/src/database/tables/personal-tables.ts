export type PersonalTables = {
  meeting_worth: MeetingWorthTable;
  own_question: OwnQuestionTable;
  question_mark: QuestionMarkTable;
  erasure: ErasureTable;
  nightly_export: NightlyExportTable;
};

/** Whether a meeting was worth the time, as one of the two said; a seat's, whoever holds it. Not on the page: see docs/decisions/0007. */
export type MeetingWorthTable = {
  pair_id: string;
  meeting: string;
  member: "a" | "b";
  worth: "yes" | "no";
  said_at: string;
};

/** A question that somebody added to the bank for themselves. */
export type OwnQuestionTable = {
  user_id: string;
  id: string;
  text: string;
  occasion: string;
  asks: string;
  depth: string;
  added_at: string;
  saved_at: string;
};

/** Which questions somebody hid or likes best; no row: neither. */
export type QuestionMarkTable = {
  user_id: string;
  /** of the bank or of their own */
  question: string;
  hidden: number;
  favourite: number;
};

/** Who asked to be erased, until it is done or taken back. */
export type ErasureTable = {
  user_id: string;
  asked_at: string;
  /** 1: the other person goes on seeing their name on the pages of the two */
  keep_name: number;
};

/** Somebody who lets their own pages be written to a folder of the server each night; no row: they do not. */
export type NightlyExportTable = {
  user_id: string;
  since: string;
  /** when it was last begun; null: not yet */
  tried_at: string | null;
  /** when it last came to its end; earlier than `tried_at`: the last night failed */
  written_at: string | null;
};
