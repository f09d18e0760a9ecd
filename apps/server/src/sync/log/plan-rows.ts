import { type LogEntry, StorageUnavailable } from "../page-log.ts";
import { PageMoved, type Push } from "./group-commit.ts";
import type { KnownSession } from "./known-sessions.ts";

export type PlannedRow = { session: KnownSession; entry: LogEntry };

/** A push that was stored before: answered with its first sequence number, and not stored again. */
export type Duplicate = { session: KnownSession; cseq: number };

/** Per push, what each of its entries became: an index into `rows`, or a duplicate; or why the push is left out. */
export type Plan = { rows: PlannedRow[]; pushes: ((number | Duplicate)[] | Error)[] };

/**
 * Decides what of a group is new. A session's pushes are stored without a gap, for otherwise one that failed and is
 * sent again would be taken for a duplicate of its successor and lost.
 *
 * @param sessions one for each entry of the group, in its order.
 */
export function planRows(group: readonly Push[], sessions: readonly (KnownSession | Error)[]): Plan {
  const rows: PlannedRow[] = [];
  let first = 0;
  const pushes = group.map(({ entries, onlyIfHead }) => {
    const hasMoved = onlyIfHead !== undefined && isWritten(sessions[first], onlyIfHead, rows);
    const outcome = hasMoved ? new PageMoved("The page has moved on.") : planPush(entries, sessions, first, rows);
    first += entries.length;
    return outcome;
  });
  return { rows, pushes };
}

/** Whether a page has rows after `head`, or gets some in this group; a head that is not known here counts as it. */
function isWritten(session: KnownSession | Error | undefined, head: number, rows: readonly PlannedRow[]): boolean {
  if (session === undefined || session instanceof Error) return false;
  const { page } = session;
  return (page.head !== null && page.head !== head) || rows.some((row) => row.session.page === page);
}

function planPush(
  entries: readonly LogEntry[],
  sessions: readonly (KnownSession | Error)[],
  first: number,
  rows: PlannedRow[],
): (number | Duplicate)[] | Error {
  const rowsBefore = rows.length;
  const outcome: (number | Duplicate)[] = [];
  let next = first;
  for (const entry of entries) {
    const session = sessions[next++] ?? new Error("a session was not looked up");
    const problem = session instanceof Error ? session : problemOf(entry, session);
    if (session instanceof Error || problem !== null) {
      takeBack(rows, rowsBefore);
      return problem ?? new Error("a push was left out for no reason");
    }
    if (entry.cseq <= session.storedCseq) outcome.push({ session, cseq: entry.cseq });
    else if (entry.cseq <= session.plannedCseq) outcome.push(indexOf(rows, session, entry.cseq));
    else {
      session.plannedCseq = entry.cseq;
      outcome.push(rows.push({ session, entry }) - 1);
    }
  }
  return outcome;
}

function problemOf(entry: LogEntry, session: KnownSession): Error | null {
  if (session.userId !== entry.userId || session.clientId !== entry.clientId) {
    return new Error("A push came under a session that belongs to somebody else.");
  }
  if (entry.cseq <= session.plannedCseq + 1) return null;
  return new StorageUnavailable(
    `Push ${entry.cseq} of a session came after ${session.plannedCseq}; the ones between were not stored.`,
  );
}

/** Newest first, so that each session comes back to where it was before the first of them. */
function takeBack(rows: PlannedRow[], length: number): void {
  while (rows.length > length) {
    const row = rows.pop();
    if (row !== undefined) row.session.plannedCseq = row.entry.cseq - 1;
  }
}

function indexOf(rows: readonly PlannedRow[], session: KnownSession, cseq: number): number {
  return rows.findIndex((row) => row.session === session && row.entry.cseq === cseq);
}
