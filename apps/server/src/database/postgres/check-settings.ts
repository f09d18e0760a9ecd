import pg from "pg";
import { connectionOptions } from "./connect.ts";

const LEAST_VERSION = 130000; // PostgreSQL 13

/**
 * Reads the settings back as a session of ours has them: what a role or a database overrides counts.
 *
 * @throws {Error} with a sentence for whoever starts the server.
 */
export async function checkSettings(url: string): Promise<void> {
  const settings = await readSettings(url);
  if (Number(settings.get("server_version_num")) < LEAST_VERSION) {
    throw new Error(`This PostgreSQL is too old; Candor needs version ${LEAST_VERSION / 10000} or newer.`);
  }
  const needed = { fsync: ["on"], full_page_writes: ["on"], synchronous_commit: ["on", "remote_apply"] };
  for (const [name, sound] of Object.entries(needed)) {
    const found = settings.get(name) ?? "unknown";
    if (sound.includes(found)) continue;
    const where = settings.get(`source of ${name}`);
    throw new Error(
      `PostgreSQL runs with ${name} = ${found}${where ? ` (${where})` : ""}; what was saved could be lost. Turn it on.`,
    );
  }
}

const SAID_WHERE: Readonly<Record<string, string>> = {
  user: "set for the role",
  database: "set for the database",
  "database user": "set for the role in this database",
};

async function readSettings(url: string): Promise<ReadonlyMap<string, string>> {
  const client = new pg.Client(connectionOptions(url));
  client.on("error", () => {});
  try {
    await client.connect();
    const { rows } = await client.query<{ name: string; setting: string; source: string }>(
      "select name, setting, source from pg_settings where name = any($1)",
      [["server_version_num", "fsync", "full_page_writes", "synchronous_commit"]],
    );
    return new Map(
      rows.flatMap(({ name, setting, source }) => [
        [name, setting],
        [`source of ${name}`, SAID_WHERE[source] ?? ""],
      ]),
    );
  } catch (error) {
    throw new Error(`PostgreSQL cannot be reached: ${error instanceof Error ? error.message : error}`, {
      cause: error,
    });
  } finally {
    await client.end().catch(() => {});
  }
}
