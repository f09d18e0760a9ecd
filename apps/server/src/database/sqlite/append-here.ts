import { closeSync, fdatasyncSync, fstatSync, openSync, readSync, writeSync } from "node:fs";
import type { DatabaseSync } from "node:sqlite";
import { DatabaseError, SQLITE_BUSY } from "../database-error.ts";
import { openFile } from "./open-file.ts";
import type { LogRow } from "./packed-rows.ts";
import { inTransaction, type Prepare, preparedStatements, query, rowInserter } from "./prepared.ts";
import type { Statement, WriterData } from "./writer-messages.ts";

// A disk that mostly takes so long to sync would keep everybody waiting who asks this thread for anything. It is tried
// again after so many times what it took, so that this thread waits for a sick one in a three-hundredth of all time.
const SLOW_MILLISECONDS = 3;
const LEFT_ALONE_TIMES = 300;
// One slow commit among quick ones is a processor that was busy elsewhere, which the writer's thread would wait for, too;
// one so slow is a disk that hangs.
const CHANCE_MILLISECONDS = 6;
const HANGING_MILLISECONDS = 100;

const SQLITE_IOERR = 10;
const MENDED_AT_ONCE = 1_048_576; // bytes

/** What was to be stored is in the log and may be lost with it when the power fails. */
export class NotSynced extends DatabaseError {
  constructor(cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), SQLITE_IOERR);
  }
}

/** What a test has in its own hands. */
export type Means = { now?: () => number; sync?: (file: number) => void };

/**
 * Appends to the log on a connection of this thread, where a commit takes a fraction of a millisecond: less than handing
 * it to another thread and hearing of it again. To be asked only while the writer's thread has nothing to write.
 */
export class AppendHere {
  readonly #database: DatabaseSync;
  readonly #prepare: Prepare;
  /** the write-ahead log, where this thread syncs it itself */
  readonly #log: number | null;
  /** milliseconds that one of the last few took */
  #usual = 0;
  #notBefore = Number.NEGATIVE_INFINITY;
  readonly #now: () => number;
  readonly #sync: (file: number) => void;

  /**
   * @param now milliseconds of a clock that only goes forward.
   * @param sync returns when the data of a file is on disk.
   * @throws {Error} as `openFile` does.
   */
  constructor({ path, synchronous }: WriterData, { now = () => performance.now(), sync = fdatasyncSync }: Means = {}) {
    this.#now = now;
    this.#sync = sync;
    this.#database = openFile(path, synchronous, true).database;
    this.#database.exec("pragma busy_timeout = 0"); // this thread waits for nobody
    this.#database.exec("pragma cache_size = -1024"); // KiB; it sees the end of one table and what is noted of it
    this.#prepare = preparedStatements(this.#database);
    this.#log = synchronous === "FULL" ? this.#openLog() : null;
  }

  /**
   * SQLite syncs by fsync, which writes down when the file was changed as well: a second place on the disk, or a commit of
   * the file system's own log. The bytes alone are as safe and there sooner, so it is told not to sync a commit, and that
   * is done here. It goes on syncing the log's header, and all of the log before any of it is moved into the file.
   */
  #openLog(): number {
    this.#database.exec("pragma synchronous = normal");
    this.#database.prepare("select count(*) from sqlite_schema").get(); // the log is there from now on
    return openSync(`${this.#database.location()}-wal`, "r+"); // where SQLite has it: behind any links
  }

  /**
   * All or nothing, on disk when this returns true.
   *
   * @param along what may be done twice.
   * @returns false where nothing was done and the writer's thread should do it: somebody has the file, or the disk is slow.
   * @throws {NotSynced} after which nothing may be stored until `mend` has done its work.
   * @throws {DatabaseError} if nothing could be stored.
   */
  append(first: number, rows: readonly LogRow[], along: readonly Statement[]): boolean {
    const began = this.#now();
    if (began < this.#notBefore) return false;
    try {
      inTransaction(this.#database, this.#prepare, () => {
        const insert = rowInserter(this.#prepare);
        let seq = first;
        for (const row of rows) insert(row, seq++);
        for (const statement of along) query(statement, this.#prepare);
      });
    } catch (error) {
      if (isBusy(error)) return false;
      throw databaseError(error);
    }
    if (this.#log !== null) this.#syncLog(this.#log);
    this.#judge(began, this.#now());
    return true;
  }

  #syncLog(log: number): void {
    try {
      this.#sync(log);
    } catch (error) {
      this.#notBefore = this.#now() + HANGING_MILLISECONDS * LEFT_ALONE_TIMES;
      throw new NotSynced(error);
    }
  }

  /**
   * Writes the log over itself and syncs it. A system may take pages whose sync has failed for written, and leave them out of the
   * next one, which then says that all is well: the log would end, after the power fails, before what was stored since.
   *
   * @throws {DatabaseError} if that did not work, or somebody has the file; it may be tried again.
   */
  mend(): void {
    const log = this.#log;
    if (log === null) return;
    try {
      this.#prepare("begin immediate").statement.run(); // nobody else may write to it meanwhile, or begin it anew
    } catch (error) {
      throw databaseError(error);
    }
    try {
      const piece = Buffer.allocUnsafe(MENDED_AT_ONCE);
      const { size } = fstatSync(log);
      for (let at = 0; at < size; at += piece.length)
        writeSync(log, piece, 0, readSync(log, piece, 0, piece.length, at), at);
      this.#sync(log);
    } catch (error) {
      throw new NotSynced(error);
    } finally {
      this.#prepare("rollback").statement.run();
    }
  }

  #judge(began: number, ended: number): void {
    const took = ended - began;
    this.#usual += (Math.min(took, CHANCE_MILLISECONDS) - this.#usual) / 8;
    if (this.#usual > SLOW_MILLISECONDS || took > HANGING_MILLISECONDS)
      this.#notBefore = ended + took * LEFT_ALONE_TIMES;
  }

  close(): void {
    this.#database.close();
    if (this.#log !== null) closeSync(this.#log);
  }
}

function isBusy(error: unknown): boolean {
  return ((error as { errcode?: number }).errcode ?? 0) % 256 === SQLITE_BUSY;
}

function databaseError(error: unknown): DatabaseError {
  const { message, errcode = 1 } = error as { message?: string; errcode?: number };
  return new DatabaseError(message ?? String(error), errcode);
}
