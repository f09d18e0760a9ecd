import { type Compilable, type Kysely, type RawBuilder, sql } from "kysely";
import type { Schema } from "../../database/schema.ts";
import type { ProjectionChange } from "./changed-rows.ts";

const ROWS_PER_STATEMENT = 100; // SQLite takes 32,766 parameters, a topic has sixteen

/**
 * The statements that bring a page's tables up to date, each short enough to keep nobody waiting.
 *
 * @param volume the year of the volume the rows are read from; null: the page itself.
 */
export function projectionQueries(
  db: Kysely<Schema>,
  { page, volume }: { page: string; volume: number | null },
  { changed, gone }: Pick<ProjectionChange, "changed" | "gone">,
): Compilable[] {
  const from = { page, volume };
  const statements: RawBuilder<unknown>[] = [];
  for (const table of ["topic", "meeting", "action", "series", "pairing_thing"] as const) {
    for (const rows of inParts<Record<string, unknown>>(changed[table]))
      statements.push(upsert(table, from, ["id"], rows));
    for (const ids of inParts(gone[table])) {
      // what has gone from the page into a volume is still to be found
      statements.push(
        sql`delete from ${sql.table(table)} where page = ${page} and volume is null and id in (${sql.join(ids)})`,
      );
    }
  }
  for (const rows of inParts(changed.entry)) statements.push(upsert("search_entry", from, ["kind", "item"], rows));
  for (const keys of inParts(gone.entry)) {
    const items = keys.map((key) => sql`(kind || '/' || item) = ${key}`);
    statements.push(
      sql`delete from search_entry where page = ${page} and volume is null and (${sql.join(items, sql` or `)})`,
    );
  }
  return statements.map((statement) => ({ compile: () => statement.compile(db) }));
}

/** @param rows all with the same columns, as the projection makes them. */
function upsert(
  table: string,
  from: { page: string; volume: number | null },
  keys: string[],
  rows: readonly Record<string, unknown>[],
): RawBuilder<unknown> {
  const columns = Object.keys(rows[0] ?? {});
  const values = rows.map(
    (row) => sql`(${from.page}, ${from.volume}, ${sql.join(columns.map((column) => row[column]))})`,
  );
  const changes = ["volume", ...columns]
    .filter((column) => !keys.includes(column))
    .map((column) => sql`${sql.ref(column)} = ${sql.ref(`excluded.${column}`)}`);
  return sql`insert into ${sql.table(table)} (page, volume, ${sql.join(columns.map((column) => sql.ref(column)))})
    values ${sql.join(values)}
    on conflict (page, ${sql.join(keys.map((key) => sql.ref(key)))}) do update set ${sql.join(changes)}`;
}

function inParts<T>(all: readonly T[]): T[][] {
  const parts: T[][] = [];
  for (let start = 0; start < all.length; start += ROWS_PER_STATEMENT) {
    parts.push(all.slice(start, start + ROWS_PER_STATEMENT));
  }
  return parts;
}
