import type { RawSql, Statement } from "../../database/raw-sql.ts";
import type { LogEntry, PageLog, PageSnapshot } from "../page-log.ts";
import { answered } from "./answered.ts";
import { GroupCommit, notStored, type Push } from "./group-commit.ts";
import type { LogStore } from "./log-store.ts";
import { readTail } from "./page-chain.ts";
import { bindClient, readBinding } from "./session-rows.ts";

/** The log, and what the server's own jobs need of it beside. */
export type StoredPageLog = PageLog & {
  /**
   * Stores entries and other statements in one transaction: both are on disk, or neither.
   *
   * @throws {PageMoved} if `onlyIfHead` is not the newest row of the page any more.
   */
  appendWith(entries: readonly LogEntry[], also: readonly Statement[], onlyIfHead?: number): Promise<number[]>;
  /** The newest row of a page, 0 if it has none. */
  headOf(page: string): Promise<number>;
  /** Calls back with what has just been committed. */
  onStored(stored: (entries: readonly LogEntry[]) => void): () => void;
  /** For the jobs that read the log by themselves. */
  sql: RawSql;
  /** Waits for what is on its way, then writes down what a start would otherwise have to find again. */
  close(): Promise<void>;
};

export async function openPageLog(store: LogStore): Promise<StoredPageLog> {
  const listeners = new Set<(entries: readonly LogEntry[]) => void>();
  const commits = new GroupCommit((group) => store.commit(group));
  const append = async (entries: readonly LogEntry[], also: readonly Statement[] = [], onlyIfHead?: number) => {
    const seqs = await commits.append({ entries, also, onlyIfHead });
    for (const stored of listeners) stored(entries);
    return seqs;
  };
  return {
    epoch: await readEpoch(store.sql),
    sql: (sql, ...parameters) => answered(store.sql(sql, ...parameters)),
    elsewhere: store.elsewhere && {
      ...store.elsewhere,
      get isHearing() {
        return store.elsewhere?.isHearing ?? false;
      },
      readHeads: (pages) => answered(store.elsewhere?.readHeads(pages) ?? Promise.resolve(new Map())),
      readTails: (after) => answered(store.elsewhere?.readTails(after) ?? Promise.resolve([])),
    },
    append: (entries, also) => append(entries, also),
    appendNow(entries, also) {
      if (!commits.isIdle) return null;
      const seqs = commitNow(store, { entries, also });
      if (seqs !== null) for (const stored of listeners) stored(entries);
      return seqs;
    },
    async appendWith(entries, also, onlyIfHead) {
      const seqs = await append(entries, also, onlyIfHead);
      for (const [index, { page }] of entries.entries()) store.tellHub(page, seqs[index] ?? 0);
      return seqs;
    },
    onStored(stored) {
      listeners.add(stored);
      return () => listeners.delete(stored);
    },
    headOf: (page) => answered(store.headOf(page)),
    async readTail(page, afterSeq) {
      const head = await answered(store.headOf(page));
      return (await answered(readTail(store.sql, head, afterSeq))).updates;
    },
    readSnapshot: (page) => answered(readSnapshot(store.sql, page)),
    storedCseq: (page, session) => answered(store.storedCseq(page, session)),
    bindClient: (binding) => answered(bindClient(store, binding)),
    readBinding: (page, clientId) => answered(readBinding(store.sql, page, clientId)),
    probe: () => answered(probe(store.sql)),
    async close() {
      await commits.settled();
      await store.close();
    },
  };
}

function commitNow(store: LogStore, push: Push): number[] | null {
  try {
    return store.commitNow(push);
  } catch (error) {
    throw notStored(error);
  }
}

async function readSnapshot(sql: RawSql, page: string): Promise<PageSnapshot | null> {
  const [row] = await sql<{ seq: number; state: Uint8Array; state_vector: Uint8Array; schema_version: number }>(
    `select seq, state, state_vector, schema_version from page_snapshot
     where page = $1 order by seq desc limit 1`,
    page,
  );
  if (row === undefined) return null;
  return { seq: row.seq, state: row.state, stateVector: row.state_vector, schemaVersion: row.schema_version };
}

async function readEpoch(sql: RawSql): Promise<number> {
  const [row] = await sql<{ value: string }>("select value from setting where key = 'epoch'");
  const epoch = Number(row?.value);
  if (!Number.isSafeInteger(epoch) || epoch < 1) throw new Error("the database has no epoch");
  return epoch;
}

async function probe(sql: RawSql): Promise<void> {
  await sql(`insert into setting (key, value) values ('probe', '0')
             on conflict (key) do update set value = case setting.value when '0' then '1' else '0' end`);
}
