import { createHash } from "node:crypto";
import { type Id, idFromRandom } from "@candor/core/id.ts";
import type { Compilable, Kysely, Selectable } from "kysely";
import type { ActResult, PageActs } from "../api/page-acts.ts";
import type { SqlValue, Statement } from "../database/raw-sql.ts";
import type { Schema } from "../database/schema.ts";
import type { MailTakenTable } from "../database/tables/mail-tables.ts";

export type TopicWriting = { db: Kysely<Schema>; act: PageActs["act"]; now: () => Date };

const AT_ONCE = 50;
const KEPT_MILLISECONDS = 90 * 86_400_000;

type Row = Pick<MailTakenTable, "message_hash" | "user_id" | "topic_id" | "title" | "notes"> &
  Selectable<Pick<MailTakenTable, "way" | "theme" | "due">> & { pair_id: string };

/**
 * Writes onto their pages what came by mail or from a chat, each as its sender. The note that it stands there is in the same transaction:
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
      .select(["way", "theme", "due"])
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
    ...{ page: row.pair_id, userId: row.user_id, by: `${row.way} ${row.user_id}`, ifMatch: null },
    act: {
      ...{ type: "add_topic", id: row.topic_id, title: row.title, place: "hopper", notes: row.notes || undefined },
      theme: row.theme ?? undefined,
      due: row.due === null ? undefined : { action: actionOf(row.topic_id), day: row.due },
    },
    isWanted: () => isWaiting(db, row),
    note: () => [compiled(added(db, row))],
  });
  // It stood there already: whatever wrote it down ended before it was noted.
  if (result.type === "acted" && result.outcome === "there") await added(db, row).execute();
  if (NEVER.has(result.type)) await intoInbox(db, row);
}

/** Known beforehand like its topic's. */
function actionOf(topicId: string): Id {
  return idFromRandom(createHash("sha256").update(`action ${topicId}`).digest().subarray(0, 12));
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
