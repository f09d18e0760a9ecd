import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { RawSql } from "../../database/raw-sql.ts";
import { runPostgresProgram } from "./postgres-programs.ts";
import type { RestoreOptions } from "./restore-options.ts";

/**
 * Restores a dump in one transaction, in which what is there goes into a schema aside and the epoch rises.
 *
 * @throws {Error} with a sentence; what was there is as it was then.
 */
export async function restorePostgres(
  source: string,
  url: string,
  options: RestoreOptions,
): Promise<{ epoch: number; aside: string | null }> {
  const { openPool } = await import("../../database/postgres/open-pool.ts");
  const { rawPostgres } = await import("../../database/postgres/raw-postgres.ts");
  const pool = await openPool(url);
  let there: { tables: number; epoch: number };
  try {
    there = await lookAround(rawPostgres(pool));
  } finally {
    await pool.end();
  }
  if (there.tables > 0 && !options.replace) {
    throw new Error(
      "There are tables in this database already. Say --replace to put the backup in their stead; they are kept aside.",
    );
  }
  const epoch = Math.max(options.leastEpoch, there.epoch + 1);
  const aside = there.tables > 0 ? `replaced_${options.now.getTime()}` : null;
  await play(source, url, scriptAround(epoch, aside, options.signOutEverybody));
  return { epoch, aside: aside === null ? null : `the schema ${aside} of the same database` };
}

async function lookAround(sql: RawSql): Promise<{ tables: number; epoch: number }> {
  // A server holds connections for as long as it runs. Others may be anybody's: they would see the tables change.
  const [others] = await sql<{ count: number }>(
    `select count(*) as count from pg_stat_activity
     where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'`,
  );
  if (Number(others?.count) > 0) {
    throw new Error(
      `${others?.count} other connections to this database are open. Stop every Candor server, and what else uses it, first.`,
    );
  }
  const [found] = await sql<{ tables: number }>(
    "select count(*) as tables from information_schema.tables where table_schema = 'public'",
  );
  const tables = Number(found?.tables ?? 0);
  const isCandors =
    tables > 0 &&
    (await sql("select 1 from information_schema.tables where table_schema = 'public' and table_name = 'setting'"))
      .length > 0;
  if (!isCandors) return { tables, epoch: 0 };
  const [row] = await sql<{ value: string }>("select value from public.setting where key = 'epoch'");
  return { tables, epoch: Number(row?.value ?? 0) };
}

type Script = { before: string; after: string };

function scriptAround(epoch: number, aside: string | null, signOutEverybody: boolean): Script {
  return {
    before: aside === null ? "" : `alter schema public rename to ${aside};\ncreate schema public;\n`,
    // Two restores of one backup in different databases give different epochs by the clock; see `leastEpoch`.
    after: `
      update public.setting set value = cast(greatest(cast(value as bigint) + 1, ${epoch}) as text) where key = 'epoch';
      delete from public.setting where key = 'secret_fingerprint';
      ${signOutEverybody ? "delete from public.session;" : ""}
    `,
  };
}

/** Written out first: psql then either has all of it or takes all of it back. */
async function play(source: string, url: string, { before, after }: Script): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "candor-restore-"));
  try {
    const [list, first, dump, last] = ["list", "1.sql", "2.sql", "3.sql"].map((name) => join(folder, name)) as Four;
    await writeFile(list, await wantedEntries(source));
    await writeFile(first, before);
    await writeFile(last, after);
    const options = ["--no-owner", "--no-privileges", `--use-list=${list}`, `--file=${dump}`];
    await runPostgresProgram("pg_restore", null, [...options, source]);
    const inOneGo = ["--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1"];
    await runPostgresProgram("psql", url, [...inOneGo, ...[first, dump, last].map((file) => `--file=${file}`)]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

type Four = [string, string, string, string];

/** All but the schema itself, which is there. */
async function wantedEntries(source: string): Promise<string> {
  const lines = (await runPostgresProgram("pg_restore", null, ["--list", source])).split("\n");
  return lines.filter((line) => !/ SCHEMA - public | COMMENT - SCHEMA public /.test(line)).join("\n");
}
