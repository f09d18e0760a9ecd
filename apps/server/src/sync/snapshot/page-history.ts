import { VERSIONS_AT_ONCE } from "@candor/protocol/http/versions-at-once.ts";
import * as Y from "yjs";
import type { StoredPageLog } from "../log/open-page-log.ts";
import { type ChainedRow, isRowOf, readTail, walkBack, walkBackWhole } from "../log/page-chain.ts";
import type { DocumentMember } from "../page-access.ts";
import { packPage } from "./pack-page.ts";
import type { SnapshotWorker } from "./snapshot-worker.ts";

/** Who the server is in its own log: rows it writes are no edits of anybody's and make no version. */
export const SERVER_USER = "server";

const MOST_TOLD = VERSIONS_AT_ONCE + 1; // the last tells that there are more
const ROWS_AT_ONCE = 1000;
const PAUSE_MILLISECONDS = 60_000; // after so long without an edit a new version begins
const BLOCK_MILLISECONDS = 300_000; // and at every five minutes, so that an hour of typing is more than one
const MUCH = 20; // characters and things deleted in one edit: what was there before can be gone back to

/** As the log has it: `by` those who wrote, sorted; empty where that is no longer known. */
export type DocumentVersion = { seq: number; at: string; by: DocumentMember[]; updates: number };

export type PageHistory = {
  /** A part of them, one more than are shown at once; newest first; those before `beforeSeq`, the `seq` of the last version of the page before. */
  listVersions(page: string, beforeSeq?: number): Promise<DocumentVersion[]>;
  /**
   * All who wrote after `seq`, sorted; null where that is not known: old rows are no longer kept, and what the server
   * wrote is somebody's whom the log does not name.
   */
  writersAfter(page: string, seq: number): Promise<DocumentMember[] | null>;
  /** The page as it was when `seq` was stored, as one Yjs update; null where that is no longer kept or never was. */
  readVersion(page: string, seq: number): Promise<Uint8Array | null>;
  /** When that was stored, as an ISO instant; null as above. */
  timeOf(page: string, seq: number): Promise<string | null>;
};

export function createPageHistory(log: StoredPageLog, worker: SnapshotWorker): PageHistory {
  return {
    listVersions: (page, beforeSeq) => listVersions(log, page, beforeSeq ?? null),
    writersAfter: (page, seq) => writersAfter(log, page, seq),
    readVersion: (page, seq) => readVersion(log, worker, page, seq),
    timeOf: (page, seq) => timeOf(log, page, seq),
  };
}

async function listVersions(log: StoredPageLog, page: string, beforeSeq: number | null): Promise<DocumentVersion[]> {
  const versions: DocumentVersion[] = [];
  let next = beforeSeq ?? (await log.headOf(page));
  // a number that is no row of this page, or no longer one, has nothing before it in the log
  if (beforeSeq !== null && !(await isRowOf(log.sql, page, beforeSeq))) next = 0;
  let isSkipping = beforeSeq !== null; // the rest of the version that was listed last
  let newer: ChainedRow | null = null;
  let isNew = true; // the next row that counts begins a version
  let isBeforeLoss = false;
  let oldestSeq = beforeSeq ?? Number.MAX_SAFE_INTEGER;
  while (next > 0) {
    const rows = await walkBackWhole(log.sql, next, ROWS_AT_ONCE);
    for (const row of rows) {
      const begins: boolean = newer === null || isBeforeLoss || isApart(newer, row);
      isBeforeLoss = row.user_id !== SERVER_USER && deletesMuch(row.update);
      if (begins && newer !== null) isSkipping = false;
      isNew = isNew || begins;
      newer = row;
      oldestSeq = row.seq;
      if (isSkipping || row.user_id === SERVER_USER) continue;
      if (isNew && versions.length === MOST_TOLD) return versions;
      addTo(versions, row, isNew);
      isNew = false;
    }
    next = rows.at(-1)?.prev ?? 0;
  }
  return [...versions, ...(await snapshotsBefore(log, page, oldestSeq))].slice(0, MOST_TOLD);
}

function isApart(newer: ChainedRow, older: ChainedRow): boolean {
  const [after, before] = [Date.parse(newer.at), Date.parse(older.at)];
  const block = (time: number) => Math.floor(time / BLOCK_MILLISECONDS);
  return after - before > PAUSE_MILLISECONDS || block(after) !== block(before);
}

function deletesMuch(update: Uint8Array): boolean {
  let deleted = 0;
  for (const ranges of Y.decodeUpdate(update).ds.clients.values()) {
    for (const { len } of ranges) deleted += len;
  }
  return deleted >= MUCH;
}

function addTo(versions: DocumentVersion[], row: ChainedRow, begins: boolean): void {
  const last = versions.at(-1);
  if (begins || last === undefined) {
    versions.push({ seq: row.seq, at: row.at, by: [row.member], updates: 1 });
    return;
  }
  last.updates += 1;
  if (!last.by.includes(row.member)) last.by = [...last.by, row.member].sort();
}

/** States older than every row that is kept: who wrote them is no longer known. */
async function snapshotsBefore(log: StoredPageLog, page: string, seq: number): Promise<DocumentVersion[]> {
  const rows = await log.sql<{ seq: number; at: string }>(
    "select seq, at from page_snapshot where page = $1 and seq < $2 order by seq desc limit $3",
    page,
    seq,
    MOST_TOLD,
  );
  return rows.map((row) => ({ seq: row.seq, at: row.at, by: [], updates: 0 }));
}

async function writersAfter(log: StoredPageLog, page: string, seq: number): Promise<DocumentMember[] | null> {
  const writers = new Set<DocumentMember>();
  let next = await log.headOf(page);
  while (next > seq) {
    const rows = await walkBack(log.sql, next, ROWS_AT_ONCE);
    const after = rows.filter((row) => row.seq > seq);
    if (after.length === 0 || after.some(({ user_id }) => user_id === SERVER_USER)) return null;
    for (const { member } of after) writers.add(member);
    next = rows.at(-1)?.prev ?? 0;
  }
  return [...writers].sort();
}

async function timeOf({ sql }: StoredPageLog, page: string, seq: number): Promise<string | null> {
  const [row] = await sql<{ at: string }>(
    `select l.at from page_log l join page_session s on s.id = l.session_id where l.seq = $1 and s.page = $2
     union all select at from page_snapshot where page = $2 and seq = $1 limit 1`,
    seq,
    page,
  );
  return row?.at ?? null;
}

async function readVersion(
  log: StoredPageLog,
  worker: SnapshotWorker,
  page: string,
  seq: number,
): Promise<Uint8Array | null> {
  const [base] = await log.sql<{ seq: number; state: Uint8Array }>(
    "select seq, state from page_snapshot where page = $1 and seq <= $2 order by seq desc limit 1",
    page,
    seq,
  );
  if (base?.seq === seq) return base.state;
  if (!(await isRowOf(log.sql, page, seq))) return null;
  const tail = await readTail(log.sql, seq, base?.seq ?? 0);
  if (!tail.whole) return null;
  const built = await worker.stateOf(packPage(base?.state ?? null, tail.updates));
  return built.type === "state" ? built.state : null;
}
