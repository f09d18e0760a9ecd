import type { Me } from "./people.ts";

/**
 * Signing in and the account behind it. Whatever succeeds answers with the session in a cookie; the session that the
 * browser had before has then ended. All of it is bound to the browser by a cookie of its own.
 */

/** GET /api/auth/ways */
export type SignInWays = {
  /** "operator": no mail server is set; whoever runs this place can read the mails there */
  mail: "smtp" | "operator";
  /** single sign-on, by the name on the button */
  providers: { id: string; name: string }[];
};

/** POST /api/auth/mail {email} → the same for every address */
export type MailAsked = { id: string; expiresAt: string };

/** POST /api/auth/mail/link {id, token}: in another browser than the one that asked it gives the code to type there */
export type LinkOpened = { type: "signed_in"; me: Me } | { type: "other_browser"; code: string };

/** POST /api/auth/passkey/options, POST /api/me/account/passkeys/options; `options` as WebAuthn's JSON form has them */
export type PasskeyCeremony = { id: string; options: unknown };

/** POST /api/auth/oidc {provider, to, link} → where to send the browser */
export type OidcBegun = { location: string };

/** POST /api/auth/oidc/finish {state, …} → `to` is a path of this place */
export type OidcFinished = { me: Me; to: string };

/** GET /api/me/account */
export type Account = {
  /** null: signs in without one */
  email: string | null;
  /** until when how one signs in may be changed without showing again who one is; null: not now */
  freshUntil: string | null;
  passkeys: Passkey[];
  /** identities of single sign-on */
  identities: { id: string; name: string }[];
  /** this one first, then the one used last */
  sessions: AccountSession[];
};

export type Passkey = { id: string; name: string; createdAt: string; usedOn: string | null };

export type AccountSession = {
  id: string;
  isThis: boolean;
  /** as far as a browser says, such as "Firefox on Windows" */
  device: string;
  beganAt: string;
  /** a day, as nothing more is kept */
  usedOn: string;
};

/** POST /api/me/account/email {email} → `old`: null where there is no address yet */
export type EmailChangeAsked = { old: string | null; new: string; expiresAt: string };

/** GET /operator/outbox by whoever runs this place, see docs/self-hosting.md */
export type OperatorOutbox = {
  key: string;
  mails: { id: string; to: string; subject: string; text: string; createdAt: string; expiresAt: string }[];
};
