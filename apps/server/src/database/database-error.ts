/** What SQLite said, carried over from its thread. */
export class DatabaseError extends Error {
  override name = "DatabaseError";
  /** SQLite's extended result code */
  readonly code: number;
  constructor(message: string, code: number) {
    super(message);
    this.code = code;
  }
}

export const SQLITE_BUSY = 5;
const SQLITE_CONSTRAINT_PRIMARY_KEY = 1555;
const SQLITE_CONSTRAINT_UNIQUE = 2067;
const POSTGRES_UNIQUE_VIOLATION = "23505";

/** Whether a row was refused because one like it is there already. */
export function isUniqueViolation(error: unknown): boolean {
  if (error instanceof DatabaseError) {
    return error.code === SQLITE_CONSTRAINT_UNIQUE || error.code === SQLITE_CONSTRAINT_PRIMARY_KEY;
  }
  return codeOf(error) === POSTGRES_UNIQUE_VIOLATION;
}

// busy, locked, no memory, read-only, I/O error, corrupt, full, cannot open, not a database
const SQLITE_UNAVAILABLE: ReadonlySet<number> = new Set([SQLITE_BUSY, 6, 7, 8, 10, 11, 13, 14, 26]);
// connection, insufficient resources, operator intervention, system error
const POSTGRES_UNAVAILABLE_CLASSES = ["08", "53", "57", "58"];
const SOCKET_CODES: ReadonlySet<string> = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "ENOENT",
  "ENOTFOUND",
  "EPIPE",
  "ETIMEDOUT",
]);

/** Whether the database could not be reached or could not write, so that the same may work later. */
export function isUnavailable(error: unknown): boolean {
  if (error instanceof DatabaseError) return SQLITE_UNAVAILABLE.has(error.code & 0xff);
  const code = codeOf(error);
  if (code !== null) return SOCKET_CODES.has(code) || POSTGRES_UNAVAILABLE_CLASSES.includes(code.slice(0, 2));
  return error instanceof Error && /connection (terminated|timeout)|timeout exceeded/i.test(error.message); // pg gives these no code
}

function codeOf(error: unknown): string | null {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === "string" ? code : null;
}
