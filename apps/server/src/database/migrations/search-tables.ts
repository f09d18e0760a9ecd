import { type Kysely, sql } from "kysely";
import type { Engine } from "../engine.ts";
import type { Schema } from "../schema.ts";

/** One table of entries on both engines, and each engine's own full-text index kept beside it by the database. */
export async function createSearchTables(db: Kysely<Schema>, engine: Engine): Promise<void> {
  await db.schema
    .createTable("search_entry")
    .addColumn("id", engine === "sqlite" ? "integer" : "bigserial", (column) => column.primaryKey())
    .addColumn("page", "text", (column) => column.notNull())
    .addColumn("volume", "integer")
    .addColumn("kind", "text", (column) => column.notNull())
    .addColumn("item", "text", (column) => column.notNull())
    .addColumn("title", "text", (column) => column.notNull())
    .addColumn("body", "text", (column) => column.notNull())
    .addUniqueConstraint("search_entry_item", ["page", "kind", "item"])
    .execute();

  if (engine === "postgres") {
    // "simple": pages are in any language, and half a stem of the wrong one hides more than it finds
    await sql`alter table search_entry add column words tsvector generated always as
      (setweight(to_tsvector('simple', title), 'A') || to_tsvector('simple', body)) stored`.execute(db);
    await sql`create index search_entry_words on search_entry using gin (words)`.execute(db);
    return;
  }
  await sql`create virtual table search_words using fts5(title, body, content='search_entry', content_rowid='id',
    tokenize='unicode61 remove_diacritics 2', prefix='2 3')`.execute(db);
  await sql`create trigger search_entry_added after insert on search_entry begin
    insert into search_words(rowid, title, body) values (new.id, new.title, new.body);
  end`.execute(db);
  await sql`create trigger search_entry_removed after delete on search_entry begin
    insert into search_words(search_words, rowid, title, body) values ('delete', old.id, old.title, old.body);
  end`.execute(db);
  await sql`create trigger search_entry_changed after update on search_entry begin
    insert into search_words(search_words, rowid, title, body) values ('delete', old.id, old.title, old.body);
    insert into search_words(rowid, title, body) values (new.id, new.title, new.body);
  end`.execute(db);
}
