import { type Kysely, sql } from "kysely";
import type { Engine } from "../engine.ts";
import type { Schema } from "../schema.ts";

/**
 * SQLite's full-text index learns which page an entry is of, so that a search goes through its reader's pages alone and
 * not through everybody's. PostgreSQL joins two indexes to the same end.
 */
export async function indexSearchByPage(db: Kysely<Schema>, engine: Engine): Promise<void> {
  if (engine === "postgres") return;
  // one word: a page's id has four hyphens, at each of which the index would cut it
  await sql`alter table search_entry add column page_word text generated always as (replace(page, '-', '')) virtual`.execute(
    db,
  );
  for (const when of ["added", "removed", "changed"])
    await sql`drop trigger ${sql.raw(`search_entry_${when}`)}`.execute(db);
  await sql`drop table search_words`.execute(db);
  await sql`create virtual table search_words using fts5(page_word, title, body, content='search_entry',
    content_rowid='id', tokenize='unicode61 remove_diacritics 2', prefix='2 3')`.execute(db);
  await sql`insert into search_words(search_words) values ('rebuild')`.execute(db);
  const columns = sql.raw("rowid, page_word, title, body");
  const added = sql.raw("insert into search_words");
  const of = (row: "old" | "new") => sql.raw(`${row}.id, ${row}.page_word, ${row}.title, ${row}.body`);
  await sql`create trigger search_entry_added after insert on search_entry begin
    ${added}(${columns}) values (${of("new")});
  end`.execute(db);
  await sql`create trigger search_entry_removed after delete on search_entry begin
    ${added}(search_words, ${columns}) values ('delete', ${of("old")});
  end`.execute(db);
  await sql`create trigger search_entry_changed after update on search_entry begin
    ${added}(search_words, ${columns}) values ('delete', ${of("old")});
    ${added}(${columns}) values (${of("new")});
  end`.execute(db);
}
