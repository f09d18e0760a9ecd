import { stat } from "node:fs/promises";
import { DatabaseSync } from "node:sqlite";
import { lockFile } from "../../database/sqlite/open-file.ts";
import { problemsOf, sqlOf } from "../backup/sqlite-copy.ts";
import { type Finding, mind, well, wrong } from "./finding.ts";
import { lookAtTables } from "./look-at-tables.ts";

export type Looked = { findings: Finding[]; serverRuns: boolean; bytes: number };

const LONG_WAL = 268_435_456; // 256 MiB; the server moves it into the file long before that

export async function lookAtSqlite(path: string, now: Date): Promise<Looked> {
  const bytes = await sizeOf(path);
  if (bytes === null) {
    const what = `There is no database at ${path} yet.`;
    return {
      findings: [mind(what, "The first start makes one. If there should be one, CANDOR_DATA is wrong.")],
      serverRuns: false,
      bytes: 0,
    };
  }
  const serverRuns = isLocked(path);
  const findings: Finding[] = [
    well(serverRuns ? "A server has the database open." : "No server runs on this data folder."),
  ];
  let file: DatabaseSync | null = null;
  try {
    file = new DatabaseSync(path, { readOnly: true });
    file.exec("pragma busy_timeout = 5000");
    findings.push(...judgeIntegrity(file, bytes), await lookAtWal(path), ...(await lookAtTables(sqlOf(file), now)));
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    findings.push(
      wrong(
        `The database cannot be read: ${said}.`,
        "Keep the files as they are and restore the newest backup with --replace.",
      ),
    );
  } finally {
    file?.close();
  }
  return { findings, serverRuns, bytes };
}

function judgeIntegrity(file: DatabaseSync, bytes: number): Finding[] {
  const problems = problemsOf(file);
  const version = String(Object.values(file.prepare("select sqlite_version()").get() ?? {})[0]);
  if (problems.length === 0)
    return [well(`SQLite ${version}: ${(bytes / 1e6).toFixed(1)} MB, and every part of it is sound.`)];
  return [
    wrong(
      `The database is damaged: ${problems.slice(0, 3).join("; ")}.`,
      "Stop the server, keep the files as they are, and restore the newest backup with --replace. Then look at the disk.",
    ),
  ];
}

async function lookAtWal(path: string): Promise<Finding> {
  const bytes = (await sizeOf(`${path}-wal`)) ?? 0;
  const what = `Its write-ahead log has ${(bytes / 1e6).toFixed(1)} MB.`;
  return bytes > LONG_WAL
    ? mind(
        what,
        "Something reads the database for very long; a backup tool that hangs, perhaps. Restart the server when it has ended.",
      )
    : well(what);
}

function isLocked(path: string): boolean {
  try {
    lockFile(path).close();
    return false;
  } catch {
    return true;
  }
}

async function sizeOf(path: string): Promise<number | null> {
  return stat(path).then(
    ({ size }) => size,
    () => null,
  );
}
