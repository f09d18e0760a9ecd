import type pg from "pg";
import { rawPostgres } from "../../database/postgres/raw-postgres.ts";
import { StorageUnavailable } from "../page-log.ts";
import { PageMoved, type Push, type PushOutcome } from "./group-commit.ts";
import { KnownSessions } from "./known-sessions.ts";
import type { LogStore } from "./log-store.ts";
import { findPush } from "./page-chain.ts";
import { type Duplicate, type PlannedRow, planRows } from "./plan-rows.ts";
import type { PostgresElsewhere } from "./postgres-elsewhere.ts";
import { findOrAddSession, type RunShared } from "./session-rows.ts";

const PAGES_A_NOTICE = 80; // of at most 64 letters and a number each: below the 8,000 bytes of a notice
const MAX_KNOWN_PAGES = 10_000;
const TRIES = 3;
// Any number that nothing else in this database locks. Commits to the log take turns over all nodes, so that sequence
// numbers become visible in their order and a reader that has seen one has seen all before it.
const LOG_LOCK = 7_233_490_120;

const APPEND = `
  with batch as (
    select ord, session_id, cseq, member, at, payload, nextval('page_log_seq_seq') as seq
    from (select * from unnest($1::bigint[], $2::bigint[], $3::text[], $4::text[], $5::bytea[])
          with ordinality as row(session_id, cseq, member, at, payload, ord) order by ord) as ordered
  ), chained as (
    select batch.*, s.page,
      coalesce(lag(batch.seq) over (partition by s.page order by ord),
        (select head_seq from page_state p where p.page = s.page), 0) as prev
    from batch join page_session s on s.id = batch.session_id
  ), stored as (
    insert into page_log (seq, prev, session_id, cseq, member, at, "update")
    select seq, prev, session_id, cseq, member, at, payload from chained order by ord
  ), heads as (
    insert into page_state (page, head_seq) select page, max(seq) from chained group by page
    on conflict (page) do update set head_seq = excluded.head_seq
  ), reached as (
    update page_session s set stored_cseq = m.last
    from (select session_id, min(cseq) as first, max(cseq) as last from batch group by session_id) m
    where s.id = m.session_id and s.stored_cseq = m.first - 1
    returning s.id
  ), told as (
    select pg_notify('candor', 's' || $6 || E'\\n' || json_agg(json_build_array(page, last))::text)
    from (select page, max(seq) as last, (row_number() over (order by page) - 1) / ${PAGES_A_NOTICE} as part
          from chained group by page) heads
    group by part
  )
  select seq, prev, (select count(*) from reached) as reached, (select count(*) from told) as told
  from chained order by ord`;

type Appended = { seq: number; prev: number; reached: number };

/** The log on PostgreSQL, which several nodes may write. The others hear at the commit which pages have new rows. */
export class PostgresStore implements LogStore {
  readonly sql: LogStore["sql"];
  readonly runShared: RunShared;
  readonly #pool: pg.Pool;
  readonly #known: KnownSessions;
  readonly #node: string;
  readonly elsewhere: PostgresElsewhere;

