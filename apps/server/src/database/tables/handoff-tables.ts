export type HandoffTables = { handoff: HandoffTable; handoff_meeting: HandoffMeetingTable };

/** What somebody did about going from one manager to another. There is none until they do something. */
export type HandoffTable = {
  id: string;
  workspace_id: string;
  /** the account of the one who goes from one to the other */
  user_id: string;
  /** people of the workspace */
  report_id: string;
  from_id: string;
  to_id: string;
  /** ISO date, as the chart had it when something was last done */
  day: string;
  /** `waiting`: handed over, not yet opened; `none`: only the talk of three was thought of */
  state: "none" | "declined" | "waiting" | "opened";
  state_at: string;
  /** null: there is, or was, none */
  old_pair_id: string | null;
  /** on whose page the letter is put, or was */
  new_pair_id: string | null;
  /** JSON: what is put on the new page; null where nothing waits, for then it stands there or nowhere */
  letter: string | null;
};

/** When the three may talk; each says whether they come. */
export type HandoffMeetingTable = {
  handoff_id: string;
  /** wall clock, YYYY-MM-DDTHH:MM */
  start: string;
  time_zone: string;
  minutes: number;
  /** rises with each other time */
  revision: number;
  called_off: number;
  proposed_at: string;
  /** what each said; null: nothing yet */
  direct: "accepted" | "declined" | null;
  former: "accepted" | "declined" | null;
  next: "accepted" | "declined" | null;
};
