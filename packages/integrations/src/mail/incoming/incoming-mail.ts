/** A mail that came in, as far as anything of it is used. */
export type IncomingMail = {
  /** without brackets; null: it has none */
  messageId: string | null;
  /** lower case; null: there is none, or more than one */
  from: string | null;
  /** each file in it that is a calendar, once */
  calendars: string[];
  /** written by no person: an out-of-office notice, a list, a robot */
  isAutomatic: boolean;
  /** a mail of ours could not be delivered; null: it says nothing of the kind */
  failure: { messageId: string | null; recipient: string | null; reason: string } | null;
  /** how many servers passed it on */
  hops: number;
};

/** Where mail comes in: an SMTP listener, or later a mailbox that is polled, or a provider that calls. */
export type MailReceiver = {
  /** where it listens */
  readonly port: number;
  close(): Promise<void>;
};

export type MailReception = {
  /** whether there is such an address here; asked before anything of a mail is taken */
  knows(address: string): Promise<boolean>;
  /**
   * Takes a mail for one of the addresses; done once it is on disk.
   *
   * @throws where it could not be: whoever sends it tries again.
   */
  take(raw: Uint8Array, addresses: readonly string[]): Promise<"taken" | "loop">;
};
