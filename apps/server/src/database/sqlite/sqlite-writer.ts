import { Worker } from "node:worker_threads";
import { DatabaseError, SQLITE_BUSY } from "../database-error.ts";
import { workerUrl } from "../worker-url.ts";
import { AppendHere, type Means, NotSynced } from "./append-here.ts";
import { checkpointBeside } from "./checkpoint-beside.ts";
import { type LogRow, packRows } from "./packed-rows.ts";
import type {
  QueryResult,
  Statement,
  WriterData,
  WriterReply,
  WriterRequest,
  WriterStarted,
} from "./writer-messages.ts";

type Waiting = { resolve: (result: QueryResult | null) => void; reject: (error: Error) => void; reads: boolean };
type WithoutId<T> = T extends unknown ? Omit<T, "id"> : never;

const TRANSACTION_SECONDS = 10; // longer, and whoever holds it keeps every push of every pair waiting
// Moving a little of the write-ahead log into the file is done between pushes, at a moment without any. Much of it would
// keep them waiting, and is moved by a thread beside; a log that never shrinks would take long to read after a crash.
const CHECKPOINT_PAGES = 500; // 2 MiB
const CHECKPOINT_IDLE_MILLISECONDS = 500;
const CHECKPOINT_PAGES_BESIDE = 2000; // 8 MiB, some 10 ms
const CHECKPOINT_PAGES_WITHOUT_REST = 16_000; // 64 MiB
// What is appended by this thread keeps it for less than a millisecond.
const ROWS_HERE = 100;
const BYTES_HERE = 65_536;
const COPIED_BYTES = 65_536; // up to here a buffer is copied to the thread sooner than it is moved
const PAGES_A_COMMIT = 2; // a guess: the page it is in, and one above
const BYTES_A_ROW = 100; // a guess for log rows of one keystroke
const ROWS_A_PAGE = 40;
const NOTHING: readonly Statement[] = [];

// The loops below test and go on in one step: between a test in a function of its own and its caller another
// transaction could begin.

/**
 * The only way to write to SQLite. Its connection lives in a thread of its own; requests are done in the order they are
 * made, and while a transaction is open, whatever does not belong to it waits for its end. While the thread writes nothing
 * a few rows for the log are stored at once, by a second connection in the caller's thread.
 */
export class SqliteWriter {
  readonly #worker: Worker;
  readonly #data: WriterData;
  /** null: all goes to the thread */
  readonly #here: AppendHere | null;
  /** the first of some rows that are in the log and may not be on disk; nobody has been told of them */
  #unsynced: number | null = null;
  #takingBack: Promise<void> | null = null;
  readonly #waiting = new Map<number, Waiting>();
  /** of those that wait, how many may write */
  #writing = 0;
  #lastId = 0;
  #ended: Error | null = null;
  #transaction: { done: Promise<void>; end: () => void } | null = null;
  #pagesSinceCheckpoint = 0;
  #checkpointAtRest: NodeJS.Timeout | null = null;
  #checkpointing: Promise<void> | null = null;

