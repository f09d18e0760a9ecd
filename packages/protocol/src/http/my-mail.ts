/** What the HTTP API says of mail that becomes topics. */

/** GET /api/me/mail → MyMail */
export type MyMail = {
  /** false: no mail comes in at this server */
  isOn: boolean;
  /** into my inbox; null: I have none */
  address: string | null;
  /** of my pages that are in use, those with an address onto them */
  pages: { pair: string; address: string }[];
  /** the address of my account, which my mail has to come from; null: none is known */
  from: string | null;
  /** other addresses that my mail comes from */
  senders: string[];
  /** what came in of late, newest first */
  recent: TakenMail[];
};

export type TakenMail = {
  at: string;
  state: "waiting" | "inbox" | "added" | "refused";
  /** why it was refused, or lies in the inbox */
  why: string | null;
  pair: string | null;
  /** whom it says it is from, where it was refused */
  from: string | null;
};

/** PUT /api/me/mail/senders SetMailSenders → MyMail */
export type SetMailSenders = { senders: string[] };

/** GET /api/me/mail/inbox → MailInbox: what came by mail and is on no page yet, oldest first */
export type MailInbox = { topics: MailedTopic[] };

/** `notes` is Markdown */
export type MailedTopic = { id: string; title: string; notes: string; at: string };

/** POST /api/me/mail/inbox/{id} PlaceMailedTopic → MailInbox: onto a page, or back into the inbox */
export type PlaceMailedTopic = { pair: string | null };
