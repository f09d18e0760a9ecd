import { type LogEntry, StorageUnavailable } from "../page-log.ts";
import type { Push } from "./group-commit.ts";

/** What is known of a push session: its row's id, whom it belongs to and the newest `cseq` that is committed. */
export type KnownSession = { id: number; page: string; userId: string; clientId: number; storedCseq: number };

export type PlannedRow = { session: KnownSession; entry: LogEntry };

/** A push that was stored before: answered with its first sequence number, and not stored again. */
export type Duplicate = { session: KnownSession; cseq: number };

export type Plan = {
  rows: PlannedRow[];
  /** per push, what each of its entries became: an index into `rows`, a duplicate; or why the push is left out */
  pushes: ((number | Duplicate)[] | Error)[];
};

/**
 * Decides what of a group is new. A session's pushes are stored without a gap, for otherwise one that failed and is
 * sent again would be taken for a duplicate of its successor and lost.
 *
 * @param sessions per entry's page and session (see `sessionKey`), or the reason why it has none.
 */
export function planRows(group: readonly Push[], sessions: ReadonlyMap<string, KnownSession | Error>): Plan {
  const rows: PlannedRow[] = [];
  const newest = new Map<KnownSession, number>();
  const pushes = group.map(({ entries }) => planPush(entries, sessions, newest, rows));
  return { rows, pushes };
}

function planPush(
  entries: readonly LogEntry[],
  sessions: ReadonlyMap<string, KnownSession | Error>,
  newest: Map<KnownSession, number>,
  rows: PlannedRow[],
): (number | Duplicate)[] | Error {
  const added: PlannedRow[] = [];
  const reached = new Map<KnownSession, number>();
  const outcome: (number | Duplicate)[] = [];
  for (const entry of entries) {
    const session = sessions.get(sessionKey(entry)) ?? new Error("a session was not looked up");
    if (session instanceof Error) return session;
    if (session.userId !== entry.userId || session.clientId !== entry.clientId) {
      return new Error("A push came under a session that belongs to somebody else.");
    }
    const stored = reached.get(session) ?? newest.get(session) ?? session.storedCseq;
    if (entry.cseq > stored + 1) return gapBefore(entry, stored);
    if (entry.cseq <= session.storedCseq) outcome.push({ session, cseq: entry.cseq });
    else if (entry.cseq <= stored) outcome.push(indexOf([...rows, ...added], session, entry.cseq));
    else {
      outcome.push(rows.length + added.push({ session, entry }) - 1);
      reached.set(session, entry.cseq);
    }
  }
  for (const [session, cseq] of reached) newest.set(session, cseq);
  for (const row of added) rows.push(row);
  return outcome;
}

export function sessionKey({ page, session }: Pick<LogEntry, "page" | "session">): string {
  return `${page}\n${session}`;
}

function gapBefore(entry: LogEntry, stored: number): StorageUnavailable {
  return new StorageUnavailable(
    `Push ${entry.cseq} of a session came after ${stored}; the ones between were not stored.`,
  );
}

function indexOf(rows: readonly PlannedRow[], session: KnownSession, cseq: number): number {
  return rows.findIndex((row) => row.session === session && row.entry.cseq === cseq);
}
