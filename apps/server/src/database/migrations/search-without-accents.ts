import { type Kysely, sql } from "kysely";
import type { Engine } from "../engine.ts";
import type { Schema } from "../schema.ts";

/**
 * PostgreSQL's full-text index takes letters without their accents, as SQLite's does, and the database makes it anew of
 * all entries. By what every PostgreSQL has built in: the extension `unaccent` may be missing, and only a superuser may
 * add it.
 */
export async function searchWithoutAccents(db: Kysely<Schema>, engine: Engine): Promise<void> {
  if (engine === "sqlite") return;
  const { rows } = await sql<{ encoding: string }>`select current_setting('server_encoding') as encoding`.execute(db);
  if (rows[0]?.encoding !== "UTF8") return; // it knows no normal form of letters there; the doctor says so
  const bare = (column: string) =>
    sql.raw(String.raw`normalize(regexp_replace(normalize(${column}, NFD), '[\u0300-\u036f]', '', 'g'), NFC)`);
  await sql`alter table search_entry drop column words`.execute(db); // and the index with it
  await sql`alter table search_entry add column words tsvector generated always as
    (setweight(to_tsvector('simple', ${bare("title")}), 'A') || to_tsvector('simple', ${bare("body")})) stored`.execute(
    db,
  );
  await sql`create index search_entry_words on search_entry using gin (words)`.execute(db);
}
