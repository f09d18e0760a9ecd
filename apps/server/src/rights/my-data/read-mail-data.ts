import type { MyData } from "@candor/protocol/http/rights.ts";
import type { Kysely } from "kysely";
import type { Schema } from "../../database/schema.ts";
import { readSenders } from "../../mail-in/mail-settings.ts";

/** What came from them by mail, and what they are told. */
export async function readMailData(db: Kysely<Schema>, userId: string): Promise<Pick<MyData, "mail" | "notices">> {
  return {
    mail: await readMailIn(db, userId),
    notices: await readNotices(db, userId),
  };
}

async function readMailIn(db: Kysely<Schema>, userId: string): Promise<MyData["mail"]> {
  const addresses = await db
    .selectFrom("mail_address")
    .select(["pair_id", "made_at"])
    .where("user_id", "=", userId)
    .orderBy("pair_id")
    .execute();
  const taken = await db
    .selectFrom("mail_taken")
    .select(["received_at", "state", "why", "pair_id", "from_address", "title", "notes", "way"])
    .where("user_id", "=", userId)
    .orderBy("received_at")
    .execute();
  return {
    addresses: addresses.map(({ pair_id, made_at }) => ({ pairId: pair_id || null, since: made_at })),
    senders: await readSenders(db, userId),
    taken: taken.map(({ received_at, state, why, pair_id, from_address, title, notes, way }) => ({
      ...{ at: received_at, state, why, pairId: pair_id, from: from_address, way },
      words: [title, notes].filter(Boolean).join("\n\n"),
    })),
  };
}

async function readNotices(db: Kysely<Schema>, userId: string): Promise<MyData["notices"]> {
  const setting = await db.selectFrom("notice_setting").selectAll().where("user_id", "=", userId).executeTakeFirst();
  const told = await db
    .selectFrom("notice_sent")
    .select(["pair_id as pairId", "kind", "sent_at as at"])
    .where("user_id", "=", userId)
    .orderBy("sent_at")
    .execute();
  const browsers = await db
    .selectFrom("push_subscription")
    .select("made_at as since")
    .where("user_id", "=", userId)
    .orderBy("made_at")
    .execute();
  const { quiet_from: from = null, quiet_until: until = null, ...switches } = setting ?? {};
  return {
    wanted: Object.entries(switches).flatMap(([name, is]) => (is === 1 ? name : [])),
    quiet: from === null || until === null ? null : { from, until },
    ...{ told, browsers },
  };
}
