import { judgeErasure } from "@candor/core/retention/judge-erasure.ts";
import type { Erasure } from "@candor/protocol/http/rights.ts";
import type { Kysely } from "kysely";
import type { Schema } from "../database/schema.ts";

/** Asked again, it stays with the day it was asked first. @returns "only_owner" where a workspace would be left without. */
export async function askErasure(
  db: Kysely<Schema>,
  userId: string,
  { keepName }: { keepName: boolean },
  now: Date,
): Promise<Erasure | "only_owner"> {
  return db.transaction().execute(async (tx) => {
    if (await isOnlyOwner(tx, userId)) return "only_owner";
    await tx
      .insertInto("erasure")
      .values({ user_id: userId, asked_at: now.toISOString(), keep_name: keepName ? 1 : 0 })
      .onConflict((conflict) => conflict.column("user_id").doUpdateSet({ keep_name: keepName ? 1 : 0 }))
      .execute();
    const erasure = await readErasure(tx, userId, now);
    if (!erasure) throw new Error("an erasure was asked for and cannot be read");
    return erasure;
  });
}

/** @returns null where it was not asked for. */
export async function readErasure(db: Kysely<Schema>, userId: string, now: Date): Promise<Erasure | null> {
  const row = await db.selectFrom("erasure").selectAll().where("user_id", "=", userId).executeTakeFirst();
  if (!row) return null;
  const verdict = judgeErasure(
    Temporal.Instant.from(row.asked_at),
    Temporal.Instant.fromEpochMilliseconds(now.getTime()),
  );
  const until = verdict.type === "waiting" ? verdict.until : verdict.since;
  return { askedAt: row.asked_at, until: until.toString(), keepName: row.keep_name === 1 };
}

/** Also what signing in does: whoever comes back does not want to be forgotten. */
export async function takeBackErasure(db: Kysely<Schema>, userId: string): Promise<void> {
  await db.deleteFrom("erasure").where("user_id", "=", userId).execute();
}

/** Whether others are in a workspace whose only owner this is. */
async function isOnlyOwner(db: Kysely<Schema>, userId: string): Promise<boolean> {
  const orphaned = await db
    .selectFrom("person as owner")
    .select("owner.id")
    .where("owner.user_id", "=", userId)
    .where("owner.role", "=", "owner")
    .where("owner.left_at", "is", null)
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom("person as colleague")
          .select("colleague.id")
          .whereRef("colleague.workspace_id", "=", "owner.workspace_id")
          .whereRef("colleague.id", "!=", "owner.id")
          .where("colleague.left_at", "is", null),
      ),
    )
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom("person as heir")
            .select("heir.id")
            .whereRef("heir.workspace_id", "=", "owner.workspace_id")
            .whereRef("heir.id", "!=", "owner.id")
            .where("heir.role", "=", "owner")
            .where("heir.left_at", "is", null)
            .where("heir.user_id", "is not", null),
        ),
      ),
    )
    .executeTakeFirst();
  return orphaned !== undefined;
}
