import type { RawSql } from "../../database/raw-sql.ts";
import type { PostgresNotices } from "../../nodes/postgres-notices.ts";
import type { Elsewhere, ElsewhereRow } from "../page-log.ts";

const MAX_REMEMBERED_PAGES = 10_000;
const MAX_ROWS_OF_A_PAGE = 2000;

/** Knows of rows that other nodes store: by their notices, and by what an append of our own finds before it. */
export class PostgresElsewhere implements Elsewhere {
  readonly #sql: RawSql;
  readonly #notices: PostgresNotices;
  readonly #stored = new Set<(page: string, seq: number) => void>();
  /** the newest row of a page that the hub has been told of or has appended */
  #told = new Map<string, number>();

  constructor(sql: RawSql, notices: PostgresNotices, node: string) {
    this.#sql = sql;
    this.#notices = notices;
    notices.onNotice((notice) => {
      if (!notice.startsWith("s")) return;
      const end = notice.indexOf("\n");
      if (notice.slice(1, end) === node) return;
      for (const [page, seq] of JSON.parse(notice.slice(end + 1)) as [string, number][]) this.tell(page, seq);
    });
  }

  get isHearing(): boolean {
    return this.#notices.isHearing;
  }

  onStored = (stored: (page: string, seq: number) => void): (() => void) => {
    this.#stored.add(stored);
    return () => this.#stored.delete(stored);
  };

  onMissed = (missed: () => void): (() => void) => this.#notices.onMissed(missed);

  tell(page: string, seq: number): void {
    this.#remember(page, seq);
    for (const stored of this.#stored) stored(page, seq);
  }

  /** @param prev the row of the page before the first that was appended. */
  appended(page: string, prev: number, seq: number): void {
    if (prev > 0 && this.#told.get(page) !== prev) this.tell(page, prev);
    this.#remember(page, seq);
  }

  /** After an append of which it is not known whether it was stored. */
  forget(): void {
    this.#told = new Map();
  }

  readHeads = async (pages: readonly string[]): Promise<Map<string, number>> => {
    const rows = await this.#sql<{ page: string; head_seq: number }>(
      "select page, head_seq from page_state where page in (select value from json_array_elements_text($1::json))",
      JSON.stringify(pages),
    );
    return new Map(rows.map(({ page, head_seq }) => [page, head_seq]));
  };

  readTails = async (after: ReadonlyMap<string, number>): Promise<ElsewhereRow[]> => {
    // Row by row through the primary keys: how many there will be the planner cannot know, and it would read whole tables.
    return this.#sql<ElsewhereRow>(
      `with recursive wanted as (
         select value->>0 as page, (value->>1)::bigint as after from json_array_elements($1::json)
       ), tail(page, after, seq, prev, session_id, cseq, payload, depth) as (
         select w.page, w.after, l.seq, l.prev, l.session_id, l.cseq, l."update", 1
         from wanted w
         cross join lateral (select head_seq from page_state where page = w.page and head_seq > w.after limit 1) p
         cross join lateral (select * from page_log where seq = p.head_seq limit 1) l
         union all
         select t.page, t.after, l.seq, l.prev, l.session_id, l.cseq, l."update", depth + 1
         from tail t cross join lateral (select * from page_log where seq = t.prev limit 1) l
         where t.prev > t.after and depth < ${MAX_ROWS_OF_A_PAGE}
       ) select tail.page, tail.seq, tail.prev, s.session, tail.cseq, payload as "update"
       from tail cross join lateral (select session from page_session where id = tail.session_id limit 1) s
       order by tail.seq`,
      JSON.stringify([...after]),
    );
  };

  #remember(page: string, seq: number): void {
    if (this.#told.size > MAX_REMEMBERED_PAGES) this.forget();
    this.#told.set(page, Math.max(seq, this.#told.get(page) ?? 0));
  }
}
