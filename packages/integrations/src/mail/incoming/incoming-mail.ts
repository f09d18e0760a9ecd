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
  subject: string;
  /** what it says, quotes marked with ">"; from its HTML where it has no plain text */
  text: string;
  /** the names of the files in it that are no calendars */
  files: string[];
  /** addresses in its `X-Loop`: who has had it before; lower case */
  loops: string[];
  /** ids of the mails that it answers, without brackets */
  answers: string[];
  /** values of `Authentication-Results`, topmost first */
  authentication: string[];
  /** whom it is to, by its head: what mail servers noted first, then what its sender wrote; lower case */
  recipients: string[];
};

/** Where mail comes in: an SMTP listener, or a mailbox that is looked into. */
export type MailReceiver = {
  close(): Promise<void>;
};

/** What a mail was taken for. "busy": for so much that its sender is to come back later. */
export type Taking = "taken" | "loop" | "not_believed" | "busy";

export type IncomingBytes = {
  /** the whole of it, or its begin */
  raw: Uint8Array;
  /** it went on, and the rest was let go */
  isCut: boolean;
};

export type MailReception = {
  /** whether there is such an address here; asked before anything of a mail is taken */
  knows(address: string): Promise<boolean>;
  /**
   * Takes a mail for one of the addresses; done once it is on disk.
   *
   * @throws where it could not be: whoever sends it tries again.
   */
  take(mail: IncomingBytes, addresses: readonly string[]): Promise<Taking>;
  /** Hears of what a receiver refused by itself, for whoever runs the server. */
  refused(why: MailRefusal): void;
};

/** Why nothing of a mail was looked at. */
export type MailRefusal =
  | "no_such_address"
  | "too_many_recipients"
  | "too_large"
  | "not_signed"
  | "too_old"
  | "too_many";
