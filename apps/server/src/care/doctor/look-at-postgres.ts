import type { RawSql } from "../../database/raw-sql.ts";
import { type Finding, mind, well, wrong } from "./finding.ts";
import type { Looked } from "./look-at-sqlite.ts";
import { lookAtTables } from "./look-at-tables.ts";

const APART_SECONDS = 5;

export async function lookAtPostgres(url: string, now: Date): Promise<Looked> {
  const { openPool } = await import("../../database/postgres/open-pool.ts");
  const { rawPostgres } = await import("../../database/postgres/raw-postgres.ts");
  let pool: Awaited<ReturnType<typeof openPool>>;
  try {
    pool = await openPool(url);
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    return {
      findings: [
        wrong(said, "See that PostgreSQL runs, that DATABASE_URL is right, and that nothing turns its safety off."),
      ],
      serverRuns: false,
      bytes: 0,
    };
  }
  try {
    const sql = rawPostgres(pool);
    const [others] = await sql<{ count: number }>(
      `select count(*) as count from pg_stat_activity
       where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'`,
    );
    const serverRuns = Number(others?.count) > 0;
    const findings = [
      ...(await lookAtServer(sql, now)),
      well(
        serverRuns
          ? `${others?.count} other connections to this database are open.`
          : "No server is connected to this database.",
      ),
      ...(await lookAtTables(sql, now)),
    ];
    return { findings, serverRuns, bytes: 0 };
  } finally {
    await pool.end();
  }
}

async function lookAtServer(sql: RawSql, now: Date): Promise<Finding[]> {
  const [facts] = await sql<{ version: string; bytes: number; now: Date; encoding: string; connections: string }>(
    `select current_setting('server_version') as version, pg_database_size(current_database()) as bytes,
       clock_timestamp() as now, current_setting('server_encoding') as encoding,
       current_setting('max_connections') as connections`,
  );
  if (facts === undefined) return [];
  const apart = Math.abs(facts.now.getTime() - now.getTime()) / 1000;
  return [
    well(
      `PostgreSQL ${facts.version}, ${(Number(facts.bytes) / 1e6).toFixed(1)} MB; fsync, full_page_writes and synchronous_commit are on.`,
    ),
    facts.encoding === "UTF8"
      ? well(`It takes ${facts.connections} connections; each Candor server uses at most 12.`)
      : wrong(
          `Its text is encoded as ${facts.encoding}.`,
          "Make a database with UTF8 and move there by backup and restore.",
        ),
    ...(apart > APART_SECONDS
      ? [
          mind(
            `Its clock and this machine's are ${apart.toFixed(0)} s apart.`,
            "Let both machines take the time from the same servers (NTP).",
          ),
        ]
      : []),
  ];
}
