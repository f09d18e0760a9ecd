import { mkdir, stat } from "node:fs/promises";
import { dirname } from "node:path";

/**
 * As `mkdir` with `recursive`, which asks for ever where a folder that is there takes none, as /proc (Node 26).
 *
 * @throws {Error} with a sentence for whoever named the folder.
 */
export async function makeFolder(path: string, mode = 0o777): Promise<void> {
  try {
    await make(path, mode);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`The folder ${path} cannot be made: ${why}`, { cause });
  }
}

async function make(path: string, mode: number): Promise<void> {
  try {
    await mkdir(path, { mode });
  } catch (cause) {
    if (await isFolder(path)) return;
    const parent = dirname(path);
    const isMissing = (cause as NodeJS.ErrnoException).code === "ENOENT" && parent !== path;
    if (!isMissing || (await isFolder(parent))) throw cause;
    await make(parent, mode);
    await make(path, mode);
  }
}

async function isFolder(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => null);
  return found?.isDirectory() === true;
}
