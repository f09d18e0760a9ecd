import { managerOf } from "@candor/core/person/direct-of.ts";
import { type MemberId, otherMember, type Role } from "@candor/core/person/member.ts";
import type { Kysely } from "kysely";
import type { Schema } from "../database/schema.ts";

export type Seat = {
  pairId: string;
  me: MemberId;
  myRole: Role;
  isMine: boolean;
  isPeer: boolean;
  theirName: string;
  theirUserId: string | null;
};

/** Somebody's own open pairs, by the name of the other. */
export async function readSeats(db: Kysely<Schema>, userId: string, now: Date): Promise<Seat[]> {
  const rows = await db
    .selectFrom("pair_member as mine")
    .innerJoin("pair", "pair.id", "mine.pair_id")
    .innerJoin("pair_member as other", (join) =>
      join.onRef("other.pair_id", "=", "mine.pair_id").onRef("other.member", "!=", "mine.member"),
    )
    .select(["mine.pair_id", "mine.member", "mine.role as my_role"])
    .select(["other.role as their_role", "other.name", "other.user_id", "other.left_at", "pair.frozen_at"])
    .where("mine.user_id", "=", userId)
    .orderBy("other.name")
    .orderBy("mine.pair_id")
    .execute();
  return rows
    .filter(({ frozen_at, left_at }) => left_at === null && (frozen_at === null || frozen_at > now.toISOString()))
    .map((row): Seat => {
      const roles = {
        [row.member]: { role: row.my_role as Role },
        [otherMember(row.member)]: { role: row.their_role as Role },
      };
      const manager = managerOf(roles as Record<MemberId, { role: Role }>);
      return {
        ...{ pairId: row.pair_id, me: row.member, myRole: row.my_role as Role, theirName: row.name },
        ...{ isMine: manager === row.member, isPeer: manager === null, theirUserId: row.user_id },
      };
    });
}
