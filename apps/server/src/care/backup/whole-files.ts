import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { open, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Manifest } from "./manifest.ts";

export async function hashFile(path: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest("hex");
}

export async function describeFile(folder: string, name: string): Promise<Manifest["files"][number]> {
  const path = join(folder, name);
  return { name, bytes: (await stat(path)).size, sha256: await hashFile(path) };
}

/** @throws {Error} with a sentence, where a file of a backup is not what the manifest says. */
export async function checkFiles(folder: string, { files }: Manifest): Promise<void> {
  for (const { name, sha256 } of files) {
    const found = await hashFile(join(folder, name)).catch(() => null);
    if (found === null)
      throw new Error(`The backup is not whole: ${name} is missing or cannot be read. Take another one.`);
    if (found !== sha256) throw new Error(`The backup is damaged: ${name} is not what was written. Take another one.`);
  }
}

/** Brings a file, or the names in a folder, to disk. */
export async function syncToDisk(path: string): Promise<void> {
  const handle = await open(path, "r");
  try {
    await handle.sync();
  } catch (error) {
    // Windows syncs no folders.
    if (process.platform !== "win32") throw error;
  } finally {
    await handle.close();
  }
}
