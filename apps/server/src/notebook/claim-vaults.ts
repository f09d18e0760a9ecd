import type { Kysely } from "kysely";
import type { Schema } from "../database/schema.ts";

/**
 * Gives somebody's vaults to another account of theirs. They cannot be put together here, since nobody here can read
 * them: those of the account stay before them, and the client offers to copy over.
 *
 * @param db in a transaction.
 */
export async function claimVaults(db: Kysely<Schema>, fromUser: string, toUser: string): Promise<void> {
  const { highest } = await db
    .selectFrom("vault")
    .select((eb) => eb.fn.max<number | null>("rank").as("highest"))
    .where("user_id", "=", toUser)
    .executeTakeFirstOrThrow();
  const above = highest === null ? 0 : highest + 1;
  await db
    .updateTable("vault")
    .set((eb) => ({ user_id: toUser, rank: eb("rank", "+", above) }))
    .where("user_id", "=", fromUser)
    .execute();
}
