import type { Compilable, Kysely } from "kysely";
import type { ActResult, PageActs } from "../api/page-acts.ts";
import type { SqlValue, Statement } from "../database/raw-sql.ts";
import type { Schema } from "../database/schema.ts";

export type TopicWriting = { db: Kysely<Schema>; act: PageActs["act"]; now: () => Date };

const AT_ONCE = 50;
const KEPT_MILLISECONDS = 90 * 86_400_000;

type Row = { message_hash: string; user_id: string; pair_id: string; topic_id: string; title: string; notes: string };

/**
 * Writes onto their pages what came by mail, each as its sender. The note that it stands there is in the same transaction:
 * what was cut off goes on, nothing is written twice, and from then on its words stand on the page alone. What a page does
 * not take any more, as it is archived, goes into its sender's inbox.
 * Whatever a page cannot take just now keeps nobody else's waiting.
 */
export async function writeTopics(writing: TopicWriting): Promise<void> {
  const { db, now } = writing;
  let after = { received_at: "", message_hash: "" };
  for (;;) {
    const rows = await db
      .selectFrom("mail_taken")
      .select(["message_hash", "user_id", "pair_id", "topic_id", "title", "notes", "received_at"])
      .where("state", "=", "waiting")
      .where((eb) =>
        eb.or([
          eb("received_at", ">", after.received_at),
          eb.and([eb("received_at", "=", after.received_at), eb("message_hash", ">", after.message_hash)]),
        ]),
      )
      .orderBy("received_at")
      .orderBy("message_hash")
      .limit(AT_ONCE)
      .execute();
    for (const { pair_id, ...row } of rows) if (pair_id !== null) await writeOne(writing, { ...row, pair_id });
    const last = rows.at(-1);
    if (!last || rows.length < AT_ONCE) break;
    after = last;
  }
  const forgotten = new Date(now().getTime() - KEPT_MILLISECONDS).toISOString();
  await db
    .deleteFrom("mail_taken")
    .where("state", "in", ["added", "refused"])
    .where("received_at", "<", forgotten)
    .execute();
}

async function writeOne({ db, act }: TopicWriting, row: Row): Promise<void> {
  const result = await act({
    ...{ page: row.pair_id, userId: row.user_id, by: `mail ${row.user_id}`, ifMatch: null },
    act: { type: "add_topic", id: row.topic_id, title: row.title, place: "hopper", notes: row.notes || undefined },
    isWanted: () => isWaiting(db, row),
    note: () => [compiled(added(db, row))],
  });
  // It stood there already: whatever wrote it down ended before it was noted.
  if (result.type === "acted" && result.outcome === "there") await added(db, row).execute();
  if (NEVER.has(result.type)) await intoInbox(db, row);
}

/** Whatever else comes of it, it is tried again. */
const NEVER: ReadonlySet<ActResult["type"]> = new Set(["not_found", "page_frozen", "page_full", "too_large"]);

function compiled(note: Compilable): Statement {
  const { sql, parameters } = note.compile();
  return { sql, parameters: parameters as SqlValue[] };
}

function added(db: Kysely<Schema>, { message_hash }: Row) {
  return db
    .updateTable("mail_taken")
    .set({ state: "added", title: "", notes: "" })
    .where("message_hash", "=", message_hash)
    .where("state", "=", "waiting");
}

async function intoInbox(db: Kysely<Schema>, { message_hash }: Row): Promise<void> {
  await db
    .updateTable("mail_taken")
    .set({ state: "inbox", pair_id: null, why: "page_closed" })
    .where("message_hash", "=", message_hash)
    .where("state", "=", "waiting")
    .execute();
}

async function isWaiting(db: Kysely<Schema>, { message_hash }: Row): Promise<boolean> {
  const row = await db
    .selectFrom("mail_taken")
    .select("state")
    .where("message_hash", "=", message_hash)
    .executeTakeFirst();
  return row?.state === "waiting";
}
