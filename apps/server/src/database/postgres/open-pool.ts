import pg from "pg";
import { checkSettings } from "./check-settings.ts";
import { connectionOptions } from "./connect.ts";

const POOL_SIZE = 10;

// Set by each connection for itself, so that a default changed under a running server loses nothing either.
const COMMIT_TO_DISK = `select set_config('synchronous_commit', 'on', false)
  where current_setting('synchronous_commit') not in ('on', 'remote_apply')`;

/**
 * @throws {Error} with a sentence for whoever starts the server: PostgreSQL cannot be reached, is too old, or has a
 * setting under which a committed write could be lost.
 */
export async function openPool(url: string): Promise<pg.Pool> {
  await checkSettings(url);
  const pool = new pg.Pool({
    ...connectionOptions(url),
    max: POOL_SIZE,
    onConnect: async (client) => {
      // A connection that breaks while somebody has it: they are told by their query, and this would end the process.
      client.on("error", () => {});
      await client.query(COMMIT_TO_DISK);
    },
  });
  pool.on("error", () => {}); // an idle connection that breaks is replaced; whoever needs one next is told
  return pool;
}
