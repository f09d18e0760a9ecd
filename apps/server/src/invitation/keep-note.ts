import type { Kysely } from "kysely";
import type { Schema } from "../database/schema.ts";

const HOUR = 3_600_000;
const MOST_AN_HOUR = 20; // of a kind, of one pair
const MOST_KEPT = 100;

/**
 * `reply`: of one of the two, by a calendar. `letter`: something else from them. `stranger`: from anybody who knows the
 * address; however much of it comes, it pushes nothing of the two out.
 */
export type NoteKind = "counted" | "reply" | "letter" | "stranger";

type Note = { verdict: string; user_id: string | null };

export function kindOf({ verdict, user_id }: Note): NoteKind {
  if (verdict === "counts" || verdict === "bounced") return "counted";
  if (user_id === null) return "stranger";
  return ["automatic", "no_answer", "unknown_failure"].includes(verdict) ? "letter" : "reply";
}

/**
 * Keeps a note of a mail that was taken in, as long as there are not too many of its kind. What is not noted may be taken
 * in twice, which changes nothing: an answer that is known already, or is older, does not count.
 */
export async function keepNote(db: Kysely<Schema>, pairId: string, hash: string, now: Date): Promise<void> {
  const rows = await db
    .selectFrom("invitation_note")
    .select(["message_hash", "verdict", "user_id", "received_at"])
    .where("pair_id", "=", pairId)
    .orderBy("received_at", "desc")
    .execute();
  const own = rows.find(({ message_hash }) => message_hash === hash);
  if (own === undefined) return;
  const others = rows.filter((each) => each !== own && kindOf(each) === kindOf(own));
  const anHourAgo = new Date(now.getTime() - HOUR).toISOString();
  const isTooMany = others.filter(({ received_at }) => received_at > anHourAgo).length >= MOST_AN_HOUR;
  const gone = isTooMany ? [own] : others.slice(MOST_KEPT - 1);
  if (gone.length === 0) return;
  await db
    .deleteFrom("invitation_note")
    .where(
      "message_hash",
      "in",
      gone.map(({ message_hash }) => message_hash),
    )
    .execute();
}
