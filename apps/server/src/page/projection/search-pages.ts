import { foldText } from "@candor/core/fold-text.ts";
import { cutExcerpt } from "@candor/core/search/cut-excerpt.ts";
import { indexEntry, likelyBeginnings, searchTopics } from "@candor/core/search/search-topics.ts";
import type { SearchHit, SearchKind } from "@candor/protocol/http/search.ts";
import { type Kysely, type RawBuilder, sql } from "kysely";
import type { Engine } from "../../database/engine.ts";
import type { Schema } from "../../database/schema.ts";

/** What is looked for, and where. */
export type Wanted = {
  text: string;
  /** pages and artifacts that the caller may read: nothing else is looked at */
  documents: readonly string[];
  /** none: of every kind */
  kinds?: readonly SearchKind[];
  /** ISO instants between which it was written first, the end left out */
  from?: string | undefined;
  to?: string | undefined;
};

type Tables = { db: Kysely<Schema>; engine: Engine };

const MAX_WORDS = 8;
const EXCERPT_CHARACTERS = 120;
const FEW_HITS = 5; // with fewer, words one letter off are looked for as well
const MOST_CANDIDATES = 1_500; // of which each may be one letter off
const MOST_IN_INDEX = 200; // documents that a query of SQLite's index names

/**
 * Full-text search, best match first: what has all the words in its title, then what has them in its text, each newest
 * first and then as `searchTopics` weighs them. Every word must begin some word of the text; where little is found so, one
 * letter of a title's word may be wrong.
 */
export async function searchPages(tables: Tables, wanted: Wanted, limit: number): Promise<SearchHit[]> {
  const words =
    wanted.text
      .normalize("NFC")
      .match(/[\p{L}\p{N}]+/gu)
      ?.slice(0, MAX_WORDS) ?? [];
  if (words.length === 0 || wanted.documents.length === 0) return [];
  const exact = words.map((word) => [word]);
  const rows = await match(tables, wanted, exact, { isTitle: true, limit });
  if (rows.length < limit) rows.push(...missing(rows, await match(tables, wanted, exact, { isTitle: false, limit })));
  if (rows.length < FEW_HITS) {
    const beginnings = words.map((word) => [word, ...likelyBeginnings(word)]);
    if (beginnings.some((each) => each.length > 1)) {
      const candidates = await match(tables, wanted, beginnings, { isTitle: true, limit: MOST_CANDIDATES });
      rows.push(...ranked(words, missing(rows, candidates)).slice(0, FEW_HITS * 2));
    }
  }
  const best = ranked(words, rows);
  return [...best, ...missing(best, rows)].slice(0, limit).map(({ body, ...found }) => ({
    ...found,
    excerpt: excerptOf(body, words),
  }));
}

type Row = Omit<SearchHit, "excerpt"> & { body: string };

/** Those that core finds as well, best first. */
function ranked(words: readonly string[], rows: readonly Row[]): Row[] {
  const index = rows.map((row) =>
    indexEntry({ row, id: keyOf(row), title: row.title, body: row.body, at: row.at ?? "" }),
  );
  return searchTopics(words.join(" "), index, rows.length).map(({ entry }) => entry.row);
}

function missing(known: readonly Row[], rows: readonly Row[]): Row[] {
  const keys = new Set(known.map(keyOf));
  return rows.filter((row) => !keys.has(keyOf(row)));
}

function keyOf({ page, kind, item }: Row): string {
  return `${page} ${kind} ${item}`;
}

/** @param words for each, the beginnings of which one must occur; @returns the newest rows in which they all do. */
async function match(
  tables: Tables,
  wanted: Wanted,
  words: readonly string[][],
  { isTitle, limit }: { isTitle: boolean; limit: number },
): Promise<Row[]> {
  const { documents, kinds = [], from, to } = wanted;
  const isSqlite = tables.engine === "sqlite";
  const query = isSqlite ? sqliteQuery(documents, words, isTitle) : postgresQuery(words, isTitle);
  const source = isSqlite
    ? sql`search_words join search_entry e on e.id = search_words.rowid`
    : sql`search_entry e cross join to_tsquery('simple', ${query}) as query`;
  const at = sql`coalesce(topic.created_at, action.created_at, artifact.created_at, pairing_thing.at)`;
  const conditions: RawBuilder<unknown>[] = [
    isSqlite ? sql`search_words match ${query}` : sql`e.words @@ query`,
    sql`e.page in (${sql.join(documents)})`,
  ];
  if (kinds.length > 0) conditions.push(sql`e.kind in (${sql.join(kinds)})`);
  if (from !== undefined) conditions.push(sql`${at} >= ${from}`);
  if (to !== undefined) conditions.push(sql`${at} < ${to}`);
  const { rows } = await sql<Row>`
    select e.page, e.volume, e.kind, e.item, e.title, e.body, ${at} as at from ${source}
    left join topic on e.kind = 'topic' and topic.page = e.page and topic.id = e.item
    left join action on e.kind = 'action' and action.page = e.page and action.id = e.item
    left join pairing_thing on e.kind = 'pairing' and pairing_thing.page = e.page and pairing_thing.id = e.item
    left join artifact on e.kind = 'artifact' and artifact.id = e.page
    where ${sql.join(conditions, sql` and `)}
    order by ${isSqlite ? sql`search_words.rowid` : sql`e.id`} desc limit ${limit}`.execute(tables.db);
  return rows;
}

function sqliteQuery(documents: readonly string[], words: readonly string[][], isTitle: boolean): string {
  const all = words.map((each) => `(${each.map((word) => `"${word}"*`).join(" OR ")})`).join(" AND ");
  const text = `{${isTitle ? "title" : "title body"}} : (${all})`;
  if (documents.length > MOST_IN_INDEX) return text;
  const pages = documents.map((id) => `"${id.replaceAll("-", "")}"`).join(" OR ");
  return `(page_word : (${pages})) AND (${text})`;
}

function postgresQuery(words: readonly string[][], isTitle: boolean): string {
  const suffix = isTitle ? ":*A" : ":*"; // titles have that weight
  const forms = (each: string[]) => [...new Set(each.flatMap((word) => [word, withoutAccents(word)]))];
  return words
    .map(
      (each) =>
        `(${forms(each)
          .map((word) => `${word}${suffix}`)
          .join(" | ")})`,
    )
    .join(" & ");
}

/** As the index of PostgreSQL has it (migration 0048). */
function withoutAccents(word: string): string {
  return word
    .normalize("NFD")
    .replace(/[\u0300-\u036f]/g, "")
    .normalize("NFC");
}

function excerptOf(body: string, words: readonly string[]): string {
  const folded = foldText(body); // as long as the body
  const hits = words.map((word) => firstWord(folded, foldText(word))).filter((at) => at >= 0);
  const at = hits.length > 0 ? Math.min(...hits) : 0;
  return cutExcerpt(body, at, EXCERPT_CHARACTERS).toWellFormed();
}

/** Where a word of the text begins with it, since those are found; else anywhere. */
function firstWord(text: string, word: string): number {
  const first = text.indexOf(word);
  for (let at = first; at >= 0; at = text.indexOf(word, at + 1))
    if (!/[\p{L}\p{N}]/u.test(text[at - 1] ?? "")) return at;
  return first;
}
