import type { CalendarProvider } from "@candor/integrations/calendar/oauth/calendar-provider.ts";
import type { LinkToken } from "@candor/integrations/link/link-reader.ts";
import type { Kysely } from "kysely";
import type { AddressSeal } from "../calendar/address-seal.ts";
import type { Schema } from "../database/schema.ts";
import type { OpenLinkAccount } from "./link-accounts.ts";

/** With what Google gives us a new token once the one we have is over; of tokens that people made there is none. */
export type Renewal = {
  refreshToken: string;
  /** milliseconds since 1970 */
  expiresAt: number;
};

export type KeptToken = LinkToken & { renewal?: Renewal };

export type FreshToken =
  | { type: "token"; token: LinkToken }
  /** it is not taken any more, and there is no other */
  | { type: "token_refused" }
  | { type: "failed" };

/** @param refused the token was not taken just now: another is wanted. */
export type RenewToken = (account: OpenLinkAccount, refused: boolean) => Promise<FreshToken>;

export type RenewParts = {
  db: Kysely<Schema>;
  seal: AddressSeal;
  /** null: not set up here, or not any more */
  documents: CalendarProvider | null;
  allowed: readonly string[];
  now: () => Date;
};

const EARLY_MILLISECONDS = 60_000;

/** Tokens as they are good for a question. Two nodes may renew the same one at once: Google's earlier one stays good. */
export function createRenewToken({ db, seal, documents, allowed, now }: RenewParts): RenewToken {
  const running = new Map<string, Promise<FreshToken>>();
  const renew = async ({ id, sealed }: OpenLinkAccount, { refreshToken }: Renewal): Promise<FreshToken> => {
    if (documents === null) return { type: "failed" };
    const { renewTokens } = await import("@candor/integrations/calendar/oauth/ask-tokens.ts");
    const answer = await renewTokens(documents, refreshToken, { allowed, now });
    if (answer.type === "refused") return { type: "token_refused" };
    if (answer.type === "failed") return { type: "failed" };
    const { accessToken, expiresAt } = answer.tokens;
    const renewal = { refreshToken: answer.tokens.refreshToken ?? refreshToken, expiresAt };
    const kept: KeptToken = { token: accessToken, account: null, renewal };
    await db
      .updateTable("link_account")
      .set({ token_sealed: seal.seal(id, JSON.stringify(kept)) })
      .where("id", "=", id)
      .where("token_sealed", "=", sealed) // else it was given anew meanwhile, which goes before
      .execute();
    return { type: "token", token: kept };
  };
  return async (account, refused) => {
    const { token } = account;
    const { renewal } = token;
    if (renewal === undefined) return refused ? { type: "token_refused" } : { type: "token", token };
    if (!refused && renewal.expiresAt > now().getTime() + EARLY_MILLISECONDS) return { type: "token", token };
    const begun = running.get(account.id) ?? renew(account, renewal).finally(() => running.delete(account.id));
    running.set(account.id, begun);
    return begun;
  };
}
