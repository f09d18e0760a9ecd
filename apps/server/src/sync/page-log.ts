import type { Statement } from "../database/raw-sql.ts";
import type { DocumentMember } from "./page-access.ts";

/**
 * The log of page updates: what is in it is saved. Implemented over SQLite in its writer thread and over PostgreSQL.
 */
export type PageLog = {
  /**
   * Stores pushes in order; those that arrive in one tick share a commit.
   *
   * @param also what is noted of them in the same transaction; none of these may ever fail.
   * @returns after COMMIT, the sequence numbers in the order of `entries`. They rise within a page and need not be dense.
   * @throws {StorageUnavailable} if nothing of the batch was stored (disk full, database away).
   */
  append(entries: readonly LogEntry[], also?: readonly Statement[]): Promise<number[]>;
  /**
   * As `append`, done when this returns: less than a millisecond, which is sooner than to hear of it from elsewhere.
   *
   * @returns null where nothing was done and `append` is to be asked: it is busy, or the pushes are not the plain next ones
   *   of sessions it knows, or they are too many.
   * @throws {StorageUnavailable} if nothing of the batch was stored.
   */
  appendNow(entries: readonly LogEntry[], also?: readonly Statement[]): number[] | null;
  /** Updates after a sequence number, oldest first. */
  readTail(page: string, afterSeq: number): Promise<StoredUpdate[]>;
  /** The newest snapshot; null for a page that has none yet. */
  readSnapshot(page: string): Promise<PageSnapshot | null>;
  /** The newest `cseq` stored of a session, 0 if none. */
  storedCseq(page: string, session: string): Promise<number>;
  /**
   * Gives a Yjs clientID of a page to a session of a user, for good.
   *
   * @returns "taken" if the clientID or the session belongs to another session or user already.
   */
  bindClient(binding: ClientBinding): Promise<"bound" | "taken">;
  /** What binds a clientID of a page; null if nobody has it. */
  readBinding(page: string, clientId: number): Promise<ClientBinding | null>;
  /**
   * Commits something tiny that no page holds, to find out whether pushes can be stored again.
   *
   * @throws {StorageUnavailable} while they cannot.
   */
  probe(): Promise<void>;
  /** Rises when the database was restored from a backup; clients that held another epoch load anew. */
  readonly epoch: number;
  /** What others write to the same log; null where this process alone can. */
  readonly elsewhere: Elsewhere | null;
};

/** The rows of the log that were not appended by this process's hub. */
export type Elsewhere = {
  /**
   * Calls back when rows of a page may have been stored elsewhere; `seq` is the newest of them. Before an append
   * resolves, it has told of every row that lies before those it stored.
   */
  onStored(stored: (page: string, seq: number) => void): () => void;
  /** Calls back when such calls may have been missed. */
  onMissed(missed: () => void): () => void;
  /** Whether such calls come at once; otherwise who wants to know must look. */
  readonly isHearing: boolean;
  /** The newest row of each page that has one. */
  readHeads(pages: readonly string[]): Promise<Map<string, number>>;
  /**
   * The rows of some pages after a sequence number each, in order. Of a page that has very many only the newest come:
   * its first row's `prev` is then above the number.
   */
  readTails(after: ReadonlyMap<string, number>): Promise<ElsewhereRow[]>;
};

export type ElsewhereRow = StoredUpdate & { page: string; prev: number; session: string; cseq: number };

export type LogEntry = {
  page: string;
  session: string;
  cseq: number;
  clientId: number;
  userId: string;
  member: DocumentMember;
  /** ISO instant, by the server's clock; shown in history, never used to order */
  at: string;
  update: Uint8Array;
  /** one for all entries of a session of a page; without it, the session is looked up each time */
  note?: SessionNote;
};

/** Where the log keeps what it knows of a session; nobody else reads it. */
export type SessionNote = { known: object | null };

export type StoredUpdate = { seq: number; update: Uint8Array };

export type PageSnapshot = {
  seq: number;
  state: Uint8Array;
  /** as Yjs encodes it */
  stateVector: Uint8Array;
  schemaVersion: number;
};

export type ClientBinding = { page: string; clientId: number; session: string; userId: string };

/** Nothing was stored; the same push may be sent again. */
export class StorageUnavailable extends Error {
  override name = "StorageUnavailable";
}
