import type { LinkProvider, LinkState, TokenProvider } from "@candor/core/link/link-look.ts";

export const MAX_LINKS_ASKED = 20; // at once

/** POST /api/pairs/:id/link-titles, or /api/artifacts/:id/link-titles → LinkTitles */
export type AskLinks = { addresses: string[] };

/** What is known of a link, for whoever asks: they alone may be shown it. */
export type LinkTitle = {
  address: string;
  title: string;
  /** null: it has none, or nobody said */
  state: LinkState | null;
  /** the tracker's own word for it */
  said: string | null;
};

/** Of addresses that are not among them nothing is to be shown. */
export type LinkTitles = { links: LinkTitle[] };

/**
 * GET /api/me/link-accounts; POST AddLinkAccount; DELETE /api/me/link-accounts/:id → LinkAccountGone. The token is told to
 * nobody.
 */
export type LinkAccount = {
  id: string;
  provider: LinkProvider;
  /** such as https://github.com */
  origin: string;
  /** what the provider calls whoever the token lets in */
  who: string;
  addedAt: string;
  /** whether the provider takes the token no longer */
  isRefused: boolean;
};

export type LinkAccounts = {
  accounts: LinkAccount[];
  /** whether this server asks for titles: of what anybody may see, by tokens alone, or not at all */
  asks: "all" | "tokens" | "off";
  /** whether one can let this server see what one's Google documents are called */
  documents: boolean;
};

/** `isGivenBack`: the provider has ended it as well; otherwise it is good there until somebody ends it there. */
export type LinkAccountGone = LinkAccounts & { isGivenBack: boolean };

/** POST /api/me/link-accounts/consent → DocumentConsent: where Google asks whoever goes there */
export type DocumentConsent = { address: string };

/** POST /api/me/link-accounts/consent/finish FinishDocuments → LinkAccounts: what one came back with */
export type FinishDocuments = { code: string; state: string };

export type AddLinkAccount = {
  provider: TokenProvider;
  /** of a server of one's own; left out: the provider's */
  origin?: string;
  token: string;
  /** the e-mail address that goes with a token of Jira's cloud */
  account?: string;
};
