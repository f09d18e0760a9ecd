import { type AccessEventKind, dayOf, type ServerEventKind } from "@candor/core/access/access-log.ts";
import type { MemberId } from "@candor/core/person/member.ts";
import type { Kysely } from "kysely";
import type { Schema } from "../database/schema.ts";

export type AccessNote = {
  pairId: string;
  kind: Exclude<AccessEventKind, "opened">;
  /** whose seat it is about; null: the page's as a whole */
  member: MemberId | null;
  /** left out: as whoever holds the seat is called now */
  name?: string;
  /** whose doing it was; null: neither of the two */
  actor: MemberId | null;
};

/** Writes into the page's access log, in the transaction of what it tells of. The same at the same instant is one. */
export async function noteAccess(db: Kysely<Schema>, note: AccessNote, now: Date): Promise<void> {
  const name = note.name ?? (note.member ? await nameOf(db, note.pairId, note.member) : "");
  await insert(db, { ...note, name, at: now.toISOString() });
}

/** Writes that somebody opened the page on this day; a day has one such row for each person, whenever they came. */
export async function noteOpening(
  db: Kysely<Schema>,
  { pairId, member, name }: { pairId: string; member: MemberId; name: string },
  now: Date,
): Promise<void> {
  const at = `${dayOf(now.toISOString())}T00:00:00.000Z`;
  await insert(db, { pairId, kind: "opened", member, name, actor: member, at });
}

/** Writes what whoever hosts the server did with all pages: both members of each are told. */
export async function noteServerEvent(
  db: Kysely<Schema>,
  { id, kind }: { id: string; kind: ServerEventKind },
  now: Date,
): Promise<void> {
  await db.insertInto("server_event").values({ id, kind, at: now.toISOString() }).execute();
}

/** Writes of each page that the seat on it is now this account's, which was another's of the same person. */
export async function noteNewAccount(
  db: Kysely<Schema>,
  { pages, userId }: { pages: readonly string[]; userId: string },
  now: Date,
): Promise<void> {
  if (pages.length === 0) return;
  const seats = await db
    .selectFrom("pair_member")
    .select(["pair_id", "member", "name"])
    .where("pair_id", "in", pages)
    .where("user_id", "=", userId)
    .execute();
  for (const { pair_id, member, name } of seats)
    await noteAccess(db, { pairId: pair_id, kind: "account_changed", member, name, actor: member }, now);
}

type Row = Omit<AccessNote, "kind" | "name"> & { kind: AccessEventKind; name: string; at: string };

async function insert(db: Kysely<Schema>, { pairId, at, kind, member, name, actor }: Row): Promise<void> {
  await db
    .insertInto("page_access_event")
    .values({ pair_id: pairId, at, kind, member: member ?? "", name, actor: actor ?? "" })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

async function nameOf(db: Kysely<Schema>, pairId: string, member: MemberId): Promise<string> {
  const seat = await db
    .selectFrom("pair_member")
    .select("name")
    .where("pair_id", "=", pairId)
    .where("member", "=", member)
    .executeTakeFirst();
  return seat?.name ?? "";
}
