import { readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";

export type LastBackup = { at: string; folder: string };

const NOTE = "last-backup.json";

/** So that `candor doctor` can tell how old the newest is. */
export async function noteBackup(dataDirectory: string, backup: LastBackup): Promise<void> {
  const path = join(dataDirectory, NOTE);
  await writeFile(`${path}.draft`, `${JSON.stringify(backup)}\n`, { mode: 0o600 });
  await rename(`${path}.draft`, path);
}

/** @returns null where none was made from this data folder, or nobody can tell. */
export async function readLastBackup(dataDirectory: string): Promise<LastBackup | null> {
  try {
    const { at, folder } = JSON.parse(await readFile(join(dataDirectory, NOTE), "utf8")) as Partial<LastBackup>;
    return typeof at === "string" && typeof folder === "string" && !Number.isNaN(Date.parse(at))
      ? { at, folder }
      : null;
  } catch {
    return null;
  }
}
