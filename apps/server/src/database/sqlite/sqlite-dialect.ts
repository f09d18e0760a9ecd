import {
  CompiledQuery,
  type DatabaseConnection,
  type DatabaseIntrospector,
  type Dialect,
  type Driver,
  type Kysely,
  type QueryCompiler,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from "kysely";
import type { SqliteTransaction, SqliteWriter } from "./sqlite-writer.ts";
import type { SqliteValue, Statement } from "./writer-messages.ts";

/** Kysely over the writer thread. Its queries run one at a time; a transaction keeps everybody else waiting. */
export class SqliteWriterDialect implements Dialect {
  readonly #writer: SqliteWriter;
  constructor(writer: SqliteWriter) {
    this.#writer = writer;
  }
  createDriver(): Driver {
    return new WriterDriver(this.#writer);
  }
  createQueryCompiler(): QueryCompiler {
    return new SqliteQueryCompiler();
  }
  createAdapter(): SqliteAdapter {
    return new TransactionalAdapter();
  }
  // biome-ignore lint/suspicious/noExplicitAny: Kysely's own signature
  createIntrospector(db: Kysely<any>): DatabaseIntrospector {
    return new SqliteIntrospector(db);
  }
}

// SQLite can change its tables within a transaction; Kysely's adapter does not make use of it, and a server killed
// amid a migration would come back to half of it.
class TransactionalAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

class WriterDriver implements Driver {
  readonly #writer: SqliteWriter;
  constructor(writer: SqliteWriter) {
    this.#writer = writer;
  }
  async init(): Promise<void> {}
  async acquireConnection(): Promise<WriterConnection> {
    return new WriterConnection(this.#writer);
  }
  async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await writerConnection(connection).begin();
  }
  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await writerConnection(connection).end("commit");
  }
  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    await writerConnection(connection).end("rollback");
  }
  async savepoint(connection: DatabaseConnection, name: string): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw(`savepoint "${name}"`));
  }
  async rollbackToSavepoint(connection: DatabaseConnection, name: string): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw(`rollback to "${name}"`));
  }
  async releaseSavepoint(connection: DatabaseConnection, name: string): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw(`release "${name}"`));
  }
  async releaseConnection(connection: DatabaseConnection): Promise<void> {
    await writerConnection(connection).end("rollback");
  }
  async destroy(): Promise<void> {} // whoever opened the writer closes it
}

function writerConnection(connection: DatabaseConnection): WriterConnection {
  if (connection instanceof WriterConnection) return connection;
  throw new Error("a connection of another driver");
}

class WriterConnection implements DatabaseConnection {
  readonly #writer: SqliteWriter;
  #transaction: SqliteTransaction | null = null;
  constructor(writer: SqliteWriter) {
    this.#writer = writer;
  }

  async begin(): Promise<void> {
    this.#transaction = await this.#writer.begin();
  }

  async end(how: "commit" | "rollback"): Promise<void> {
    const transaction = this.#transaction;
    this.#transaction = null;
    await transaction?.[how]();
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const statement = toStatement(query);
    const { rows, changes, lastRowId } = await (this.#transaction ?? this.#writer).query(statement);
    if (rows.length > 0) return { rows: rows as R[], numAffectedRows: BigInt(rows.length) };
    return { rows: [], numAffectedRows: BigInt(changes), insertId: BigInt(lastRowId) };
  }

  async *streamQuery<R>(query: CompiledQuery): AsyncIterableIterator<QueryResult<R>> {
    yield await this.executeQuery<R>(query);
  }
}

export function toStatement(query: Pick<CompiledQuery, "sql" | "parameters">): Statement {
  return { sql: query.sql, parameters: query.parameters.map(toSqliteValue) };
}

function toSqliteValue(value: unknown): SqliteValue {
  if (typeof value === "boolean") return value ? 1 : 0;
  if (value instanceof Date) return value.toISOString();
  return (value ?? null) as SqliteValue;
}
