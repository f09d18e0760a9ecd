import pg from "pg";

const POOL_SIZE = 10;
const CONNECT_MILLISECONDS = 5000;
const LEAST_VERSION = 130000; // PostgreSQL 13
const INT8 = 20;

/**
 * @throws {Error} with a sentence for whoever starts the server: PostgreSQL cannot be reached, is too old, or has a
 * setting under which a committed write could be lost.
 */
export async function openPool(url: string): Promise<pg.Pool> {
  const pool = new pg.Pool({
    connectionString: url,
    max: POOL_SIZE,
    connectionTimeoutMillis: CONNECT_MILLISECONDS,
    types: {
      getTypeParser: ((oid: number, format?: "text" | "binary") =>
        // bigints here are sequence numbers and counts, far below 2^53
        oid === INT8 ? Number : pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
    },
  });
  pool.on("error", () => {}); // an idle connection that breaks is replaced; whoever needs one next is told
  try {
    await checkSettings(pool);
    return pool;
  } catch (error) {
    await pool.end();
    throw error;
  }
}

async function checkSettings(pool: pg.Pool): Promise<void> {
  const settings = ["server_version_num", "fsync", "full_page_writes", "synchronous_commit"];
  let found: { name: string; setting: string }[];
  try {
    const answer = await pool.query("select name, setting from pg_settings where name = any($1)", [settings]);
    found = answer.rows;
  } catch (error) {
    throw new Error(`PostgreSQL cannot be reached: ${error instanceof Error ? error.message : error}`, {
      cause: error,
    });
  }
  const read = (name: string) => found.find((row) => row.name === name)?.setting;
  if (Number(read("server_version_num")) < LEAST_VERSION) {
    throw new Error(`This PostgreSQL is too old; Candor needs version ${LEAST_VERSION / 10000} or newer.`);
  }
  for (const name of ["fsync", "full_page_writes"]) {
    if (read(name) !== "on") {
      throw new Error(`PostgreSQL runs with ${name} = ${read(name)}; what was saved could be lost. Turn it on.`);
    }
  }
  if (!["on", "remote_apply"].includes(read("synchronous_commit") ?? "")) {
    throw new Error(
      `PostgreSQL runs with synchronous_commit = ${read("synchronous_commit")}; what was saved could be lost. Turn it on.`,
    );
  }
}
