import pg from "pg";

const CONNECT_MILLISECONDS = 5000;
const INT8 = 20;

/** How every connection to the one PostgreSQL is opened. */
export function connectionOptions(url: string): pg.ClientConfig {
  return {
    connectionString: url,
    connectionTimeoutMillis: CONNECT_MILLISECONDS,
    keepAlive: true,
    types: {
      getTypeParser: ((oid: number, format?: "text" | "binary") =>
        // bigints here are sequence numbers and counts, far below 2^53
        oid === INT8 ? Number : pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
    },
  };
}
