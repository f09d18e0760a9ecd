import type { RawSql } from "../../database/raw-sql.ts";

const ROWS_AT_ONCE = 2000;

/**
 * Clears away log rows from before `cutoff` that a snapshot of their page holds which is as old: a younger one is no ground
 * for the rows that stay to build on. Rows of pages without one stay, and so does the newest of all, from which the next
 * sequence number is counted.
 *
 * @returns how many rows went.
 */
export async function pruneLog(
  sql: RawSql,
  cutoff: string,
  /** of workspaces that keep versions for longer or shorter, by their ids */
  cutoffs: ReadonlyMap<string, string> = new Map(),
): Promise<number> {
  const newest = [cutoff, ...cutoffs.values()].sort().at(-1) ?? cutoff;
  const cutoffOf = (workspace: string | null) => cutoffs.get(workspace ?? "") ?? cutoff;
  const ofWorkspaces = [...cutoffs].map((_, index) => `when $${index * 2 + 3} then $${index * 2 + 4}`).join(" ");
  const cutoffSql = ofWorkspaces === "" ? "$2" : `case pair.workspace_id ${ofWorkspaces} else $2 end`;
  let pruned = 0;
  let after = 0;
  for (;;) {
    const rows = await sql<{ seq: number; at: string; covered: number | null; workspace: string | null }>(
      `select l.seq, l.at, (select max(p.seq) from page_snapshot p where p.page = s.page and p.at < ${cutoffSql}) as covered,
         pair.workspace_id as workspace
       from page_log l join page_session s on s.id = l.session_id left join pair on pair.id = s.page
       where l.seq > $1 and l.seq < (select max(seq) from page_log)
       order by l.seq limit ${ROWS_AT_ONCE}`,
      after,
      cutoff,
      ...[...cutoffs].flat(),
    );
    const old = rows.filter((row) => row.at < newest);
    const gone = old
      .filter(({ at, workspace }) => at < cutoffOf(workspace))
      .filter((row) => row.covered !== null && row.seq <= row.covered)
      .map((row) => row.seq);
    for (const [first, last] of spans(gone)) {
      await sql("delete from page_log where seq between $1 and $2", first, last);
    }
    pruned += gone.length;
    const lastRow = old.at(-1);
    if (lastRow === undefined || old.length < ROWS_AT_ONCE) return pruned; // from here on all are younger
    after = lastRow.seq;
  }
}

/** Runs of rows that follow each other; numbers between them that are no rows do not matter. */
function spans(seqs: readonly number[]): [number, number][] {
  const runs: [number, number][] = [];
  for (const seq of seqs) {
    const run = runs.at(-1);
    if (run !== undefined && run[1] + 1 === seq) run[1] = seq;
    else runs.push([seq, seq]);
  }
  return runs;
}
