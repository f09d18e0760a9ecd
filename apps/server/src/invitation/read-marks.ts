import { createHash } from "node:crypto";
import type { Kysely } from "kysely";
import type { Schema } from "../database/schema.ts";

export type Mark = { pairId: string; mark: string; lookedAt: string | null };

/**
 * By what one sees, without reading any page, that something changed of a pair since one looked: what the server last read of
 * the page, whether it is archived, and who sits there by which address.
 *
 * @param pairId left out: all.
 */
export async function readMarks(db: Kysely<Schema>, now: Date, pairId?: string): Promise<Mark[]> {
  const pairs = await db
    .selectFrom("series_invitation")
    .innerJoin("pair", "pair.id", "series_invitation.pair_id")
    .leftJoin("page_state", "page_state.page", "series_invitation.pair_id")
    .select(["series_invitation.pair_id", "looked_at", "projected_seq", "frozen_at"])
    .$if(pairId !== undefined, (query) => query.where("series_invitation.pair_id", "=", pairId ?? ""))
    .execute();
  if (pairs.length === 0) return [];
  const seats = await db
    .selectFrom("series_invitation")
    .innerJoin("pair_member", "pair_member.pair_id", "series_invitation.pair_id")
    .leftJoin("user", "user.id", "pair_member.user_id")
    .select(["series_invitation.pair_id", "pair_member.user_id", "email", "emailVerified"])
    .$if(pairId !== undefined, (query) => query.where("series_invitation.pair_id", "=", pairId ?? ""))
    .orderBy("member")
    .execute();
  const people = new Map<string, string>();
  for (const { pair_id, user_id, email, emailVerified } of seats) {
    people.set(pair_id, `${people.get(pair_id) ?? ""}${user_id} ${email} ${Boolean(emailVerified)}\n`);
  }
  return pairs.map(({ pair_id, looked_at, projected_seq, frozen_at }) => {
    const isFrozen = frozen_at !== null && frozen_at <= now.toISOString();
    const who = createHash("sha256")
      .update(people.get(pair_id) ?? "")
      .digest("base64url")
      .slice(0, 16);
    return { pairId: pair_id, mark: `${projected_seq ?? 0} ${isFrozen} ${who}`, lookedAt: looked_at };
  });
}
