import { randomBytes } from "node:crypto";
import { copyFile, open, readdir, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { makeFolder } from "../care/make-folder.ts";

/** A file of a person's folder as it shall be. `key` is the same whatever it is called, and tells it from the others. */
export type NightlyFile = { name: string; key: string; text: string };

const BEFORE = "before"; // the folder of what each file was until the last change

/**
 * Makes the files of a folder say what they shall. A file that says it already is not touched, so that whoever keeps the
 * folder under version control sees what changed and nothing else. Each comes to be at once or not at all, what it was
 * before stays beside it, and nothing is ever taken away for want of news of it.
 *
 * @returns the keys of what changed.
 */
export async function writeFolder(folder: string, files: readonly NightlyFile[]): Promise<string[]> {
  await makeFolder(join(folder, BEFORE), 0o700);
  const present = await readdir(folder);
  const changed: string[] = [];
  for (const { name, key, text } of files) {
    const path = join(folder, name);
    const earlier = present.filter((each) => each !== name && isCalled(each, key, name));
    const was = await readFile(path, "utf8").catch(() => null);
    if (was !== text) {
      if (was !== null) await copyFile(path, join(folder, BEFORE, name));
      await writeWhole(path, text);
      changed.push(key);
    }
    // Under the name that the other had until now; it has the same page, so it is what was before.
    for (const old of earlier) await rename(join(folder, old), join(folder, BEFORE, name));
  }
  return changed;
}

/** `Ben Birch 0198d0c1.md` and `B. Birch 0198d0c1.md` are of one page. */
function isCalled(name: string, key: string, like: string): boolean {
  const ending = like.slice(like.lastIndexOf("."));
  return name.endsWith(` ${key}${ending}`) || name === `${key}${ending}`;
}

async function writeWhole(path: string, text: string): Promise<void> {
  const draft = `${path}.${randomBytes(6).toString("hex")}.tmp`;
  try {
    const file = await open(draft, "wx", 0o600);
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}

/** A person's own folder: by their id, which nobody chooses and which stays the same. */
export function folderOf(root: string, userId: string): string {
  return join(root, userId.replace(/[^\w-]/g, "_"));
}

export async function forgetFolder(root: string, userId: string): Promise<void> {
  await rm(folderOf(root, userId), { recursive: true, force: true });
}
