export type RhythmTables = {
  cadence_stated: CadenceStatedTable;
  cadence_declined: CadenceDeclinedTable;
  cadence_budget: CadenceBudgetTable;
  cadence_advice: CadenceAdviceTable;
  portrait_entry: PortraitEntryTable;
  portrait_share: PortraitShareTable;
  reminder_setting: ReminderSettingTable;
};

/** What one of a pair said for its rhythm; a seat's, whoever holds it. Both see it. */
export type CadenceStatedTable = {
  pair_id: string;
  member: "a" | "b";
  /** every how many weeks they would like to meet; null: said nothing */
  every_weeks: number | null;
  /** 1: it is the direct's first role */
  first_role: number;
  /** the first day of a leave; null: nobody said */
  away_from: string | null;
  /** the day the direct came, or comes, back from leave */
  back_since: string | null;
  said_at: string;
};

/** That one of a pair said no to meeting more or less often. */
export type CadenceDeclinedTable = {
  pair_id: string;
  verdict: "more_often" | "less_often";
  member: "a" | "b";
  /** ISO date */
  day: string;
};

/** The minutes a week that somebody has for the people they lead. Theirs alone. */
export type CadenceBudgetTable = { user_id: string; minutes: number; set_at: string };

/** What was advised to a pair last night, and since when it has been. */
export type CadenceAdviceTable = {
  pair_id: string;
  every_weeks: number;
  minutes: number;
  verdict: "keep" | "more_often" | "less_often";
  /** the one that decided first */
  rule: string;
  since: string;
  judged_on: string;
};

/** What somebody wrote about themselves; what was replaced stays as its history. */
export type PortraitEntryTable = {
  id: string;
  user_id: string;
  part: string;
  /** empty: they took it back */
  text: string;
  written_at: string;
  /** null: it is what they say now */
  replaced_at: string | null;
};

/** To whom of their pairs somebody shows their portrait. */
export type PortraitShareTable = { pair_id: string; user_id: string; since: string };

/** What somebody said about mails that remind them, and when the last went out; no row: nothing said and none sent. */
export type ReminderSettingTable = {
  user_id: string;
  is_on: number;
  /** IANA, of the device on which it was said; null: said on none */
  time_zone: string | null;
  mailed_at: string | null;
  /** when a mail last asked to look at their own portrait again */
  portrait_at: string | null;
};
