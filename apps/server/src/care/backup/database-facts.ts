import type { RawSql } from "../../database/raw-sql.ts";
import type { Manifest } from "./manifest.ts";

export type DatabaseFacts = Pick<Manifest, "schema" | "epoch" | "newestSeq" | "counts">;

/** What a manifest says of a database; asked within one snapshot of it. */
export async function readFacts(sql: RawSql): Promise<DatabaseFacts> {
  const steps = await sql<{ name: string }>("select name from kysely_migration order by name");
  const [epoch] = await sql<{ value: string }>("select value from setting where key = 'epoch'");
  const [log] = await sql<{ count: number; newest: number | null }>(
    "select count(*) as count, max(seq) as newest from page_log",
  );
  const count = async (table: string) => {
    const [row] = await sql<{ count: number }>(`select count(*) as count from ${table}`);
    return Number(row?.count ?? 0);
  };
  const hasNotes = steps.some(({ name }) => name.endsWith("_notebook_tables")); // else a database not yet brought up to date
  return {
    schema: steps.map(({ name }) => name),
    epoch: Number(epoch?.value),
    newestSeq: Number(log?.newest ?? 0),
    counts: {
      users: await count('"user"'),
      pages: await count("pair"),
      logRows: Number(log?.count ?? 0),
      snapshots: await count("page_snapshot"),
      noteRecords: hasNotes ? await count("note_record") : 0,
    },
  };
}
