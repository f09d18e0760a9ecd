import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe } from "vitest";
import type { Engine } from "../engine.ts";
import { type Database, type DatabaseConfig, openDatabase } from "../open-database.ts";
import { type PostgresCluster, startPostgres } from "./postgres-cluster.ts";

export type EngineUnderTest = {
  engine: Engine;
  /** A new, empty database. */
  fresh(): Promise<DatabaseConfig>;
  /** One that has not even tables. */
  freshBare(): Promise<DatabaseConfig>;
  /** Opens a database, a fresh one if none is given; it is closed after the test. */
  open(config?: DatabaseConfig): Promise<Database>;
  /** Ends PostgreSQL under whoever is connected, or starts it again. Nothing on SQLite. */
  halt(): Promise<void>;
  resume(): Promise<void>;
};

/** Runs the same tests on SQLite and on PostgreSQL. */
export function describeEachEngine(name: string, tests: (under: EngineUnderTest) => void): void {
  describe(`${name} (SQLite)`, () => {
    let folder: string;
    let files = 0;
    beforeAll(() => {
      folder = mkdtempSync(join(tmpdir(), "candor-sqlite-"));
    });
    afterAll(() => rmSync(folder, { recursive: true, force: true }));
    const fresh = async (): Promise<DatabaseConfig> => {
      files += 1;
      return { engine: "sqlite", path: join(folder, `${files}.sqlite`) };
    };
    tests({
      engine: "sqlite",
      fresh,
      freshBare: fresh,
      open: closedAfterEach(fresh),
      halt: async () => {},
      resume: async () => {},
    });
  });

  describe(`${name} (PostgreSQL)`, () => {
    let cluster: PostgresCluster;
    beforeAll(async () => {
      cluster = await startPostgres();
    });
    afterAll(() => cluster.remove());
    let migrated: string | undefined; // making the tables takes longer than copying them
    const fresh = async (): Promise<DatabaseConfig> => {
      if (migrated === undefined) {
        migrated = await cluster.newDatabase();
        await (await openDatabase({ engine: "postgres", url: migrated })).close();
      }
      return { engine: "postgres", url: await cluster.newDatabase(migrated) };
    };
    tests({
      engine: "postgres",
      fresh,
      freshBare: async () => ({ engine: "postgres", url: await cluster.newDatabase() }),
      open: closedAfterEach(fresh),
      halt: () => cluster.halt(),
      resume: () => cluster.resume(),
    });
  });
}

function closedAfterEach(fresh: () => Promise<DatabaseConfig>): EngineUnderTest["open"] {
  const opened = new Set<Database>();
  afterEach(async () => {
    for (const database of opened) await database.close();
    opened.clear();
  });
  return async (config) => {
    const database = await openDatabase(config ?? (await fresh()));
    const close = database.close;
    database.close = async () => {
      if (opened.delete(database)) await close();
    };
    opened.add(database);
    return database;
  };
}
