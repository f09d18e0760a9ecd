export type InvitationTables = {
  series_invitation: SeriesInvitationTable;
  invitation_mail: InvitationMailTable;
  invitation_answer: InvitationAnswerTable;
  invitation_note: InvitationNoteTable;
};

/** That a pair's series stands in calendars by invitation, and what these were told. */
export type SeriesInvitationTable = {
  pair_id: string;
  /** in the address that both answered at before each had their own (`invitation_mail`); good for what was told by it alone */
  token: string;
  is_on: number;
  /** account */
  turned_by: string;
  turned_at: string;
  /** rises with every change, so that of two nodes that tell the same one does */
  revision: number;
  /** JSON: `SentInvitations`, and whom they went to */
  sent: string;
  /** JSON of the schedule that was looked at last: what is the same need not be judged again */
  looked_at: string | null;
};

/** A mail on its way, or gone. */
export type InvitationMailTable = {
  id: string;
  pair_id: string;
  user_id: string;
  to_address: string;
  /**
   * in the address that this mail comes from and is answered at, and known to nobody but its recipient; the same in all
   * mails to them. Null: it was sent when the two of a pair shared one, see `series_invitation`
   */
  token: string | null;
  uid: string;
  /** the time of the series that it is about, as a wall clock; empty: the whole */
  slot: string;
  sequence: number;
  method: string;
  /** JSON; empty once it has gone */
  mail: string;
  created_at: string;
  state: "waiting" | "sent" | "refused" | "bounced";
  tries: number;
  /** null: it isn't tried any more */
  next_try_at: string | null;
  reason: string | null;
};

/** The last thing somebody answered, about a series or one time of it. */
export type InvitationAnswerTable = {
  pair_id: string;
  user_id: string;
  uid: string;
  /** as in `invitation_mail` */
  slot: string;
  answer: "accepted" | "declined" | "tentative" | "delegated" | "counter";
  words: string | null;
  /** JSON: the place that a counter-proposal asks for; null once that was answered */
  proposed: string | null;
  sequence: number;
  stamp: string;
  received_at: string;
};

/** What came by mail, so that it counts once; and why it didn't count. */
export type InvitationNoteTable = {
  message_hash: string;
  /** null: it was about no series of ours */
  pair_id: string | null;
  user_id: string | null;
  verdict: string;
  from_address: string;
  received_at: string;
};
