import { DatabaseSync } from "node:sqlite";

const LEAST_VERSION = [3, 51, 3] as const; // earlier ones can corrupt a write-ahead log that is reset while read
const BUSY_TIMEOUT_MILLISECONDS = 5000; // a backup tool may hold the file for a moment
const SYNCHRONOUS = { OFF: 0, FULL: 2 } as const;

export type OpenFile = { database: DatabaseSync; lock: DatabaseSync | null; sqliteVersion: string };

/**
 * Opens the data file for this process alone, with settings under which a commit is on disk when it returns.
 *
 * @param synchronous "OFF" only for the control run of the durability audit.
 * @param isBeside without the lock, where what is written has no part in the log of pages.
 * @throws {Error} with a sentence for whoever starts the server: another process holds the file, or a setting did not take.
 */
export function openFile(path: string, synchronous: "FULL" | "OFF", isBeside = false): OpenFile {
  const lock = path === ":memory:" || isBeside ? null : lockFile(path);
  const database = new DatabaseSync(path);
  try {
    const sqliteVersion = String(read(database, "select sqlite_version() as value"));
    if (isOlder(sqliteVersion)) {
      throw new Error(`SQLite ${sqliteVersion} is too old to be trusted; Candor needs ${LEAST_VERSION.join(".")}.`);
    }
    database.exec(`pragma busy_timeout = ${BUSY_TIMEOUT_MILLISECONDS}`);
    database.exec("pragma journal_mode = wal");
    database.exec(`pragma synchronous = ${synchronous}`);
    database.exec("pragma foreign_keys = on");
    database.exec("pragma fullfsync = on"); // macOS: fsync alone leaves the data in the drive
    database.exec("pragma checkpoint_fullfsync = on");
    database.exec("pragma wal_autocheckpoint = 0"); // done between commits, so that none waits for it
    database.exec("pragma cache_size = -8192"); // KiB
    database.exec("pragma temp_store = memory");
    database.exec("pragma secure_delete = on"); // what is deleted is overwritten, or an erasure would leave it in the file
    checkSettings(database, path, synchronous);
    return { database, lock, sqliteVersion };
  } catch (error) {
    database.close();
    lock?.close();
    throw error;
  }
}

/** A second connection of the process that has the file open; it does not commit anything. */
export function openBeside(path: string, synchronous: "FULL" | "OFF"): DatabaseSync {
  const database = new DatabaseSync(path);
  database.exec(`pragma busy_timeout = ${BUSY_TIMEOUT_MILLISECONDS}`);
  database.exec(`pragma synchronous = ${synchronous}`);
  database.exec("pragma checkpoint_fullfsync = on");
  database.exec("pragma wal_autocheckpoint = 0");
  return database;
}

/**
 * The lock is SQLite's own on a file beside the data: the system lets go of it when the process ends, however it ends,
 * and a backup can still read the data file.
 *
 * @throws {Error} with a sentence, where another process has the file open.
 */
export function lockFile(path: string): DatabaseSync {
  const lock = new DatabaseSync(`${path}.lock`);
  try {
    lock.exec("pragma busy_timeout = 0");
    lock.exec("begin exclusive");
    return lock;
  } catch (error) {
    lock.close();
    throw new Error(`Another Candor process has ${path} open. Two at once would overwrite each other; stop it first.`, {
      cause: error,
    });
  }
}

function checkSettings(database: DatabaseSync, path: string, synchronous: "FULL" | "OFF"): void {
  const expected: [string, unknown][] = [
    ["journal_mode", path === ":memory:" ? "memory" : "wal"],
    ["synchronous", SYNCHRONOUS[synchronous]],
    ["foreign_keys", 1],
    ["busy_timeout", BUSY_TIMEOUT_MILLISECONDS],
  ];
  for (const [setting, value] of expected) {
    const found = read(database, `pragma ${setting}`);
    if (found !== value) {
      throw new Error(
        `SQLite would not take ${setting} = ${value} for ${path} (it is ${found}), and without it what was saved could be lost. Is it on a network drive?`,
      );
    }
  }
}

function read(database: DatabaseSync, sql: string): unknown {
  return Object.values(database.prepare(sql).get() ?? {})[0];
}

function isOlder(version: string): boolean {
  const parts = version.split(".").map(Number);
  for (const [index, least] of LEAST_VERSION.entries()) {
    const part = parts[index] ?? 0;
    if (part !== least) return part < least;
  }
  return false;
}
