import type { Kysely } from "kysely";
import type { SqlValue, Statement } from "../database/raw-sql.ts";
import type { Schema } from "../database/schema.ts";

export type StoredAnswer = { requestHash: string; status: number; body: string };

const KEPT_HOURS = 24; // within them the same request once more does nothing and is answered alike
const HOUR = 3_600_000; // milliseconds

export async function readAnswer(db: Kysely<Schema>, tokenId: string, key: string): Promise<StoredAnswer | null> {
  const row = await db
    .selectFrom("api_answer")
    .select(["request_hash", "status", "body"])
    .where("token_id", "=", tokenId)
    .where("key", "=", key)
    .executeTakeFirst();
  return row ? { requestHash: row.request_hash, status: row.status, body: row.body } : null;
}

/** To be stored with what it answers; it cannot fail, whatever is there. */
export function noteAnswer(
  db: Kysely<Schema>,
  {
    tokenId,
    userId,
    page,
    key,
    at,
    ...answer
  }: StoredAnswer & {
    tokenId: string;
    userId: string;
    page: string;
    key: string;
    at: string;
  },
): Statement {
  const { sql, parameters } = db
    .insertInto("api_answer")
    .values({
      ...{ token_id: tokenId, user_id: userId, page, key, at },
      ...{ request_hash: answer.requestHash, status: answer.status, body: answer.body.replaceAll("\0", "") },
    })
    .onConflict((conflict) => conflict.doNothing())
    .compile();
  return { sql, parameters: parameters as SqlValue[] };
}

/** They hold what stands on pages, and so go as soon as they are of no use. */
export async function clearAnswers(db: Kysely<Schema>, now: Date): Promise<void> {
  const before = new Date(now.getTime() - KEPT_HOURS * HOUR).toISOString();
  await db.deleteFrom("api_answer").where("at", "<", before).execute();
}
