/**
 * What every node has to know of within a second: somebody's access to a page may have changed, a user's sign-ins have
 * ended, a page went into quarantine or came out of it.
 */
export type NodeEvent = {
  kind: "access" | "signed_out" | "session_ended" | "quarantine";
  /** a page; for `signed_out` a user's id */
  subject: string;
};

/**
 * What servers that share a database tell each other. Over SQLite there is one, and it tells itself. Nothing that is
 * written on pages goes this way: that is in the log.
 */
export type NodeBus = {
  /** of this process, new at every start */
  readonly node: string;
  /**
   * Tells this node now and the others within a second; while the database is away, as soon as it is back. What must not
   * be lost with this process is recorded in the transaction of the change: see `recordEvent`.
   */
  tell(event: NodeEvent): void;
  onEvent(listener: (event: NodeEvent) => void): () => void;
  /** Tells this node what has been recorded up to now. @throws {Error} if the database does not answer. */
  catchUp(): Promise<void>;
  /**
   * Says something small and fleeting to the other nodes, where they hear it; of what is said under one key in short
   * order they hear the last. At most `MAX_WHISPER` bytes.
   */
  whisper(key: string, text: string): void;
  onWhisper(listener: (text: string) => void): () => void;
  /** Calls back when the database did not answer. */
  onTrouble(listener: () => void): () => void;
  close(): Promise<void>;
};

/** PostgreSQL takes payloads below 8,000 bytes, of which we need a few. */
export const MAX_WHISPER = 7800;
