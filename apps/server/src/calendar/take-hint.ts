import { createHash, timingSafeEqual } from "node:crypto";
import type { Kysely } from "kysely";
import type { Schema } from "../database/schema.ts";

const AT_MOST_EVERY_MILLISECONDS = 30_000; // a calendar that is being tidied up tells of each change

export function hashHintSecret(secret: string): string {
  return createHash("sha256").update(secret).digest("base64url");
}

/**
 * Notes that a service said that a calendar changed. Nothing that comes with a hint is believed but that.
 *
 * @returns whether the hint came by a way that we opened.
 */
export async function takeHint(
  db: Kysely<Schema>,
  { channel, secret }: { channel: string; secret: string },
  now: Date,
): Promise<boolean> {
  const found = await db
    .selectFrom("calendar_channel")
    .select(["source_id", "secret_hash"])
    .where("channel", "=", channel)
    .executeTakeFirst();
  if (found === undefined || !isSame(found.secret_hash, hashHintSecret(secret))) return false;
  await db
    .updateTable("calendar_channel")
    .set({ hinted_at: now.toISOString() })
    .where("source_id", "=", found.source_id)
    .execute();
  return true;
}

/** Has the calendars read soon of which a hint came. A hint that comes while one is being read stands until the next. */
export async function followHints(db: Kysely<Schema>, now: Date): Promise<void> {
  const hinted = await db
    .selectFrom("calendar_channel")
    .innerJoin("calendar_source", "calendar_source.id", "calendar_channel.source_id")
    .select(["source_id", "read_at"])
    .where("hinted_at", "is not", null)
    .where("state", "=", "read") // one that fails waits its time
    .where("calendar_source.next_at", ">", now.toISOString())
    .execute();
  for (const { source_id, read_at } of hinted) {
    const soonest = read_at === null ? 0 : Date.parse(read_at) + AT_MOST_EVERY_MILLISECONDS;
    const at = new Date(Math.max(now.getTime(), soonest)).toISOString();
    await db
      .updateTable("calendar_source")
      .set({ next_at: at })
      .where("id", "=", source_id)
      .where("next_at", ">", at)
      .execute();
  }
}

/** Whatever was hinted at so far is about to be read. */
export async function clearHint(db: Kysely<Schema>, sourceId: string): Promise<void> {
  await db.updateTable("calendar_channel").set({ hinted_at: null }).where("source_id", "=", sourceId).execute();
}

function isSame(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
