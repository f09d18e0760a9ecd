import { randomUUID } from "node:crypto";
import { type Compilable, Kysely, PostgresDialect } from "kysely";
import { openLocalBus } from "../nodes/local-bus.ts";
import type { NodeBus } from "../nodes/node-bus.ts";
import { PostgresBus } from "../nodes/postgres-bus.ts";
import type { LogStore } from "../sync/log/log-store.ts";
import { openPageLog, type StoredPageLog } from "../sync/log/open-page-log.ts";
import { PostgresElsewhere } from "../sync/log/postgres-elsewhere.ts";
import { PostgresStore } from "../sync/log/postgres-store.ts";
import { SqliteStore } from "../sync/log/sqlite-store.ts";
import type { Engine } from "./engine.ts";
import { migrate } from "./migrations/migrate.ts";
import { rawPostgres } from "./postgres/raw-postgres.ts";
import type { Schema } from "./schema.ts";
import { SqliteWriterDialect, toStatement } from "./sqlite/sqlite-dialect.ts";
import { SqliteWriter } from "./sqlite/sqlite-writer.ts";

export type DatabaseConfig =
  | {
      engine: "sqlite";
      /** the data file; its folder must exist */
      path: string;
      /** for the control run of the durability audit alone: acknowledged writes are lost at a power cut */
      synchronous?: "OFF";
    }
  | { engine: "postgres"; url: string };

export type Database = {
  engine: Engine;
  db: Kysely<Schema>;
  log: StoredPageLog;
  /** the other servers on this database */
  nodes: NodeBus;
  /** All or nothing, in one go. On SQLite nobody waits on the caller meanwhile, as with an interactive transaction. */
  batch(queries: readonly Compilable[]): Promise<void>;
  /** Waits for what is on its way; nothing can be asked afterwards. */
  close(): Promise<void>;
};

/**
 * Opens the one database, brings its tables up to date and catches up with its log.
 *
 * @param upTo the last step of the tables, as an earlier version of Candor had it; for tests of upgrades alone.
 * @throws {Error} with a sentence for whoever starts the server, where it cannot be opened or could lose what was saved.
 */
export async function openDatabase(config: DatabaseConfig, upTo?: string): Promise<Database> {
  return config.engine === "sqlite" ? openSqlite(config, upTo) : openPostgres(config.url, upTo);
}

async function openSqlite(
  config: Extract<DatabaseConfig, { engine: "sqlite" }>,
  upTo: string | undefined,
): Promise<Database> {
  const writer = await SqliteWriter.open({ path: config.path, synchronous: config.synchronous ?? "FULL" });
  const db = new Kysely<Schema>({ dialect: new SqliteWriterDialect(writer) });
  return begin({
    engine: "sqlite",
    upTo,
    db,
    openStore: () => SqliteStore.open(writer),
    openNodes: () => openLocalBus(db, randomUUID()),
    batch: (queries) => writer.batch(queries.map((query) => toStatement(query.compile()))),
    closeEngine: () => writer.close(),
  });
}

async function openPostgres(url: string, upTo: string | undefined): Promise<Database> {
  const { openPool } = await import("./postgres/open-pool.ts"); // its driver is memory that SQLite alone need not spend
  const { PostgresNotices } = await import("../nodes/postgres-notices.ts");
  const pool = await openPool(url);
  const db = new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) });
  const node = randomUUID();
  const notices = new PostgresNotices(url, node);
  const batch: Database["batch"] = (queries) =>
    db.transaction().execute(async (transaction) => {
      for (const query of queries) await transaction.executeQuery(query.compile());
    });
  return begin({
    engine: "postgres",
    upTo,
    db,
    openStore: async () => new PostgresStore(pool, new PostgresElsewhere(rawPostgres(pool), notices, node), node),
    openNodes: () => PostgresBus.open({ db, batch, pool, notices, node }),
    batch,
    closeEngine: async () => {
      await notices.close();
      await pool.end();
    },
  });
}

type Opened = {
  engine: Engine;
  upTo: string | undefined;
  db: Kysely<Schema>;
  openStore: () => Promise<LogStore>;
  openNodes: () => Promise<NodeBus>;
  batch: Database["batch"];
  closeEngine: () => Promise<void>;
};

async function begin({ engine, upTo, db, openStore, openNodes, batch, closeEngine }: Opened): Promise<Database> {
  try {
    await migrate(db, engine, upTo);
    const log = await openPageLog(await openStore());
    const nodes = await openNodes();
    const close = async () => {
      await log.close();
      await nodes.close();
      await closeEngine();
    };
    return { engine, db, log, nodes, batch, close };
  } catch (error) {
    await closeEngine();
    throw error;
  }
}