  constructor(pool: pg.Pool, elsewhere: PostgresElsewhere, node: string) {
    this.#pool = pool;
    this.elsewhere = elsewhere;
    this.#node = node;
    this.sql = rawPostgres(pool);
    this.runShared = async ({ sql, parameters }) => void (await this.sql(sql, ...parameters));
    this.#known = new KnownSessions({
      loadSession: (entry) => findOrAddSession(this, entry),
      loadHead: async () => null,
    });
  }

  /** It is on another machine. */
  commitNow(): null {
    return null;
  }

  async commit(group: readonly Push[]): Promise<PushOutcome[]> {
    const guarded = group.filter(({ onlyIfHead }) => onlyIfHead !== undefined);
    if (guarded.length === 0 || group.length === 1) return this.#commitTogether(group);
    // one that depends on what is stored before it has a transaction to itself
    const together = group.filter(({ onlyIfHead }) => onlyIfHead === undefined);
    const outcomes = new Map<Push, PushOutcome>();
    const stored = await this.#commitTogether(together);
    for (const [index, push] of together.entries()) outcomes.set(push, stored[index] ?? new Error("no outcome"));
    for (const push of guarded) {
      const alone = await this.#commitTogether([push]).catch((cause: unknown) => [
        new StorageUnavailable("The updates could not be stored.", { cause }),
      ]);
      outcomes.set(push, alone[0] ?? new Error("no outcome"));
    }
    return group.map((push) => outcomes.get(push) ?? new Error("no outcome"));
  }

  async #commitTogether(group: readonly Push[]): Promise<PushOutcome[]> {
    if (this.#known.pageCount > MAX_KNOWN_PAGES) this.#known.forget();
    for (let attempt = 1; ; attempt += 1) {
      try {
        const outcome = await this.#tryCommit(group);
        if (outcome !== "outdated" && (attempt > 1 || !outcome.some(seemsToHaveGap))) return outcome;
      } catch (error) {
        this.#known.forget(); // the connection may have broken after the commit: ask again what is stored
        this.elsewhere.forget();
        throw error;
      }
      this.#known.forget();
      if (attempt === TRIES) throw new Error("another node keeps writing the same sessions");
    }
  }

  async headOf(page: string): Promise<number> {
    const [row] = await this.sql<{ head_seq: number }>("select head_seq from page_state where page = $1", page);
    return row?.head_seq ?? 0;
  }

  async storedCseq(page: string, session: string): Promise<number> {
    const [row] = await this.sql<{ stored_cseq: number }>(
      "select stored_cseq from page_session where page = $1 and session = $2",
      page,
      session,
    );
    return row?.stored_cseq ?? 0;
  }

  tellHub(page: string, seq: number): void {
    this.elsewhere.tell(page, seq);
  }

  async close(): Promise<void> {}

  async #tryCommit(group: readonly Push[]): Promise<PushOutcome[] | "outdated"> {
    const { rows, pushes } = planRows(group, await this.#known.resolve(group));
    const also = group.flatMap((push, index) => (pushes[index] instanceof Error ? [] : (push.also ?? [])));
    const seqs = rows.length + also.length === 0 ? [] : await this.#store(rows, also, group[0]?.onlyIfHead);
    if (seqs === "outdated") return seqs;
    if (seqs === "moved") return group.map(() => new PageMoved("The page has moved on."));
    for (const { session, entry } of rows) session.storedCseq = entry.cseq;
    return Promise.all(pushes.map((push) => (push instanceof Error ? push : this.#seqsOf(push, seqs))));
  }

  async #store(
    rows: readonly PlannedRow[],
    also: NonNullable<Push["also"]>,
    onlyIfHead: number | undefined,
  ): Promise<number[] | "outdated" | "moved"> {
    const client = await this.#pool.connect();
    let failure: Error | undefined;
    try {
      await client.query(`begin; set local synchronous_commit = on; select pg_advisory_xact_lock(${LOG_LOCK})`);
      if (onlyIfHead !== undefined && (await headNow(client, rows)) !== onlyIfHead) {
        await client.query("rollback");
        return "moved";
      }
      const stored = await client.query<Appended>(APPEND, [
        rows.map(({ session }) => session.id),
        rows.map(({ entry }) => entry.cseq),
        rows.map(({ entry }) => entry.member),
        rows.map(({ entry }) => entry.at),
        rows.map(({ entry }) => Buffer.from(entry.update.buffer, entry.update.byteOffset, entry.update.byteLength)),
        this.#node,
      ]);
      const sessions = new Set(rows.map(({ session }) => session)).size;
      if (rows.length > 0 && stored.rows[0]?.reached !== sessions) {
        await client.query("rollback");
        return "outdated"; // another node has stored pushes of one of these sessions meanwhile
      }
      for (const { sql, parameters } of also) await client.query(sql, [...parameters]);
      await client.query("commit");
      this.#tellWhatLiesBefore(rows, stored.rows);
      return stored.rows.map((row) => row.seq);
    } catch (error) {
      failure = error instanceof Error ? error : new Error(String(error));
      throw failure;
    } finally {
      client.release(failure); // a connection that failed is thrown away, and its transaction with it
    }
  }

  async #seqsOf(push: readonly (number | Duplicate)[], stored: readonly number[]): Promise<number[]> {
    const seqs: number[] = [];
    for (const each of push) {
      if (typeof each === "number") seqs.push(stored[each] ?? 0);
      else seqs.push(await this.#findAgain(each));
    }
    return seqs;
  }

  /** The hub has not heard of it where another node stored it, or where a commit's answer was lost. */
  async #findAgain({ session, cseq }: Duplicate): Promise<number> {
    const { page } = session.page;
    const seq = await findPush(this.sql, await this.headOf(page), session.id, cseq);
    this.elsewhere.tell(page, seq);
    return seq;
  }

  #tellWhatLiesBefore(rows: readonly PlannedRow[], stored: readonly Appended[]): void {
    for (const [index, { seq, prev }] of stored.entries()) {
      const page = rows[index]?.session.page.page;
      if (page !== undefined) this.elsewhere.appended(page, prev, seq);
    }
  }
}

/** Of what this node knew, which another node may have filled. */
function seemsToHaveGap(outcome: PushOutcome): boolean {
  return outcome instanceof StorageUnavailable;
}

async function headNow(client: pg.PoolClient, rows: readonly PlannedRow[]): Promise<number> {
  const found = await client.query<{ head_seq: number }>("select head_seq from page_state where page = $1", [
    rows[0]?.session.page.page,
  ]);
  return found.rows[0]?.head_seq ?? 0;
}
