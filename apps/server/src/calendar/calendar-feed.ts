import { writeCalendar } from "@candor/integrations/calendar/ics/write-calendar.ts";
import type { CalendarFeed } from "@candor/protocol/http/calendar.ts";
import type { Kysely } from "kysely";
import type { Schema } from "../database/schema.ts";
import { hashSecret } from "../sign-in/hash-secret.ts";
import { feedEvents } from "./feed-events.ts";

export async function readFeed(db: Kysely<Schema>, userId: string): Promise<CalendarFeed | null> {
  const row = await db.selectFrom("calendar_feed").selectAll().where("user_id", "=", userId).executeTakeFirst();
  return row ? { madeAt: row.made_at, usedOn: row.used_on, showsNames: row.shows_names === 1 } : null;
}

/** Makes an address, or another one: the one before opens nothing from then on. */
export async function makeFeed(
  db: Kysely<Schema>,
  userId: string,
  { secret, showsNames }: { secret: string; showsNames: boolean },
  now: Date,
): Promise<CalendarFeed> {
  const at = now.toISOString();
  const made = { secret_hash: hashSecret(secret), shows_names: showsNames ? 1 : 0, made_at: at, used_on: null };
  await db
    .insertInto("calendar_feed")
    .values({ user_id: userId, ...made, content_hash: null, revision: 0, changed_at: at })
    .onConflict((conflict) => conflict.column("user_id").doUpdateSet(made))
    .execute();
  return { madeAt: at, usedOn: null, showsNames };
}

export async function changeFeed(
  db: Kysely<Schema>,
  userId: string,
  { showsNames }: { showsNames: boolean },
): Promise<CalendarFeed | null> {
  await db
    .updateTable("calendar_feed")
    .set({ shows_names: showsNames ? 1 : 0 })
    .where("user_id", "=", userId)
    .execute();
  return readFeed(db, userId);
}

export async function removeFeed(db: Kysely<Schema>, userId: string): Promise<void> {
  await db.deleteFrom("calendar_feed").where("user_id", "=", userId).execute();
}

export type ServedFeed = { text: string; etag: string };

/**
 * The meetings of whoever has the secret, as a calendar: when, and, if they want it, with whom; never what about.
 *
 * @returns null where the secret opens nothing.
 */
export async function serveFeed(db: Kysely<Schema>, secret: string, now: Date): Promise<ServedFeed | null> {
  const hash = hashSecret(secret);
  const feed = await db.selectFrom("calendar_feed").selectAll().where("secret_hash", "=", hash).executeTakeFirst();
  if (feed === undefined) return null;
  const events = await feedEvents(db, feed.user_id, { showsNames: feed.shows_names === 1, now });
  const contentHash = hashSecret(JSON.stringify(events));
  let { revision, changed_at } = feed;
  if (contentHash !== feed.content_hash) {
    revision += 1;
    changed_at = now.toISOString();
  }
  const usedOn = now.toISOString().slice(0, 10);
  if (contentHash !== feed.content_hash || usedOn !== feed.used_on) {
    await db
      .updateTable("calendar_feed")
      .set({ content_hash: contentHash, revision, changed_at, used_on: usedOn })
      .where("secret_hash", "=", hash)
      .where("revision", "=", feed.revision) // of two who ask at once one has told it
      .execute();
  }
  const text = writeCalendar({ name: "1:1s", revision, changedAt: new Date(changed_at), events });
  return { text, etag: `"${hashSecret(text).slice(0, 27)}"` };
}
