/** What calendars read of a mail: an iCalendar file, and the method that stands in it. */
export type MailCalendar = { method: string; text: string };

/** A mail to one person; plain text, since nothing in ours needs more. */
export type Mail = {
  /** one plain address, without a name */
  to: string;
  subject: string;
  text: string;
  /** the same for each try: whoever gets the mail twice sees one */
  messageId: string;
  /** where answers and what could not be delivered go; left out: the address all mail comes from */
  from?: { name: string; address: string };
  calendar?: MailCalendar;
  /** what else stands in its head, by name */
  headers?: Readonly<Record<string, string>>;
};

export type SendResult =
  | { type: "sent" }
  /** this mail will never be taken; `reason` is the mail server's own */
  | { type: "refused"; reason: string };

/** The way out for mail. */
export type MailSender = {
  /**
   * Hands one mail on.
   *
   * @throws {IntegrationError} where it could not be handed on now; the same mail may be tried again.
   */
  send(mail: Mail): Promise<SendResult>;
  close(): Promise<void>;
};
