import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import pg from "pg";

const START_SECONDS = 30;
const POLL_MILLISECONDS = 50;

export type PostgresCluster = {
  /** Makes a database, empty or as the one of the URL is, and returns its URL. Nobody may have that one open. */
  newDatabase(like?: string): Promise<string>;
  /** Ends the server under whoever is connected; `resume` starts it again on the same data. */
  halt(): Promise<void>;
  /** Ends it as a power cut would, and all its processes at once; `resume` starts it again on the same data. */
  kill(): Promise<void>;
  resume(): Promise<void>;
  /** Ends every connection to it. */
  endConnections(): Promise<void>;
  /** Ends it for good and removes its data. */
  remove(): Promise<void>;
};

/**
 * Starts a PostgreSQL of one's own in a temporary folder, reachable through a socket in it and nowhere else, with the
 * durability settings it has in earnest.
 *
 * @throws {Error} naming what to install where this machine has no PostgreSQL.
 */
export async function startPostgres(): Promise<PostgresCluster> {
  const bin = findBinaries();
  const folder = mkdtempSync(join(tmpdir(), "candor-pg-"));
  const owner = databaseOwner();
  if (isUser(owner)) chownSync(folder, owner.uid, owner.gid);
  const data = join(folder, "data");
  execFileSync(
    join(bin, "initdb"),
    ["-D", data, "-U", "candor", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N"],
    {
      ...owner,
      stdio: "pipe",
    },
  );

  let server = await start(bin, data, folder, owner);
  let databases = 0;
  const url = (name: string) => `postgres://candor@localhost/${name}?host=${encodeURIComponent(folder)}`;
  const end = async (signal: "SIGINT" | "SIGQUIT") => {
    const ended = new Promise((resolve) => server.once("exit", resolve));
    if (server.exitCode === null && server.kill(signal)) await ended;
  };
  const killAtExit = () => void server.kill("SIGQUIT");
  process.once("exit", killAtExit);
  return {
    async newDatabase(like) {
      databases += 1;
      const client = new pg.Client(url("postgres"));
      await client.connect();
      const template = like === undefined ? "template1" : new URL(like).pathname.slice(1);
      await client.query(`create database test_${databases} template ${template}`);
      await client.end();
      return url(`test_${databases}`);
    },
    // PostgreSQL's fast shutdown. After a harder one it would sync every file of its data when it starts.
    halt: () => end("SIGINT"),
    async kill() {
      const gone = new Promise((resolve) => server.once("exit", resolve));
      const children = readFileSync(`/proc/${server.pid}/task/${server.pid}/children`, "utf8").trim().split(" ");
      for (const pid of [server.pid, ...children.map(Number)]) if (pid) process.kill(pid, "SIGKILL");
      await gone;
      // Its memory is taken over only when none of them is left.
      while (children.some((pid) => pid !== "" && existsSync(`/proc/${pid}`) && !isZombie(pid)))
        await new Promise((resolve) => setTimeout(resolve, POLL_MILLISECONDS));
    },
    async resume() {
      server = await start(bin, data, folder, owner);
    },
    async endConnections() {
      const client = new pg.Client(url("postgres"));
      await client.connect();
      await client.query(
        "select pg_terminate_backend(pid) from pg_stat_activity where usename = current_user and pid <> pg_backend_pid()",
      );
      await client.end();
    },
    async remove() {
      await end("SIGQUIT"); // what is thrown away need not be written to the disk first
      process.off("exit", killAtExit);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function isZombie(pid: string): boolean {
  try {
    return /^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch {
    return true; // gone altogether
  }
}

type Owner = { uid: number; gid: number } | Record<string, never>;

function databaseOwner(): Owner {
  if (process.getuid?.() !== 0) return {};
  // PostgreSQL refuses to run as root; its package made a user for it
  const id = (flag: string) => Number(execFileSync("id", [flag, "postgres"], { encoding: "utf8" }));
  return { uid: id("-u"), gid: id("-g") };
}

function isUser(owner: Owner): owner is { uid: number; gid: number } {
  return "uid" in owner;
}

function findBinaries(): string {
  const folders = [
    ...(process.env.PATH ?? "").split(delimiter),
    ...debianFolders(),
    "/opt/homebrew/opt/postgresql/bin",
  ];
  const found = folders.find((folder) => existsSync(join(folder, "initdb")) && existsSync(join(folder, "postgres")));
  if (found) return found;
  throw new Error(
    "These tests need PostgreSQL's server programs. On Debian and Ubuntu: apt-get install postgresql. On macOS: brew install postgresql.",
  );
}

function debianFolders(): string[] {
  const parent = "/usr/lib/postgresql";
  if (!existsSync(parent)) return [];
  const versions = readdirSync(parent).sort((left, right) => Number(right) - Number(left));
  return versions.map((version) => join(parent, version, "bin"));
}

async function start(bin: string, data: string, folder: string, owner: Owner): Promise<ChildProcess> {
  const settings = ["listen_addresses=", `unix_socket_directories=${folder}`, "max_connections=60"];
  const server = spawn(join(bin, "postgres"), ["-D", data, ...settings.flatMap((setting) => ["-c", setting])], {
    ...owner,
    cwd: folder,
    stdio: ["ignore", "ignore", "pipe"],
  });
  let said = "";
  server.stderr?.on("data", (chunk) => {
    said = (said + chunk).slice(-4000);
  });
  const deadline = Date.now() + START_SECONDS * 1000;
  while (!(await answers(folder))) {
    if (server.exitCode !== null || Date.now() > deadline) throw new Error(`PostgreSQL did not start: ${said}`);
    await new Promise((resolve) => setTimeout(resolve, POLL_MILLISECONDS));
  }
  return server;
}

async function answers(folder: string): Promise<boolean> {
  const client = new pg.Client({ host: folder, user: "candor", database: "postgres" });
  client.on("error", () => {});
  try {
    await client.connect();
    await client.query("select 1");
    await client.end();
    return true;
  } catch {
    return false;
  }
}
