import type { Kysely } from "kysely";
import type { Schema } from "../database/schema.ts";
import type { Auth } from "../people/auth.ts";
import type { OidcProvider } from "./oidc/oidc-provider.ts";

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
