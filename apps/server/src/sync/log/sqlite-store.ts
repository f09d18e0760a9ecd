import { shareCommits } from "../../database/share-commits.ts";
import type { LogRow } from "../../database/sqlite/packed-rows.ts";
import { numbered, rawSqlite } from "../../database/sqlite/raw-sqlite.ts";
import type { SqliteWriter } from "../../database/sqlite/sqlite-writer.ts";
import type { Statement } from "../../database/sqlite/writer-messages.ts";
import type { Push, PushOutcome } from "./group-commit.ts";
import { type KnownPage, type KnownSession, KnownSessions } from "./known-sessions.ts";
import type { LogStore } from "./log-store.ts";
import { findPush } from "./page-chain.ts";
import { type Duplicate, type PlannedRow, planRows } from "./plan-rows.ts";
import { findOrAddSession, type RunShared } from "./session-rows.ts";

const NOTE_AFTER_ROWS = 20_000; // what a start after a crash has to read again
const NOTE_AFTER_MILLISECONDS = 5000;
// A note goes along with the next pushes, a few sessions at a time, and costs no commit of its own. Where none come in so
// long it is written alone; pushes wait for that as for any other commit, so it is not much at once either.
const NOTE_SESSIONS_ALONG = 8;
const NOTE_SESSIONS = 30;
const NOTE_WAITS_MILLISECONDS = 20;
const MAX_KNOWN_PAGES = 10_000; // kept in memory, about 600 bytes each with their sessions

/**
 * The log on SQLite. This process alone writes the file, so it hands out the sequence numbers itself; a page's newest
 * row and a session's newest push are held here and noted in their tables now and then, after the commit.
 */
export class SqliteStore implements LogStore {
  readonly sql: LogStore["sql"];
  readonly runShared: RunShared;
  readonly #writer: SqliteWriter;
  #lastSeq: number;
  readonly #known: KnownSessions;
  /** what has been committed and not been noted yet */
  #changed = { sessions: new Set<KnownSession>(), rows: 0 };
  #noteTimer: NodeJS.Timeout | null = null;
  #noting: Promise<void> | null = null;
  /** what the next pushes may take along */
  #offered: { statements: readonly Statement[]; settle: (taken: boolean) => void } | null = null;
  #closing = false;

