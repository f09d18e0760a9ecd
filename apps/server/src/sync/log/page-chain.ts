import type { RawSql } from "../../database/raw-sql.ts";
import type { DocumentMember } from "../page-access.ts";
import type { StoredUpdate } from "../page-log.ts";

// A page's rows are found by walking from its newest one back through `prev`. That keeps the log free of any index, so
// that an append is one write at the end of a file.

const CHUNK_ROWS = 2000;

export type Tail = {
  /** oldest first */
  updates: StoredUpdate[];
  /** whether nothing between is missing; old rows are cleared away after a while */
  whole: boolean;
};

/** @param last the newest row wanted; it must be one of the page's. */
export async function readTail(sql: RawSql, last: number, afterSeq: number): Promise<Tail> {
  const newestFirst: StoredUpdate[] = [];
  let next = last;
  while (next > afterSeq) {
    const rows = await sql<{ seq: number; prev: number; update: Uint8Array }>(
      `with recursive tail(seq, prev, payload, depth) as (
         select seq, prev, "update", 1 from page_log where seq = $1
         union all
         select l.seq, l.prev, l."update", depth + 1 from tail join page_log l on l.seq = tail.prev
         where tail.prev > $2 and depth < ${CHUNK_ROWS}
       ) select seq, prev, payload as "update" from tail order by seq desc`,
      next,
      afterSeq,
    );
    for (const { seq, update } of rows) newestFirst.push({ seq, update });
    const oldest = rows.at(-1);
    if (oldest === undefined) return { updates: newestFirst.reverse(), whole: false };
    next = oldest.prev;
  }
  return { updates: newestFirst.reverse(), whole: true };
}

export type ChainedRow = {
  seq: number;
  prev: number;
  at: string;
  member: DocumentMember;
  cseq: number;
  session_id: number;
  user_id: string;
};

/** Rows of a page with their updates, newest first, beginning with `seq`; as many as are kept, at most `limit`. */
export function walkBackWhole(
  sql: RawSql,
  seq: number,
  limit: number,
): Promise<(ChainedRow & { update: Uint8Array })[]> {
  return sql(
    `with recursive back(seq, prev, at, member, cseq, session_id, payload, depth) as (
       select seq, prev, at, member, cseq, session_id, "update", 1 from page_log where seq = $1
       union all
       select l.seq, l.prev, l.at, l.member, l.cseq, l.session_id, l."update", depth + 1
       from back join page_log l on l.seq = back.prev
       where depth < $2
     ) select seq, prev, at, member, cseq, session_id, s.user_id, payload as "update"
     from back join page_session s on s.id = session_id order by seq desc`,
    seq,
    limit,
  );
}

/** Rows of a page without their updates, newest first, beginning with `seq`; as many as are kept, at most `limit`. */
export function walkBack(sql: RawSql, seq: number, limit: number): Promise<ChainedRow[]> {
  return sql<ChainedRow>(
    `with recursive back(seq, prev, at, member, cseq, session_id, depth) as (
       select seq, prev, at, member, cseq, session_id, 1 from page_log where seq = $1
       union all
       select l.seq, l.prev, l.at, l.member, l.cseq, l.session_id, depth + 1
       from back join page_log l on l.seq = back.prev
       where depth < $2
     ) select seq, prev, at, member, cseq, session_id, s.user_id from back join page_session s on s.id = session_id
     order by seq desc`,
    seq,
    limit,
  );
}

/** Whether a row belongs to a page; false, too, where it is no longer kept. */
export async function isRowOf(sql: RawSql, page: string, seq: number): Promise<boolean> {
  const rows = await sql(
    "select 1 from page_log l join page_session s on s.id = l.session_id where l.seq = $1 and s.page = $2",
    seq,
    page,
  );
  return rows.length > 0;
}

/** @returns the sequence number under which a push was stored; 0 if its row is no longer kept. */
export async function findPush(sql: RawSql, head: number, sessionId: number, cseq: number): Promise<number> {
  let next = head;
  while (next > 0) {
    const rows = await walkBack(sql, next, CHUNK_ROWS);
    const found = rows.find((row) => row.session_id === sessionId && row.cseq === cseq);
    if (found !== undefined) return found.seq;
    next = rows.at(-1)?.prev ?? 0;
  }
  return 0;
}
