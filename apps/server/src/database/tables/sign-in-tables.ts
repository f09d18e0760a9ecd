import type { Generated } from "kysely";

export type SignInTables = {
  mail_outbox: MailOutboxTable;
  mail_proof: MailProofTable;
  known_browser: KnownBrowserTable;
  passkey: PasskeyTable;
  ceremony: CeremonyTable;
  account_claim: AccountClaimTable;
};

/** Mail that the server has promised to send. A row goes when the mail is sent, refused for good or of no use any more. */
export type MailOutboxTable = {
  id: string;
  to_address: string;
  subject: string;
  text: string;
  created_at: string;
  /** from then on nobody would have any use for it */
  expires_at: string;
  /** moved on before each try, so that two nodes do not try at once */
  next_try_at: string;
  tries: Generated<number>;
  /** an invitation that goes with it, as an iCalendar file; null: none does */
  calendar: Generated<string | null>;
  /** JSON: what else stands in its head; null: nothing */
  headers: Generated<string | null>;
};

/** Somebody is to show that they read an address: by a link or a code, once, in the browser that asked. */
export type MailProofTable = {
  id: string;
  purpose: "sign_in" | "old_email" | "new_email";
  /** in lower case */
  email: string;
  /** whose address is to change; null when signing in, where it is not even looked up */
  user_id: string | null;
  browser_hash: string;
  /** null: the mail has a code and no link */
  token_hash: string | null;
  /** keyed, since a code is short */
  code_hash: string;
  /** of codes in the browser that asked; others do not count */
  tries: Generated<number>;
  created_at: string;
  expires_at: string;
  redeemed_at: string | null;
};

/** Somebody once signed in with this address in this browser: strangers cannot use up its allowance of mails. */
export type KnownBrowserTable = { browser_hash: string; email: string; used_at: string };

export type PasskeyTable = {
  id: string;
  user_id: string;
  /** base64url, as are the bytes of the key */
  credential_id: string;
  public_key: string;
  counter: number;
  /** JSON */
  transports: string;
  /** the host it was made for; it works on no other */
  rp_id: string;
  name: string;
  created_at: string;
  /** a day; null: not yet */
  used_on: string | null;
};

/** A sign-in that has begun and waits for its answer, once, in the browser that began it. */
export type CeremonyTable = {
  id: string;
  kind: "passkey_register" | "passkey_sign_in" | "oidc";
  browser_hash: string;
  /** null: nobody was signed in, or it does not matter who */
  user_id: string | null;
  /** JSON */
  data: string;
  expires_at: string;
};

/** An anonymous person turned out to be somebody with an account; what they still send in the old name is that account's. */
export type AccountClaimTable = { from_user: string; to_user: string; at: string };
