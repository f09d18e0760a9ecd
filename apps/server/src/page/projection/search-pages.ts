import type { SearchHit } from "@candor/protocol/http/search.ts";
import { type Kysely, sql } from "kysely";
import type { Engine } from "../../database/engine.ts";
import type { Schema } from "../../database/schema.ts";

const MAX_WORDS = 8;
const EXCERPT_CHARACTERS = 120;

/**
 * Full-text search over pages the caller may read, best match first. Every word must begin some word of the text.
 *
 * @param pages those the caller may read: nothing else is looked at.
 */
export async function searchPages(
  { db, engine }: { db: Kysely<Schema>; engine: Engine },
  pages: readonly string[],
  text: string,
  limit: number,
): Promise<SearchHit[]> {
  const words = text.match(/[\p{L}\p{N}]+/gu)?.slice(0, MAX_WORDS) ?? [];
  if (words.length === 0 || pages.length === 0) return [];
  const rows =
    engine === "sqlite" ? await searchSqlite(db, pages, words, limit) : await searchPostgres(db, pages, words, limit);
  return rows.map(({ body, ...found }) => ({ ...found, excerpt: excerptOf(body, words) }));
}

type Row = Omit<SearchHit, "excerpt"> & { body: string };

async function searchSqlite(
  db: Kysely<Schema>,
  pages: readonly string[],
  words: readonly string[],
  limit: number,
): Promise<Row[]> {
  const query = words.map((word) => `"${word}"*`).join(" ");
  const { rows } = await sql<Row>`
    select e.page, e.volume, e.kind, e.item, e.title, e.body
    from search_words join search_entry e on e.id = search_words.rowid
    where search_words match ${query} and e.page in (${sql.join(pages)})
    order by bm25(search_words, 4.0, 1.0), e.id limit ${limit}`.execute(db);
  return rows;
}

async function searchPostgres(
  db: Kysely<Schema>,
  pages: readonly string[],
  words: readonly string[],
  limit: number,
): Promise<Row[]> {
  const query = words.map((word) => `${word}:*`).join(" & ");
  const { rows } = await sql<Row>`
    select page, volume, kind, item, title, body from search_entry, to_tsquery('simple', ${query}) as query
    where words @@ query and page in (${sql.join(pages)})
    order by ts_rank(words, query) desc, id limit ${limit}`.execute(db);
  return rows;
}

function excerptOf(body: string, words: readonly string[]): string {
  const lower = body.toLowerCase();
  const hits = words.map((word) => lower.indexOf(word.toLowerCase())).filter((at) => at >= 0);
  const at = hits.length > 0 ? Math.min(...hits) : 0;
  const start = Math.max(0, at - EXCERPT_CHARACTERS / 3);
  const end = start + EXCERPT_CHARACTERS;
  const cut = body.slice(start, end).replace(/\s+/g, " ").trim().toWellFormed();
  return `${start > 0 ? "…" : ""}${cut}${end < body.length ? "…" : ""}`;
}
