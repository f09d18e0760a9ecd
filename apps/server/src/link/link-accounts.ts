import type { LinkProvider } from "@candor/core/link/link-look.ts";
import { readAddress } from "@candor/integrations/egress/read-address.ts";
import { askWho, type LinkPorts } from "@candor/integrations/link/ask-link.ts";
import type { LinkToken } from "@candor/integrations/link/link-reader.ts";
import { type LinkSite, ORIGINS, siteNameOf } from "@candor/integrations/link/link-site.ts";
import type { AddLinkAccount, LinkAccount } from "@candor/protocol/http/link.ts";
import type { Kysely } from "kysely";
import type { AddressSeal } from "../calendar/address-seal.ts";
import type { Schema } from "../database/schema.ts";
import type { KeptToken } from "./document-permission.ts";

const MAX_ACCOUNTS = 20; // of one person

export type LinkAccountParts = {
  db: Kysely<Schema>;
  seal: AddressSeal;
  ports: LinkPorts;
  now: () => Date;
  newId: () => string;
};

/** An account as it is used; the token never leaves the server but to its own provider. */
export type OpenLinkAccount = {
  id: string;
  provider: LinkProvider;
  origin: string;
  token: KeptToken;
  /** the token as it lies in the database */
  sealed: string;
};

export async function listLinkAccounts(db: Kysely<Schema>, userId: string): Promise<LinkAccount[]> {
  const rows = await db
    .selectFrom("link_account")
    .select(["id", "provider", "origin", "who", "added_at", "refused_at"])
    .where("user_id", "=", userId)
    .orderBy("added_at")
    .orderBy("id")
    .execute();
  return rows.map(({ added_at, refused_at, ...row }) => ({
    ...row,
    addedAt: added_at,
    isRefused: refused_at !== null,
  }));
}

export type LinkAccountRefusal = "no_link_host" | "link_token_refused" | "link_host_silent" | "too_many_link_accounts";

/** Keeps a token once its provider has said whom it lets in; one for the same place takes the place of the one before. */
export async function addLinkAccount(
  parts: LinkAccountParts,
  userId: string,
  { provider, origin, token, account = "" }: AddLinkAccount,
): Promise<LinkAccountRefusal | null> {
  const { ports } = parts;
  const address = origin?.trim() || ORIGINS[provider];
  const verdict = address === null ? null : readAddress(address, new Set(ports.allowed));
  if (verdict?.type !== "address") return "no_link_host";
  const site = { provider, origin: siteNameOf({ provider, origin: verdict.url.origin }) };
  const given: LinkToken = { token: token.trim(), account: account.trim() || null };
  const who = await askWho({ site, token: given }, ports);
  if (who.type === "failed") return "link_host_silent";
  if (who.type !== "found") return "link_token_refused";
  return keepLinkAccount(parts, userId, { site, who: who.found, token: given });
}

/** One for the same place takes the place of the one before. */
export async function keepLinkAccount(
  { db, seal, now, newId }: Omit<LinkAccountParts, "ports">,
  userId: string,
  { site, who, token }: { site: LinkSite; who: string; token: KeptToken },
): Promise<"too_many_link_accounts" | null> {
  const own = await listLinkAccounts(db, userId);
  const before = own.find((each) => each.provider === site.provider && each.origin === site.origin);
  if (!before && own.length >= MAX_ACCOUNTS) return "too_many_link_accounts";
  const id = newId();
  const row = { id, who, token_sealed: seal.seal(id, JSON.stringify(token)), refused_at: null };
  await db
    .insertInto("link_account")
    .values({ ...row, user_id: userId, ...site, added_at: now().toISOString() })
    .onConflict((conflict) => conflict.columns(["user_id", "provider", "origin"]).doUpdateSet(row))
    .execute();
  await forgetLooks(db, userId);
  return null;
}

/** With everything that was found out by it. @returns what lay there; null: there is none such of theirs. */
export async function removeLinkAccount(
  { db, seal }: Pick<LinkAccountParts, "db" | "seal">,
  userId: string,
  id: string,
): Promise<{ token: KeptToken | null } | null> {
  const removed = await db
    .deleteFrom("link_account")
    .where("id", "=", id)
    .where("user_id", "=", userId)
    .returning("token_sealed")
    .executeTakeFirst();
  if (!removed) return null;
  await forgetLooks(db, userId);
  const token = seal.open(id, removed.token_sealed);
  return { token: token === null ? null : (JSON.parse(token) as KeptToken) };
}

export async function openLinkAccounts(
  { db, seal }: Pick<LinkAccountParts, "db" | "seal">,
  userId: string,
): Promise<OpenLinkAccount[]> {
  const rows = await db
    .selectFrom("link_account")
    .select(["id", "provider", "origin", "token_sealed"])
    .where("user_id", "=", userId)
    .where("refused_at", "is", null)
    .execute();
  return rows.flatMap(({ token_sealed, ...row }) => {
    const token = seal.open(row.id, token_sealed);
    return token === null ? [] : [{ ...row, token: JSON.parse(token) as KeptToken, sealed: token_sealed }];
  });
}

export async function noteRefused(db: Kysely<Schema>, id: string, now: Date): Promise<void> {
  await db.updateTable("link_account").set({ refused_at: now.toISOString() }).where("id", "=", id).execute();
}

async function forgetLooks(db: Kysely<Schema>, userId: string): Promise<void> {
  await db.deleteFrom("link_look").where("user_id", "=", userId).execute();
}
