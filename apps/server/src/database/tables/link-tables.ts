import type { LinkProvider, LinkState } from "@candor/core/link/link-look.ts";

export type LinkTables = { link_look: LinkLookTable; link_account: LinkAccountTable };

/** What was found out about links, for a while. An address stands there as a keyed hash alone. */
export type LinkLookTable = {
  address_hash: string;
  /** whose token showed it, and who alone may see it; empty: anybody is shown it */
  user_id: string;
  /** null: nothing was found, and is not asked again before it expires */
  title: string | null;
  state: LinkState | null;
  said: string | null;
  expires_at: string;
};

/** With what somebody lets themselves be asked for, sealed with the server's own secret. */
export type LinkAccountTable = {
  id: string;
  user_id: string;
  provider: LinkProvider;
  origin: string;
  who: string;
  token_sealed: string;
  added_at: string;
  /** null: the token was taken when it was used last */
  refused_at: string | null;
};
