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

/**
 * Appends to the log on a connection of this thread, where a commit takes a fraction of a millisecond: less than handing
 * it to another thread and hearing of it again. To be asked only while the writer's thread has nothing to do.
 */
export class AppendHere {
  readonly #database: DatabaseSync;
  readonly #prepare: Prepare;
  /** milliseconds that one of the last few took */
  #usual = 0;
  #notBefore = Number.NEGATIVE_INFINITY;
  readonly #now: () => number;

  /**
   * @param now milliseconds of a clock that only goes forward.
   * @throws {Error} as `openFile` does.
   */
  constructor({ path, synchronous }: WriterData, now = () => performance.now()) {
    this.#now = now;
    this.#database = openFile(path, synchronous, true).database;
    this.#database.exec("pragma busy_timeout = 0"); // this thread waits for nobody
    this.#database.exec("pragma cache_size = -1024"); // KiB; it sees the end of one table
    this.#prepare = preparedStatements(this.#database);
  }

  /**
   * All or nothing, on disk when this returns true.
   *
   * @returns false where nothing was done and the writer's thread should do it: somebody has the file, or the disk is slow.
   * @throws {DatabaseError} if nothing could be stored.
   */
  append(first: number, rows: readonly LogRow[], also: readonly Statement[]): boolean {
    const began = this.#now();
    if (began < this.#notBefore) return false;
    try {
      inTransaction(this.#database, this.#prepare, () => {
        const insert = rowInserter(this.#prepare);
        let seq = first;
        for (const row of rows) insert(row, seq++);
        for (const statement of also) query(statement, this.#prepare);
      });
    } catch (error) {
      const { message, errcode = 1 } = error as { message?: string; errcode?: number };
      if ((errcode & 0xff) === SQLITE_BUSY) return false;
      throw new DatabaseError(message ?? String(error), errcode);
    }
    this.#judge(began, this.#now());
    return true;
  }

  #judge(began: number, ended: number): void {
    const took = ended - began;
    this.#usual += (Math.min(took, CHANCE_MILLISECONDS) - this.#usual) / 8;
    if (this.#usual > SLOW_MILLISECONDS || took > HANGING_MILLISECONDS)
      this.#notBefore = ended + took * LEFT_ALONE_TIMES;
  }

  close(): void {
    this.#database.close();
  }
}
