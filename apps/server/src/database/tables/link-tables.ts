import type { LinkProvider, LinkState } from "@candor/core/link/link-look.ts";

export type LinkTables = { link_look: LinkLookTable; link_account: LinkAccountTable; work_list: WorkListTable };

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

/** What a direct shows of their work to the other of one pair. */
export type WorkListTable = {
  pair_id: string;
  user_id: string;
  /** JSON: addresses */
  links: string;
  /** by which token it is asked what they work on; null: by none */
  account_id: string | null;
  /** JSON: a list of `WorkItem`, as it was answered at `listed_at`; null: never */
  listed: string | null;
  listed_at: string | null;
  /** when it was asked last, whatever came of it */
  looked_at: string | null;
};