  private constructor(worker: Worker, data: WriterData, here: AppendHere | null) {
    this.#worker = worker;
    this.#here = here;
    this.#data = data;
    worker.on("message", (reply: WriterReply) => this.#settle(reply));
    worker.on("error", (error) => this.#end(error instanceof Error ? error : new Error(String(error))));
    worker.on("exit", () => this.#end(new Error("the database thread has ended")));
  }

  /** @throws {Error} if the file cannot be opened safely, with the sentence to show. */
  static async open(data: WriterData, means: Means = {}): Promise<SqliteWriter> {
    const worker = new Worker(workerUrl("./writer-thread", import.meta.url), { workerData: data, name: "database" });
    const started = await new Promise<WriterStarted>((resolve, reject) => {
      worker.once("message", (message) => {
        worker.off("error", reject);
        resolve(message);
      });
      worker.once("error", reject);
    });
    if (started.type === "refused") throw new Error(started.message);
    try {
      const here = data.path === ":memory:" || data.isBeside ? null : new AppendHere(data, means);
      return new SqliteWriter(worker, data, here);
    } catch (error) {
      await worker.terminate();
      throw error;
    }
  }

  async query(statement: Statement): Promise<QueryResult> {
    const reads = onlyReads(statement);
    while (reads ? this.#transaction !== null : this.#isHeld) await this.#letGo();
    const result = (await this.#ask({ type: "query", statement })) as QueryResult;
    if (result.changes > 0 && result.rows.length === 0) this.#countForCheckpoint(result.changes);
    return result;
  }

  /** All or nothing, in one go: quicker than an interactive transaction, and nothing waits on the caller. */
  async batch(statements: readonly Statement[]): Promise<void> {
    while (this.#isHeld) await this.#letGo();
    await this.#ask({ type: "batch", statements });
    this.#countForCheckpoint(bytesOf(statements) / BYTES_A_ROW);
  }

  /**
   * Log rows with consecutive numbers, on disk when this resolves. One call at a time.
   *
   * @param also statements of the same transaction.
   */
  async append(first: number, rows: readonly LogRow[], also: readonly Statement[] = NOTHING): Promise<void> {
    while (this.#isHeld) await this.#letGo();
    if (also.length === 0 && this.appendNow(first, rows)) {
      // Whoever appends one after the other would never let anything else of this thread have its turn.
      await new Promise((resolve) => setImmediate(resolve));
      return;
    }
    const packed = packRows(first, rows);
    const transfer = packed.buffer.byteLength > COPIED_BYTES ? [packed.buffer] : [];
    await this.#ask({ type: "append", rows: packed, also: also.length > 0 ? also : null }, transfer);
    this.#countForCheckpoint(rows.length);
  }

  /**
   * As `append`, in the caller's thread: only a small group, and only while the writer's thread has nothing to write, for
   * what that has been asked for comes first. It may be reading: a reader keeps nobody from committing.
   *
   * @param along statements of the same transaction that may be done twice.
   * @returns whether it was done.
   * @throws {DatabaseError} if nothing could be stored.
   */
  appendNow(first: number, rows: readonly LogRow[], along: readonly Statement[] = NOTHING): boolean {
    const isFree = !this.#isHeld && this.#writing === 0 && this.#ended === null;
    if (!isFree || this.#here === null || rows.length > ROWS_HERE) return false;
    let bytes = 0;
    for (const { update } of rows) bytes += update.length;
    if (bytes > BYTES_HERE || !this.#appendHere(this.#here, first, rows, along)) return false;
    this.#countForCheckpoint(rows.length);
    return true;
  }

  #appendHere(here: AppendHere, first: number, rows: readonly LogRow[], along: readonly Statement[]): boolean {
    try {
      return here.append(first, rows, along);
    } catch (error) {
      if (error instanceof NotSynced) {
        this.#unsynced = first;
        void this.#letGo().catch(() => {}); // whoever writes next tries it again
      }
      throw error;
    }
  }

  get #isHeld(): boolean {
    return this.#transaction !== null || this.#unsynced !== null;
  }

  /** Resolves when whatever holds everybody up has ended; throws where the log cannot be made whole. */
  #letGo(): Promise<void> {
    if (this.#transaction !== null) return this.#transaction.done;
    this.#takingBack ??= this.#takeBack().finally(() => {
      this.#takingBack = null;
    });
    return this.#takingBack;
  }

  /** What could not be synced counts as not stored, and its numbers are free again. */
  async #takeBack(): Promise<void> {
    if (this.#unsynced === null) return;
    this.#here?.mend();
    const statement = { sql: "delete from page_log where seq >= ?1", parameters: [this.#unsynced] };
    await this.#ask({ type: "batch", statements: [statement] });
    this.#unsynced = null;
  }

  /** Holds the connection for one caller until `commit` or `rollback`. */
  async begin(): Promise<SqliteTransaction> {
    while (this.#isHeld) await this.#letGo();
    let end = () => {};
    const done = new Promise<void>((resolve) => {
      end = resolve;
    });
    this.#transaction = { done, end };
    let open = true;
    const finish = async (sql: "commit" | "rollback") => {
      if (!open && sql === "rollback") return;
      if (!open) throw tooSlow();
      open = false;
      clearTimeout(deadline);
      try {
        await this.#ask({ type: "query", statement: { sql, parameters: [] } });
      } catch (error) {
        if (sql === "commit") await this.#ask(ROLLBACK).catch(() => null); // the failed commit may have left it open
        throw error;
      } finally {
        this.#transaction = null;
        end();
      }
    };
    const deadline = setTimeout(() => void finish("rollback").catch(() => {}), TRANSACTION_SECONDS * 1000);
    deadline.unref();
    try {
      await this.#ask({ type: "query", statement: { sql: "begin immediate", parameters: [] } });
    } catch (error) {
      clearTimeout(deadline);
      this.#transaction = null;
      end();
      throw error;
    }
    return {
      query: async (statement) => {
        if (!open) throw tooSlow();
        return (await this.#ask({ type: "query", statement })) as QueryResult;
      },
      commit: () => finish("commit"),
      rollback: () => finish("rollback"),
    };
  }

  /** Does what was asked before, moves everything into the data file and lets go of it. */
  async close(): Promise<void> {
    if (this.#ended !== null) return;
    this.#stopCheckpointTimer();
    await this.#checkpointing;
    while (this.#transaction !== null) await this.#transaction.done;
    if (this.#unsynced !== null) await this.#letGo().catch(() => {}); // the next start finds them
    const exited = new Promise<void>((resolve) => this.#worker.once("exit", () => resolve()));
    this.#here?.close();
    await this.#ask({ type: "close" });
    await exited;
  }

  #ask(request: WithoutId<WriterRequest>, transfer: ArrayBuffer[] = []): Promise<QueryResult | null> {
    if (this.#ended !== null) return Promise.reject(new DatabaseError(this.#ended.message, 10));
    this.#lastId += 1;
    const id = this.#lastId;
    const reads = request.type === "query" && onlyReads(request.statement);
    if (!reads) this.#writing += 1;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject, reads });
      this.#worker.postMessage({ ...request, id }, transfer);
    });
  }

  #settle(reply: WriterReply): void {
    const id = typeof reply === "number" ? reply : reply.id;
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (waiting?.reads === false) this.#writing -= 1;
    if (typeof reply === "number") waiting?.resolve(null);
    else if (reply.type === "done") waiting?.resolve(reply.result);
    else waiting?.reject(new DatabaseError(reply.message, reply.code));
  }

  #end(error: Error): void {
    this.#ended ??= error;
    for (const waiting of this.#waiting.values()) waiting.reject(new DatabaseError(this.#ended.message, 10));
    this.#waiting.clear();
  }

  #countForCheckpoint(rows: number): void {
    this.#pagesSinceCheckpoint += PAGES_A_COMMIT + rows / ROWS_A_PAGE;
    if (this.#checkpointing !== null) return;
    if (this.#pagesSinceCheckpoint >= CHECKPOINT_PAGES_WITHOUT_REST) this.#beginCheckpoint();
    else if (this.#checkpointAtRest !== null) this.#checkpointAtRest.refresh();
    else if (this.#pagesSinceCheckpoint >= CHECKPOINT_PAGES) {
      this.#checkpointAtRest = setTimeout(() => this.#beginCheckpoint(), CHECKPOINT_IDLE_MILLISECONDS);
      this.#checkpointAtRest.unref();
    }
  }

  #beginCheckpoint(): void {
    if (this.#unsynced !== null) return; // what is moved must be whole in the log first; the next write counts again
    const isLong = this.#pagesSinceCheckpoint >= CHECKPOINT_PAGES_BESIDE;
    this.#pagesSinceCheckpoint = 0;
    this.#stopCheckpointTimer();
    this.#checkpointing = this.#checkpoint(isLong).finally(() => {
      this.#checkpointing = null;
    });
  }

  /** The log begins anew only once all of it has been moved, so what is committed beside is moved by the writer. */
  async #checkpoint(isLong: boolean): Promise<void> {
    if (isLong) await checkpointBeside(this.#data);
    while (this.#transaction !== null) await this.#transaction.done;
    await this.#ask({ type: "checkpoint" }).catch(() => null); // what it could not move now, it moves the next time
  }

  #stopCheckpointTimer(): void {
    if (this.#checkpointAtRest !== null) clearTimeout(this.#checkpointAtRest);
    this.#checkpointAtRest = null;
  }
}

function bytesOf(statements: readonly Statement[]): number {
  let bytes = 0;
  for (const { parameters } of statements) {
    for (const value of parameters)
      bytes += typeof value === "string" || value instanceof Uint8Array ? value.length : 8;
  }
  return bytes;
}

/** Whatever else reads only counts as if it might write, which is no harm. */
function onlyReads({ sql }: Statement): boolean {
  return READING.test(sql);
}

const READING = /^\s*select\b/i;

function tooSlow(): DatabaseError {
  return new DatabaseError(
    `a transaction was open for more than ${TRANSACTION_SECONDS} s and was taken back`,
    SQLITE_BUSY,
  );
}

const ROLLBACK = { type: "query", statement: { sql: "rollback", parameters: [] } } as const;

export type SqliteTransaction = {
  query(statement: Statement): Promise<QueryResult>;
  commit(): Promise<void>;
  rollback(): Promise<void>;
};
