import type { Part } from "@candor/core/portrait/portrait.ts";
import type {
  MyPortrait,
  PortraitEntryAnswer,
  PortraitOfOther,
  PortraitsForMe,
  SayPortrait,
} from "@candor/protocol/http/portrait.ts";
import type { Kysely } from "kysely";
import type { Schema } from "../database/schema.ts";
import { readMembership } from "../people/pairs.ts";

/** Earlier words of one part; with half a year between two rounds that is many years. */
const MAX_ENTRIES = 1_000;
/** The seats that read what the seat across shows them, and the seats that show. A mentor leads nobody. */
const READERS = ["manager", "skip_manager"] as const;
const SHOWERS = ["report", "skip_report"] as const;

export type SayResult =
  | { type: "said"; portrait: MyPortrait }
  /** another device said something since */
  | { type: "portrait_changed" }
  | { type: "too_many_answers" };

export async function readMyPortrait(db: Kysely<Schema>, userId: string, now: Date): Promise<MyPortrait> {
  const seats = await db
    .selectFrom("pair_member")
    .innerJoin("pair", "pair.id", "pair_member.pair_id")
    .leftJoin("portrait_share", (join) =>
      join.onRef("portrait_share.pair_id", "=", "pair.id").onRef("portrait_share.user_id", "=", "pair_member.user_id"),
    )
    .select(["pair.id", "portrait_share.since"])
    .where("pair_member.user_id", "=", userId)
    .where("pair_member.role", "in", SHOWERS)
    .where((eb) => eb.or([eb("pair.frozen_at", "is", null), eb("pair.frozen_at", ">", now.toISOString())]))
    .orderBy("pair.created_at", "desc")
    .orderBy("pair.id")
    .execute();
  return {
    entries: await entriesOf(db, userId),
    readers: seats.map(({ id, since }) => ({ pair: id, shares: since !== null })),
  };
}

/** Says one part anew; what it was stays as its history. The same text again says that it still holds. */
export async function sayPortrait(
  db: Kysely<Schema>,
  userId: string,
  part: Part,
  { text, was }: SayPortrait,
  { now, newId }: { now: Date; newId: () => string },
): Promise<SayResult> {
  const at = now.toISOString();
  return db.transaction().execute(async (tx): Promise<SayResult> => {
    // One at a time, so that two devices cannot both find what they saw.
    await tx.updateTable("user").set({ id: userId }).where("id", "=", userId).execute();
    const rows = await tx
      .selectFrom("portrait_entry")
      .select(["id", "text", "replaced_at"])
      .where("user_id", "=", userId)
      .where("part", "=", part)
      .execute();
    const current = rows.find(({ replaced_at }) => replaced_at === null) ?? null;
    const seen = current === null || current.text === "" ? null : current.text;
    if (seen !== was && seen !== text) return { type: "portrait_changed" };
    if (rows.length >= MAX_ENTRIES) return { type: "too_many_answers" };
    if (current) {
      await tx.updateTable("portrait_entry").set({ replaced_at: at }).where("id", "=", current.id).execute();
      // A text that is confirmed is one text, not two with the same words.
      if (current.text === text) await tx.deleteFrom("portrait_entry").where("id", "=", current.id).execute();
    }
    await tx
      .insertInto("portrait_entry")
      .values({ id: newId(), user_id: userId, part, text, written_at: at, replaced_at: null })
      .execute();
    return { type: "said", portrait: await readMyPortrait(tx, userId, now) };
  });
}

/** Shows one's portrait to whoever leads one in a pair, or no longer. Null where the user is led by nobody there. */
export async function sharePortrait(
  db: Kysely<Schema>,
  pairId: string,
  userId: string,
  shares: boolean,
  now: Date,
): Promise<MyPortrait | null> {
  const seat = await db
    .selectFrom("pair_member")
    .select("role")
    .where("pair_id", "=", pairId)
    .where("user_id", "=", userId)
    .executeTakeFirst();
  if (!seat) return null;
  if (shares && SHOWERS.some((role) => role === seat.role)) {
    await db
      .insertInto("portrait_share")
      .values({ pair_id: pairId, user_id: userId, since: now.toISOString() })
      .onConflict((conflict) => conflict.columns(["pair_id", "user_id"]).doNothing())
      .execute();
  } else if (!shares) {
    await db.deleteFrom("portrait_share").where("pair_id", "=", pairId).where("user_id", "=", userId).execute();
  }
  return readMyPortrait(db, userId, now);
}

/** What the other of a pair shows me; null where I have no seat in it. */
export async function readPortraitOfOther(
  db: Kysely<Schema>,
  pairId: string,
  userId: string,
  now: Date,
): Promise<PortraitOfOther | null> {
  if (!(await readMembership(db, pairId, userId))) return null;
  const [shown] = await shownTo(db, userId, now, pairId);
  return { pair: pairId, shown: shown !== undefined, entries: shown ? await entriesOf(db, shown.user_id) : [] };
}

/** The portraits of those I lead and who show them to me. An archived page shows none: whoever led once leads no more. */
export async function listPortraitsForMe(db: Kysely<Schema>, userId: string, now: Date): Promise<PortraitsForMe> {
  const portraits: PortraitsForMe = [];
  for (const { pair_id, user_id } of await shownTo(db, userId, now)) {
    portraits.push({ pair: pair_id, shown: true, entries: await entriesOf(db, user_id) });
  }
  return portraits;
}

async function shownTo(db: Kysely<Schema>, userId: string, now: Date, pairId?: string) {
  let query = db
    .selectFrom("pair_member as mine")
    .innerJoin("pair", "pair.id", "mine.pair_id")
    .innerJoin("pair_member as theirs", (join) =>
      join.onRef("theirs.pair_id", "=", "mine.pair_id").onRef("theirs.member", "<>", "mine.member"),
    )
    .innerJoin("portrait_share", (join) =>
      join.onRef("portrait_share.pair_id", "=", "mine.pair_id").onRef("portrait_share.user_id", "=", "theirs.user_id"),
    )
    .select(["mine.pair_id", "portrait_share.user_id"])
    .where("mine.user_id", "=", userId)
    .where("mine.role", "in", READERS)
    .where("theirs.role", "in", SHOWERS)
    .where((eb) => eb.or([eb("pair.frozen_at", "is", null), eb("pair.frozen_at", ">", now.toISOString())]))
    .orderBy("pair.created_at", "desc")
    .orderBy("pair.id");
  if (pairId !== undefined) query = query.where("mine.pair_id", "=", pairId);
  return query.execute();
}

async function entriesOf(db: Kysely<Schema>, userId: string): Promise<PortraitEntryAnswer[]> {
  return db
    .selectFrom("portrait_entry")
    .select(["part", "text", "written_at as at", "replaced_at as until"])
    .where("user_id", "=", userId)
    .orderBy("written_at", "desc")
    .orderBy("id")
    .execute();
}
