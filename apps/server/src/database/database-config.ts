import { join } from "node:path";
import type { DatabaseConfig } from "./open-database.ts";

/** PostgreSQL where DATABASE_URL names one, else a file in the data folder. */
export function databaseConfig(environment: { DATABASE_URL?: string | undefined }, dataFolder: string): DatabaseConfig {
  const url = environment.DATABASE_URL;
  if (url === undefined || url === "") return { engine: "sqlite", path: join(dataFolder, "candor.sqlite") };
  if (!/^postgres(ql)?:\/\//.test(url)) throw new Error("DATABASE_URL must begin with postgres:// or postgresql://.");
  return { engine: "postgres", url };
}
