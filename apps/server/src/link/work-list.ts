import type { LinkProvider } from "@candor/core/link/link-look.ts";
import { isWorkAddress, MAX_WORK_ITEMS } from "@candor/core/link/work-list.ts";
import { directOf } from "@candor/core/person/direct-of.ts";
import type { Member } from "@candor/core/person/member.ts";
import { askWork, type LinkPorts } from "@candor/integrations/link/ask-link.ts";
import type { PairWork, SetWork, WorkItem } from "@candor/protocol/http/work.ts";
import type { Kysely } from "kysely";
import type { AddressSeal } from "../calendar/address-seal.ts";
import type { Schema } from "../database/schema.ts";
import { noteRefused, openLinkAccounts } from "./link-accounts.ts";
import type { LinkConfig } from "./link-config.ts";

const LOOK_AGAIN_MINUTES = 5;
const MINUTE = 60_000; // milliseconds

export type WorkParts = {
  db: Kysely<Schema>;
  seal: AddressSeal;
  config: Pick<LinkConfig, "asks">;
  ports: LinkPorts;
  now: () => Date;
};

/**
 * What is shown on a page; on one that is archived nothing is, for whoever led once leads no more.
 *
 * @returns null where the user has no seat on the page.
 */
export async function readWork(parts: WorkParts, pair: string, userId: string): Promise<PairWork | null> {
  const { db } = parts;
  const direct = await readDirect(parts, pair, userId);
  if (direct === null) return null;
  const isMine = direct.userId === userId;
  const nothing: PairWork = { isMine, links: [], listed: null, account: null };
  if (direct.userId === null || direct.isArchived) return nothing;
  const shown = await db
    .selectFrom("work_list")
    .leftJoin("link_account", "link_account.id", "work_list.account_id")
    .select(["links", "account_id", "listed", "listed_at", "looked_at", "provider"])
    .where("pair_id", "=", pair)
    .where("work_list.user_id", "=", direct.userId) // who was the direct before shows nothing any more
    .executeTakeFirst();
  if (!shown) return nothing;
  const { account_id: account, provider } = shown;
  const links = JSON.parse(shown.links) as string[];
  if (account === null || provider === null) return { ...nothing, links };
  const kept = { listed: shown.listed, at: shown.listed_at };
  const isOld =
    shown.looked_at === null || Date.parse(shown.looked_at) + LOOK_AGAIN_MINUTES * MINUTE <= parts.now().getTime();
  const { listed, at } = isOld ? ((await look(parts, { pair, userId: direct.userId, account })) ?? kept) : kept;
  return {
    ...{ isMine, links, account: isMine ? account : null },
    listed: {
      provider: provider as LinkProvider,
      items: listed === null ? [] : (JSON.parse(listed) as WorkItem[]),
      at,
    },
  };
}

/** By the direct alone. @returns "not_found" to anybody else, and where the token is none of theirs. */
export async function setWork(
  { db, now }: Pick<WorkParts, "db" | "now">,
  { pair, userId }: { pair: string; userId: string },
  { links, account }: SetWork,
): Promise<"set" | "not_found" | "page_frozen"> {
  const direct = await readDirect({ db, now }, pair, userId);
  if (direct === null || direct.userId !== userId) return "not_found";
  if (direct.isArchived) return "page_frozen";
  if (account !== null) {
    const own = await db
      .selectFrom("link_account")
      .select("id")
      .where("id", "=", account)
      .where("user_id", "=", userId)
      .executeTakeFirst();
    if (!own) return "not_found";
  }
  if (links.length === 0 && account === null) {
    await db.deleteFrom("work_list").where("pair_id", "=", pair).execute();
    return "set";
  }
  const row = {
    ...{ user_id: userId, links: JSON.stringify([...new Set(links)]), account_id: account },
    ...{ listed: null, listed_at: null, looked_at: null },
  };
  await db
    .insertInto("work_list")
    .values({ pair_id: pair, ...row })
    .onConflict((conflict) => conflict.column("pair_id").doUpdateSet(row))
    .execute();
  return "set";
}

/** What somebody shows of their work, on all their pages. */
export async function listMyWork(db: Kysely<Schema>, userId: string): Promise<{ pairId: string; links: string[] }[]> {
  const rows = await db.selectFrom("work_list").select(["pair_id", "links"]).where("user_id", "=", userId).execute();
  return rows.map(({ pair_id, links }) => ({ pairId: pair_id, links: JSON.parse(links) as string[] }));
}

/** Whose meeting it is on a page on which somebody has a seat; `userId` null: nobody's alone, or they have not come. */
async function readDirect(
  { db, now }: Pick<WorkParts, "db" | "now">,
  pair: string,
  userId: string,
): Promise<{ userId: string | null; isArchived: boolean } | null> {
  const seats = await db
    .selectFrom("pair_member")
    .innerJoin("pair", "pair.id", "pair_member.pair_id")
    .select(["member", "role", "user_id", "frozen_at"])
    .where("pair_id", "=", pair)
    .execute();
  const [a, b] = [seats.find(({ member }) => member === "a"), seats.find(({ member }) => member === "b")];
  if (!a || !b || !seats.some((seat) => seat.user_id === userId)) return null;
  const roleOf = ({ role }: { role: string }) => ({ role: role as Member["role"] });
  const direct = directOf({ a: roleOf(a), b: roleOf(b) });
  const isArchived = a.frozen_at !== null && a.frozen_at <= now().toISOString();
  return { userId: direct === null ? null : (direct === "a" ? a : b).user_id, isArchived };
}

/** Asks the provider what they work on. @returns null where nothing came of it: what is known stays. */
async function look(
  { db, seal, config, ports, now }: WorkParts,
  { pair, userId, account }: { pair: string; userId: string; account: string },
): Promise<{ listed: string; at: string } | null> {
  const found = (await openLinkAccounts({ db, seal }, userId)).find(({ id }) => id === account);
  if (!found || config.asks === "off") return null;
  const at = now().toISOString();
  // Noted before it is asked: two who look at once ask once.
  await db.updateTable("work_list").set({ looked_at: at }).where("pair_id", "=", pair).execute();
  const { provider, origin, token } = found;
  const answer = await askWork({ site: { provider, origin }, token }, ports);
  if (answer.type === "token_refused") await noteRefused(db, account, now());
  if (answer.type !== "found") return null;
  const items = answer.found.filter(({ address }) => isWorkAddress(address, origin)).slice(0, MAX_WORK_ITEMS);
  const listed = JSON.stringify(items satisfies WorkItem[]);
  await db
    .updateTable("work_list")
    .set({ listed, listed_at: at })
    .where("pair_id", "=", pair)
    .where("account_id", "=", account)
    .execute();
  return { listed, at };
}
