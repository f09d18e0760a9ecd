import type { Kysely } from "kysely";
import type { Schema } from "../database/schema.ts";
import type { Auth } from "../people/auth.ts";
import type { OidcProvider } from "./oidc/oidc-provider.ts";

/** How somebody has just signed in. */
export type SignedInWith = {
  by: "mail" | "passkey" | "oidc";
  /** null: this way says nothing about an address */
  email: string | null;
  /** whether it was shown that the address is theirs: by us through a mail, or by the identity provider's own word */
  verified: boolean;
};

/** Called after each sign-in, when the session stands; a fault in it is reported and keeps nobody out. */
export type OnSignedIn = (userId: string, how: SignedInWith) => Promise<void>;

/** What signing in needs of the world outside. */
export type SignInPorts = {
  random: (bytes: number) => Buffer;
  newId: () => string;
  /** keyed, for what is short enough to be tried out */
  hashCode: (text: string) => string;
  mail: {
    /** "operator": no mail server is set, and whoever runs this one reads the mails here */
    way: "smtp" | "operator";
    wake: () => void;
  };
  oidc: readonly OidcProvider[];
  onSignedIn: OnSignedIn;
};

/** The same with what the whole API has. */
export type SignInParts = {
  db: Kysely<Schema>;
  auth: Auth;
  signIn: SignInPorts;
  /** people come over https */
  secure: boolean;
  now: () => Date;
  sessionEnded: (session: string) => void;
  access: { changed: (page: string) => void };
  report: (fault: unknown, doing: string) => void;
};
