import { Worker } from "node:worker_threads";
import { DatabaseError } from "../database-error.ts";
import { workerUrl } from "../worker-url.ts";
import type {
  PackedRows,
  QueryResult,
  Statement,
  WriterData,
  WriterReply,
  WriterRequest,
  WriterStarted,
} from "./writer-messages.ts";

type Waiting = { resolve: (result: QueryResult | null) => void; reject: (error: Error) => void };
type WithoutId<T> = T extends unknown ? Omit<T, "id"> : never;

const TRANSACTION_SECONDS = 10; // longer, and whoever holds it keeps every push of every pair waiting
// Moving the write-ahead log into the file keeps pushes waiting, so it waits for a moment without any; but a log that
// never shrinks would take long to read after a crash.
const CHECKPOINT_PAGES = 500; // 2 MiB
const CHECKPOINT_IDLE_MILLISECONDS = 500;
const CHECKPOINT_PAGES_WITHOUT_REST = 16_000; // 64 MiB
const PAGES_A_COMMIT = 2; // a guess: the page it is in, and one above
const BYTES_A_ROW = 100; // a guess for log rows of one keystroke
const ROWS_A_PAGE = 40;

// The loops below test and go on in one step: between a test in a function of its own and its caller another
// transaction could begin.

/**
 * The only way to the SQLite connection, which lives in a thread of its own. Requests are done in the order they are
 * made; while a transaction is open, whatever does not belong to it waits for its end.
 */
export class SqliteWriter {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  #lastId = 0;
  #ended: Error | null = null;
  #transaction: { done: Promise<void>; end: () => void } | null = null;
  #pagesSinceCheckpoint = 0;
  #checkpointAtRest: NodeJS.Timeout | null = null;

  private constructor(worker: Worker) {
    this.#worker = worker;
    worker.on("message", (reply: WriterReply) => this.#settle(reply));
    worker.on("error", (error) => this.#end(error instanceof Error ? error : new Error(String(error))));
    worker.on("exit", () => this.#end(new Error("the database thread has ended")));
  }

  /** @throws {Error} if the file cannot be opened safely, with the sentence to show. */
  static async open(data: WriterData): Promise<SqliteWriter> {
    const worker = new Worker(workerUrl("./writer-thread", import.meta.url), { workerData: data, name: "database" });
    const started = await new Promise<WriterStarted>((resolve, reject) => {
      worker.once("message", (message) => {
        worker.off("error", reject);
        resolve(message);
      });
      worker.once("error", reject);
    });
    if (started.type === "refused") throw new Error(started.message);
    return new SqliteWriter(worker);
  }

  async query(statement: Statement): Promise<QueryResult> {
    while (this.#transaction !== null) await this.#transaction.done;
    const result = (await this.#ask({ type: "query", statement })) as QueryResult;
    if (result.changes > 0 && result.rows.length === 0) this.#countForCheckpoint(result.changes);
    return result;
  }

  /** All or nothing, in one go: quicker than an interactive transaction, and nothing waits on the caller. */
  async batch(statements: readonly Statement[]): Promise<void> {
    while (this.#transaction !== null) await this.#transaction.done;
    await this.#ask({ type: "batch", statements });
    this.#countForCheckpoint(bytesOf(statements) / BYTES_A_ROW);
  }

  /**
   * Log rows, on disk when this resolves. The buffers of `rows` are given away.
   *
   * @param also statements of the same transaction.
   */
  async append(rows: PackedRows, also: readonly Statement[] = []): Promise<void> {
    while (this.#transaction !== null) await this.#transaction.done;
    const count = rows.seqs.length;
    await this.#ask({ type: "append", rows, also }, [
      rows.seqs.buffer,
      rows.prevs.buffer,
      rows.sessionIds.buffer,
      rows.cseqs.buffer,
      rows.members.buffer,
      rows.times.buffer,
      rows.lengths.buffer,
      rows.updates.buffer,
    ] as ArrayBuffer[]);
    this.#countForCheckpoint(count);
  }

  /** Holds the connection for one caller until `commit` or `rollback`. */
  async begin(): Promise<SqliteTransaction> {
    while (this.#transaction !== null) await this.#transaction.done;
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
    while (this.#transaction !== null) await this.#transaction.done;
    const exited = new Promise<void>((resolve) => this.#worker.once("exit", () => resolve()));
    await this.#ask({ type: "close" });
    await exited;
  }

  #ask(request: WithoutId<WriterRequest>, transfer: ArrayBuffer[] = []): Promise<QueryResult | null> {
    if (this.#ended !== null) return Promise.reject(new DatabaseError(this.#ended.message, 10));
    this.#lastId += 1;
    const id = this.#lastId;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#worker.postMessage({ ...request, id }, transfer);
    });
  }

  #settle(reply: WriterReply): void {
    const waiting = this.#waiting.get(reply.id);
    this.#waiting.delete(reply.id);
    if (reply.type === "done") waiting?.resolve(reply.result);
    else waiting?.reject(new DatabaseError(reply.message, reply.code));
  }

  #end(error: Error): void {
    this.#ended ??= error;
    for (const waiting of this.#waiting.values()) waiting.reject(new DatabaseError(this.#ended.message, 10));
    this.#waiting.clear();
  }

  #countForCheckpoint(rows: number): void {
    this.#pagesSinceCheckpoint += PAGES_A_COMMIT + rows / ROWS_A_PAGE;
    if (this.#pagesSinceCheckpoint >= CHECKPOINT_PAGES_WITHOUT_REST) void this.#checkpoint();
    else if (this.#checkpointAtRest !== null) this.#checkpointAtRest.refresh();
    else if (this.#pagesSinceCheckpoint >= CHECKPOINT_PAGES) {
      this.#checkpointAtRest = setTimeout(() => void this.#checkpoint(), CHECKPOINT_IDLE_MILLISECONDS);
      this.#checkpointAtRest.unref();
    }
  }

  async #checkpoint(): Promise<void> {
    this.#pagesSinceCheckpoint = 0;
    this.#stopCheckpointTimer();
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

function tooSlow(): DatabaseError {
  return new DatabaseError(
    `a transaction was open for more than ${TRANSACTION_SECONDS} s and was taken back`,
    SQLITE_BUSY,
  );
}

const SQLITE_BUSY = 5;
const ROLLBACK = { type: "query", statement: { sql: "rollback", parameters: [] } } as const;

export type SqliteTransaction = {
  query(statement: Statement): Promise<QueryResult>;
  commit(): Promise<void>;
  rollback(): Promise<void>;
};
