import type { MemberId } from "@candor/core/person/member.ts";
import type { Kysely } from "kysely";
import type { Schema } from "../database/schema.ts";

export type Member = {
  member: MemberId;
  userId: string | null;
  name: string;
  /** that they showed to be theirs; null: none is known, and nothing can be sent to them */
  address: string | null;
};

/** The two of a pair, with the addresses that invitations go to. */
export async function readMembers(db: Kysely<Schema>, pairId: string): Promise<Member[]> {
  const rows = await db
    .selectFrom("pair_member")
    .leftJoin("user", "user.id", "pair_member.user_id")
    .select(["member", "pair_member.user_id", "pair_member.name", "email", "emailVerified", "isAnonymous"])
    .where("pair_id", "=", pairId)
    .orderBy("member")
    .execute();
  return rows.map(({ member, user_id, name, email, emailVerified, isAnonymous }) => ({
    ...{ member, userId: user_id, name },
    address: email !== null && emailVerified && !isAnonymous ? email.toLowerCase() : null,
  }));
}
