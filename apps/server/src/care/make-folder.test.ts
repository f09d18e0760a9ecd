import { mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { makeFolder } from "./make-folder.ts";

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "candor-folder-"));
  await writeFile(join(root, "file"), "mine");
});
afterAll(() => rm(root, { recursive: true }));

test("a folder is made with those above it, and one that is there stays as it is", async () => {
  const deep = join(root, "a", "b", "c");
  await makeFolder(deep, 0o700);
  await makeFolder(deep, 0o755);
  expect((await stat(deep)).mode & 0o777).toBe(0o700);
});

test("where a file is in the way it ends with a sentence", async () => {
  await expect(makeFolder(join(root, "file"))).rejects.toThrow(/^The folder .+file cannot be made: EEXIST/);
  await expect(makeFolder(join(root, "file", "in"))).rejects.toThrow(/^The folder .+in cannot be made: ENOTDIR/);
});

test.runIf(process.platform === "linux")("where nothing can be made it ends with a sentence, too", async () => {
  await expect(makeFolder("/proc/x/y")).rejects.toThrow(/^The folder \/proc\/x\/y cannot be made: ENOENT/);
});
