import { constants } from "node:fs";
import { access, copyFile, mkdir, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { lockFile } from "../../database/sqlite/open-file.ts";
import type { RestoreOptions } from "./restore-options.ts";

import { settle } from "./sqlite-copy.ts";
import { syncToDisk } from "./whole-files.ts";

const BESIDE = ["-wal", "-shm", ""] as const; // in this order: a log without its file is nothing, the reverse is a loss

/**
 * Puts a copy in the place of the data file. All that can fail is done beside it first; the last step is a rename.
 *
 * @throws {Error} with a sentence; what was there is as it was then.
 */
export async function restoreSqlite(
  source: string,
  path: string,
  { replace, signOutEverybody, now, leastEpoch }: RestoreOptions,
): Promise<{ epoch: number; aside: string | null }> {
  const lock = lockFile(path);
  try {
    const isThere = await exists(path);
    if (isThere && !replace) {
      throw new Error(
        `There is a place in ${dirname(path)} already. Say --replace to put the backup in its stead; what is there is kept aside.`,
      );
    }
    const draft = `${path}.restoring`;
    for (const suffix of [...BESIDE, "-journal"]) await rm(`${draft}${suffix}`, { force: true });
    await copyFile(source, draft, constants.COPYFILE_FICLONE);
    let epoch = leastEpoch;
    await settle(draft, (file) => {
      epoch = Math.max(leastEpoch, epochOf(file) + 1, isThere ? epochAt(path) + 1 : 0);
      file.prepare("update setting set value = ? where key = 'epoch'").run(String(epoch));
      if (signOutEverybody) file.exec("delete from session");
    });
    await syncToDisk(draft);
    const aside = isThere ? await putAside(path, now) : null;
    await rename(draft, path);
    await syncToDisk(dirname(path));
    return { epoch, aside };
  } finally {
    lock.close();
  }
}

async function putAside(path: string, now: Date): Promise<string> {
  tuckIn(path);
  const aside = join(dirname(path), `replaced-${now.toISOString().replaceAll(":", "-")}`);
  await mkdir(aside, { mode: 0o700 });
  for (const suffix of BESIDE) {
    if (await exists(`${path}${suffix}`)) await rename(`${path}${suffix}`, join(aside, `candor.sqlite${suffix}`));
  }
  await syncToDisk(aside);
  return aside;
}

/** Moves what stands in the write-ahead log into the file. A file that cannot even do that is kept with its log. */
function tuckIn(path: string): void {
  try {
    const file = new DatabaseSync(path);
    try {
      file.exec("pragma wal_checkpoint(truncate)");
    } finally {
      file.close();
    }
  } catch {
    // damaged: perhaps the very reason for the restore
  }
}

function epochAt(path: string): number {
  try {
    const file = new DatabaseSync(path, { readOnly: true });
    try {
      return epochOf(file);
    } finally {
      file.close();
    }
  } catch {
    return 0;
  }
}

function epochOf(file: DatabaseSync): number {
  const row = file.prepare("select value from setting where key = 'epoch'").get() as { value: string } | undefined;
  const epoch = Number(row?.value);
  return Number.isSafeInteger(epoch) ? epoch : 0;
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