  private constructor(writer: SqliteWriter, lastSeq: number) {
    this.#writer = writer;
    this.sql = rawSqlite(writer);
    this.runShared = shareCommits((statements) => writer.batch(statements.map(numbered)));
    this.#known = new KnownSessions({
      loadSession: (entry) => findOrAddSession(this, entry),
      loadHead: (page) => this.headOf(page),
    });
    this.#lastSeq = lastSeq;
  }

  /** Notes what the last process left un-noted, then takes over. */
  static async open(writer: SqliteWriter): Promise<SqliteStore> {
    const sql = rawSqlite(writer);
    await writer.batch([
      numbered({
        sql: `insert into page_state (page, head_seq)
              select s.page, max(l.seq) from page_log l join page_session s on s.id = l.session_id
              where l.seq > (select cast(value as integer) from setting where key = 'log_noted_seq') group by s.page
              on conflict (page) do update set head_seq = excluded.head_seq`,
        parameters: [],
      }),
      numbered({
        sql: `update page_session set stored_cseq = newest.cseq
              from (select session_id, max(cseq) as cseq from page_log
                    where seq > (select cast(value as integer) from setting where key = 'log_noted_seq')
                    group by session_id) as newest
              where page_session.id = newest.session_id`,
        parameters: [],
      }),
      numbered({
        sql: `update setting set value = cast(coalesce((select max(seq) from page_log), 0) as text)
              where key = 'log_noted_seq'`,
        parameters: [],
      }),
    ]);
    const [row] = await sql<{ seq: number | null }>("select max(seq) as seq from page_log");
    return new SqliteStore(writer, row?.seq ?? 0);
  }

  async commit(group: readonly Push[]): Promise<PushOutcome[]> {
    this.#forgetSome();
    const { rows, pushes } = planRows(group, await this.#known.resolve(group));
    const also = group.flatMap((push, index) => (pushes[index] instanceof Error ? [] : (push.also ?? [])));
    const first = this.#lastSeq + 1;
    if (rows.length > 0) {
      await this.#writer.append(first, linked(rows, first), also.map(numbered));
      this.#lastSeq += rows.length;
      this.#rememberRows(rows, first);
    } else if (also.length > 0) await this.#writer.batch(also.map(numbered));
    return Promise.all(pushes.map((push) => (push instanceof Error ? push : this.#seqsOf(push, first))));
  }

  commitNow(push: Push): number[] | null {
    if (push.also !== undefined && push.also.length > 0) return null;
    this.#forgetSome();
    const sessions = this.#known.resolveNow(push.entries);
    if (sessions === null) return null;
    const { rows, pushes } = planRows([push], sessions);
    if (pushes[0] instanceof Error || rows.length === 0 || rows.length < push.entries.length) return null;
    const first = this.#lastSeq + 1;
    if (!this.#appendNow(first, linked(rows, first))) return null;
    this.#lastSeq += rows.length;
    this.#rememberRows(rows, first);
    return rows.map((_, index) => first + index);
  }

  #appendNow(first: number, rows: readonly LogRow[]): boolean {
    const along = this.#offered;
    if (along === null) return this.#writer.appendNow(first, rows);
    try {
      const isDone = this.#writer.appendNow(first, rows, along.statements);
      if (isDone) along.settle(true);
      return isDone;
    } catch {
      along.settle(false); // it may have been the note's fault
      return this.#writer.appendNow(first, rows);
    }
  }

  async headOf(page: string): Promise<number> {
    const known = this.#known.page(page)?.head;
    if (known !== undefined && known !== null) return known;
    const [row] = await this.sql<{ head_seq: number }>("select head_seq from page_state where page = $1", page);
    return this.#known.page(page)?.head ?? row?.head_seq ?? 0;
  }

  async storedCseq(page: string, session: string): Promise<number> {
    const known = this.#known.page(page)?.sessions.get(session);
    if (known !== undefined) return known.storedCseq;
    const [row] = await this.sql<{ stored_cseq: number }>(
      "select stored_cseq from page_session where page = $1 and session = $2",
      page,
      session,
    );
    return this.#known.page(page)?.sessions.get(session)?.storedCseq ?? row?.stored_cseq ?? 0;
  }

  readonly elsewhere = null;

  tellHub(): void {}

  async close(): Promise<void> {
    this.#closing = true;
    await this.#noting;
    await this.#note();
  }

  #rememberRows(rows: readonly PlannedRow[], first: number): void {
    let seq = first;
    for (const { session, entry } of rows) {
      session.storedCseq = entry.cseq;
      session.page.head = seq++;
      this.#changed.sessions.add(session);
    }
    this.#changed.rows += rows.length;
    if (this.#changed.rows >= NOTE_AFTER_ROWS) this.#noteSoon(0);
    else this.#noteSoon(NOTE_AFTER_MILLISECONDS);
  }

  async #seqsOf(push: readonly (number | Duplicate)[], first: number): Promise<number[]> {
    const seqs: number[] = [];
    for (const each of push) {
      if (typeof each === "number") seqs.push(first + each);
      else seqs.push(await findPush(this.sql, await this.headOf(each.session.page.page), each.session.id, each.cseq));
    }
    return seqs;
  }

  #noteSoon(milliseconds: number): void {
    if (this.#noting !== null) return;
    if (this.#noteTimer !== null) {
      if (milliseconds > 0) return;
      clearTimeout(this.#noteTimer);
    }
    this.#noteTimer = setTimeout(() => {
      this.#noteTimer = null;
      this.#noting = this.#note().finally(() => {
        this.#noting = null;
      });
    }, milliseconds);
    this.#noteTimer.unref();
  }

  /** Writes down heads and newest pushes, so that a start need not read the log from its beginning. */
  async #note(): Promise<void> {
    if (this.#noteTimer !== null) clearTimeout(this.#noteTimer);
    this.#noteTimer = null;
    const { sessions, rows } = this.#changed;
    if (rows === 0) return;
    this.#changed = { sessions: new Set(), rows: 0 };
    const upTo = this.#lastSeq;
    const rest = [...sessions].sort((left, right) => left.id - right.id); // neighbours on disk
    // With the last of them, for until then a start finds all of them in the log again.
    const upToHere = { sql: "update setting set value = ?1 where key = 'log_noted_seq'", parameters: [String(upTo)] };
    const next = (most: number) => {
      const part = rest.slice(0, most);
      return { part, statements: part.length < rest.length ? notesOf(part) : [...notesOf(part), upToHere] };
    };
    try {
      while (rest.length > 0) {
        const along = next(NOTE_SESSIONS_ALONG);
        let noted = along.part.length;
        if (!(await this.#goesAlong(along.statements))) {
          const alone = next(NOTE_SESSIONS);
          await this.#writer.batch(alone.statements);
          noted = alone.part.length;
        }
        rest.splice(0, noted);
      }
    } catch {
      // a full disk: all of it is noted with the next rows, or found again in the log at the next start
      for (const session of sessions) this.#changed.sessions.add(session);
      this.#changed.rows += rows;
    }
  }

  /** @returns whether pushes that came soon were stored together with it. */
  #goesAlong(statements: readonly Statement[]): Promise<boolean> {
    if (this.#closing) return Promise.resolve(false);
    return new Promise((resolve) => {
      const settle = (taken: boolean) => {
        this.#offered = null;
        clearTimeout(timer);
        resolve(taken);
      };
      const timer = setTimeout(() => settle(false), NOTE_WAITS_MILLISECONDS);
      this.#offered = { statements, settle };
    });
  }

  #forgetSome(): void {
    if (this.#changed.rows > 0 || this.#noting !== null) return;
    if (this.#known.pageCount > MAX_KNOWN_PAGES) this.#known.forget();
  }
}

function notesOf(sessions: readonly KnownSession[]): Statement[] {
  const heads = new Map(sessions.map(({ page }) => [page.page, page.head]));
  return [
    {
      sql: `update page_session set stored_cseq = json_extract(newest.value, '$[1]') from json_each(?1) as newest
            where page_session.id = json_extract(newest.value, '$[0]')`,
      parameters: [JSON.stringify(sessions.map(({ id, storedCseq }) => [id, storedCseq]))],
    },
    {
      sql: `insert into page_state (page, head_seq)
            select json_extract(value, '$[0]'), json_extract(value, '$[1]') from json_each(?1)
            where exists (select 1 from page_session where page = json_extract(value, '$[0]')) -- it may have been erased since
            on conflict (page) do update set head_seq = excluded.head_seq`,
      parameters: [JSON.stringify([...heads])],
    },
  ];
}

/** Each row linked to the one before it of its page. */
function linked(rows: readonly PlannedRow[], first: number): LogRow[] {
  const heads = new Map<KnownPage, number>();
  let [at, time] = ["", 0];
  return rows.map(({ session, entry }, index) => {
    const prev = heads.get(session.page) ?? session.page.head ?? 0;
    heads.set(session.page, first + index);
    const { cseq, member, update } = entry;
    if (entry.at !== at) [at, time] = [entry.at, Date.parse(entry.at)]; // mostly all are of one moment
    return { prev, sessionId: session.id, cseq, member, time, update };
  });
}
