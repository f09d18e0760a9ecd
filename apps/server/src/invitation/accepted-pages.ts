import type { Kysely } from "kysely";
import type { Schema } from "../database/schema.ts";
import { parseSent } from "./tell-calendars.ts";

/** The pages whose series somebody has accepted by invitation: it stands in their calendar, and need not stand there twice. */
export async function acceptedPages(db: Kysely<Schema>, userId: string): Promise<Set<string>> {
  const rows = await db
    .selectFrom("series_invitation")
    .innerJoin("invitation_answer", "invitation_answer.pair_id", "series_invitation.pair_id")
    .select(["series_invitation.pair_id", "sent", "uid"])
    .where("is_on", "=", 1)
    .where("user_id", "=", userId)
    .where("slot", "=", "")
    .where("answer", "=", "accepted")
    .execute();
  return new Set(rows.filter(({ sent, uid }) => parseSent(sent).series?.uid === uid).map(({ pair_id }) => pair_id));
}
