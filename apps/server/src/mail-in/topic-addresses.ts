import type { Kysely } from "kysely";
import type { Schema } from "../database/schema.ts";

const TOKEN_LENGTH = 20;
const ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789"; // no l, o, 0 and 1: 32 letters, so that no byte is favoured

/** Whose topics an address makes. `pairId` is empty where they go into the inbox. */
export type AddressHolder = { userId: string; pairId: string };

/** 100 bits: nobody tries so many. */
export function makeTopicToken(random: (size: number) => Uint8Array): string {
  return Array.from(random(TOKEN_LENGTH), (byte) => ALPHABET[byte % ALPHABET.length]).join("");
}

/** @returns null: nobody has it, or has it any more. */
export async function topicHolderOf(db: Kysely<Schema>, token: string): Promise<AddressHolder | null> {
  const row = await db
    .selectFrom("mail_address")
    .select(["user_id", "pair_id"])
    .where("token", "=", token)
    .executeTakeFirst();
  return row ? { userId: row.user_id, pairId: row.pair_id } : null;
}

/** A new address in the place of the one before, which from now on is nobody's. */
export async function renewAddress(
  db: Kysely<Schema>,
  { userId, pairId }: AddressHolder,
  token: string,
  now: Date,
): Promise<void> {
  const fresh = { token, made_at: now.toISOString() };
  await db
    .insertInto("mail_address")
    .values({ ...fresh, user_id: userId, pair_id: pairId })
    .onConflict((conflict) => conflict.columns(["user_id", "pair_id"]).doUpdateSet(fresh))
    .execute();
}

export async function closeAddress(db: Kysely<Schema>, { userId, pairId }: AddressHolder): Promise<void> {
  await db.deleteFrom("mail_address").where("user_id", "=", userId).where("pair_id", "=", pairId).execute();
}

/** The token of somebody's address for a page, or for their inbox; one is made where there is none. */
export async function keepAddress(
  db: Kysely<Schema>,
  { userId, pairId }: AddressHolder,
  fresh: string,
  now: Date,
): Promise<string> {
  await db
    .insertInto("mail_address")
    .values({ token: fresh, user_id: userId, pair_id: pairId, made_at: now.toISOString() })
    .onConflict((conflict) => conflict.columns(["user_id", "pair_id"]).doNothing())
    .execute();
  const row = await db
    .selectFrom("mail_address")
    .select("token")
    .where("user_id", "=", userId)
    .where("pair_id", "=", pairId)
    .executeTakeFirstOrThrow();
  return row.token;
}
