import { createHash } from "node:crypto";
import type { Kysely } from "kysely";
import type { Schema } from "../database/schema.ts";

const KEPT_MILLISECONDS = 15 * 60_000; // longer than any signature is good

/** @returns false: the very same was here before. Whoever recorded what a chat sent us gets nothing by sending it again. */
export async function seeOnce(db: Kysely<Schema>, signature: string, now: Date): Promise<boolean> {
  await db
    .deleteFrom("chat_seen")
    .where("at", "<", new Date(now.getTime() - KEPT_MILLISECONDS).toISOString())
    .execute();
  const seen = await db
    .insertInto("chat_seen")
    .values({ signature_hash: createHash("sha256").update(signature).digest("base64url"), at: now.toISOString() })
    .onConflict((conflict) => conflict.column("signature_hash").doNothing())
    .returning("signature_hash")
    .executeTakeFirst();
  return seen !== undefined;
}
