import type { NightlyExport, SetNightlyExport } from "@candor/protocol/http/nightly.ts";
import type { Kysely } from "kysely";
import type { Schema } from "../database/schema.ts";

export async function readNightly(db: Kysely<Schema>, userId: string, available: boolean): Promise<NightlyExport> {
  const row = await rowOf(db, userId);
  const failed = row?.tried_at != null && (row.written_at ?? "") < row.tried_at;
  return { available, on: row !== undefined, folder: userId, writtenAt: row?.written_at ?? null, failed };
}

/** Whoever switches it off keeps what was written until then: the folder is of the server's, and theirs to ask for. */
export async function setNightly(
  db: Kysely<Schema>,
  userId: string,
  { on }: SetNightlyExport,
  { available, now }: { available: boolean; now: Date },
): Promise<NightlyExport> {
  if (!on) await db.deleteFrom("nightly_export").where("user_id", "=", userId).execute();
  else if (available) {
    await db
      .insertInto("nightly_export")
      .values({ user_id: userId, since: now.toISOString(), tried_at: null, written_at: null })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
  return readNightly(db, userId, available);
}

export async function readNightlySwitch(
  db: Kysely<Schema>,
  userId: string,
): Promise<{ since: string; writtenAt: string | null } | null> {
  const row = await rowOf(db, userId);
  return row === undefined ? null : { since: row.since, writtenAt: row.written_at };
}

function rowOf(db: Kysely<Schema>, userId: string) {
  return db.selectFrom("nightly_export").selectAll().where("user_id", "=", userId).executeTakeFirst();
}
