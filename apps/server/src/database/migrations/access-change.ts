import { type Kysely, sql } from "kysely";
import type { Engine } from "../engine.ts";
import type { Schema } from "../schema.ts";

/** What decides on access to a page, by table, as far as a change of it may end somebody's. Rows that come end nobody's. */
const DECIDES = {
  pair_member: ["pair_id", "member", "user_id"],
  pair: ["id", "frozen_at"],
  session: ["id"],
};

/**
 * Notes that access may have ended, by whomever: the database does it itself, so that whoever changes rows by hand is
 * noticed, too. See `access/change-mark.ts`.
 *
 * On SQLite, which has one writer, it is a counter. On PostgreSQL a counter would be a row that every such transaction
 * waits for; there each adds a row of its own, by its number.
 */
export async function noteAccessChanges(db: Kysely<Schema>, engine: Engine): Promise<void> {
  const big = engine === "sqlite" ? "integer" : "bigint";
  await db.schema
    .createTable("access_change")
    .addColumn("number", big, (column) => column.primaryKey())
    .addColumn("at", big, (column) => column.notNull())
    .execute();
  if (engine === "sqlite") await db.insertInto("access_change").values({ number: 0, at: 0 }).execute();
  else await createNoteFunction(db);
  await noteChangesOf(db, engine, DECIDES);
}

/** @param decides by table, the columns whose change may end somebody's access. */
export async function noteChangesOf(db: Kysely<Schema>, engine: Engine, decides: Decides): Promise<void> {
  if (engine === "sqlite") await countOnSqlite(db, decides);
  else await addOnPostgres(db, decides);
}

type Decides = Readonly<Record<string, readonly string[]>>;

async function countOnSqlite(db: Kysely<Schema>, decides: Decides): Promise<void> {
  for (const [table, columns] of Object.entries(decides)) {
    for (const [name, event] of [
      ["changed", sql`update of ${sql.join(columns.map((column) => sql.ref(column)))}`],
      ["deleted", sql`delete`],
    ] as const) {
      await sql`create trigger ${sql.ref(`${table}_access_${name}`)} after ${event} on ${sql.table(table)} begin
          update access_change set number = number + 1;
        end`.execute(db);
    }
  }
}

async function createNoteFunction(db: Kysely<Schema>): Promise<void> {
  // In the schema of the table that changed and by its owner's right: whoever mends rows by hand may have another path.
  await sql`create function candor_note_access_change() returns trigger
    language plpgsql security definer set search_path = pg_catalog as
    'begin
      execute format(
        ''insert into %I.access_change (number, at)
          values (pg_current_xact_id()::text::bigint, (extract(epoch from clock_timestamp()) * 1000)::bigint)
          on conflict do nothing'', tg_table_schema);
      return null;
    end'`.execute(db);
}

async function addOnPostgres(db: Kysely<Schema>, decides: Decides): Promise<void> {
  for (const [table, columns] of Object.entries(decides)) {
    const changed = sql.join(columns.map((column) => sql.ref(column)));
    await sql`create trigger ${sql.ref(`${table}_access_changed`)}
      after update of ${changed} or delete or truncate on ${sql.table(table)}
      for each statement execute function candor_note_access_change()`.execute(db);
  }
}
