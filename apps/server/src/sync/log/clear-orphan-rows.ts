import type { RawSql } from "../../database/raw-sql.ts";

const ROWS_AT_ONCE = 2000;

/**
 * Clears away log rows whose page is no more: the log has no index by page, so they are found by going through it once.
 * The newest row of all keeps its place, from which the next sequence number is counted, and loses what it says.
 *
 * @returns how many rows went or were emptied; `isWhole` is false where that newest row is left for the next time.
 */
export async function clearOrphanRows(sql: RawSql): Promise<{ cleared: number; isWhole: boolean }> {
  const newest = Number((await sql<{ seq: number | null }>("select max(seq) as seq from page_log"))[0]?.seq ?? 0);
  let cleared = 0;
  let isWhole = true;
  for (let after = 0; ; ) {
    const rows = await sql<{ seq: number; owner: number | null }>(
      `select l.seq, s.id as owner from page_log l left join page_session s on s.id = l.session_id
       where l.seq > $1 order by l.seq limit ${ROWS_AT_ONCE}`,
      after,
    );
    const orphans = rows.filter(({ owner }) => owner === null).map(({ seq }) => seq);
    if (orphans.length > 0) {
      await sql(`delete from page_log where seq < $1 and seq in (${orphans.map(Number).join(", ")})`, newest);
      cleared += orphans.length;
    }
    if (orphans.includes(newest)) {
      await sql('update page_log set "update" = $1 where seq = $2', new Uint8Array(), newest);
      isWhole = false;
    }
    const last = rows.at(-1);
    if (last === undefined || rows.length < ROWS_AT_ONCE) return { cleared, isWhole };
    after = last.seq;
  }
}
