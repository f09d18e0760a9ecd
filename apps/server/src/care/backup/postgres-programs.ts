import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync } from "node:fs";
import { delimiter, join } from "node:path";

export type PostgresProgram = "pg_dump" | "pg_restore" | "psql";

/**
 * Runs one of PostgreSQL's own programs on a database. The address goes by the environment, since anybody on the machine
 * may read the arguments of a process, and there is a password in it.
 *
 * @returns what it printed.
 * @throws {Error} with what it said, or what to install.
 */
export async function runPostgresProgram(
  program: PostgresProgram,
  url: string | null,
  parameters: readonly string[],
): Promise<string> {
  const child = spawn(findProgram(program), parameters, {
    env: { ...process.env, ...(url === null ? {} : environmentOf(url)) },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let [printed, said] = ["", ""];
  child.stdout.on("data", (chunk: Buffer) => {
    printed += chunk.toString();
  });
  child.stderr.on("data", (chunk: Buffer) => {
    said = `${said}${chunk}`.slice(-2000);
  });
  const [code] = (await once(child, "close")) as [number | null];
  if (code !== 0) throw new Error(`${program} failed: ${said.trim() || `exit code ${code}`}`);
  return printed;
}

function findProgram(program: PostgresProgram): string {
  const folders = [...(process.env.PATH ?? "").split(delimiter), ...debianFolders(), "/opt/homebrew/opt/libpq/bin"];
  const folder = folders.find((each) => each !== "" && existsSync(join(each, program)));
  if (folder !== undefined) return join(folder, program);
  throw new Error(
    `${program} is not installed, and PostgreSQL is backed up and restored by it. On Debian and Ubuntu: apt-get install postgresql-client. On macOS: brew install libpq. It may be newer than the database, and not older.`,
  );
}

function debianFolders(): string[] {
  const parent = "/usr/lib/postgresql";
  if (!existsSync(parent)) return [];
  const versions = readdirSync(parent).sort((left, right) => Number(right) - Number(left));
  return versions.map((version) => join(parent, version, "bin"));
}

/** As libpq reads them. What an address may say beside that has a variable of the same name in capitals, mostly. */
function environmentOf(address: string): Record<string, string> {
  const url = new URL(address);
  const environment: Record<string, string> = {
    PGDATABASE: decodeURIComponent(url.pathname.slice(1)),
    ...(url.hostname === "" ? {} : { PGHOST: url.hostname.replace(/^\[|\]$/g, "") }),
    ...(url.port === "" ? {} : { PGPORT: url.port }),
    ...(url.username === "" ? {} : { PGUSER: decodeURIComponent(url.username) }),
    ...(url.password === "" ? {} : { PGPASSWORD: decodeURIComponent(url.password) }),
  };
  for (const [name, value] of url.searchParams) {
    if (/^(host|port|user|password|sslmode|sslrootcert|sslcert|sslkey|options)$/.test(name)) {
      environment[`PG${name.toUpperCase()}`] = value;
    }
  }
  return environment;
}
