/**
 * The log of page updates: what is in it is saved. Implemented over SQLite in its writer thread and over PostgreSQL.
 */
export type PageLog = {
  /**
   * Stores pushes in order; those that arrive in one tick share a commit.
   *
   * @returns after COMMIT, the sequence numbers in the order of `entries`. They rise within a page and need not be dense.
   * @throws {StorageUnavailable} if nothing of the batch was stored (disk full, database away).
   */
  append(entries: readonly LogEntry[]): Promise<number[]>;
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
};

export type LogEntry = {
  page: string;
  session: string;
  cseq: number;
  clientId: number;
  userId: string;
  member: "a" | "b";
  /** ISO instant, by the server's clock; shown in history, never used to order */
  at: string;
  update: Uint8Array;
};

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
