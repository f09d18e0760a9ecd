import { chmod, mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { keepAuthSecret } from "./auth-secret.ts";

let directory = "";
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "candor-secret-"));
});
afterEach(() => rm(directory, { recursive: true }));

test("the secret is made once and stays the same", async () => {
  const secret = await keepAuthSecret(directory);
  expect(Buffer.from(secret, "base64url")).toHaveLength(32);
  expect(await keepAuthSecret(directory)).toBe(secret);
});

test("only the server's own user can read it, also after a backup came back", async () => {
  await keepAuthSecret(directory);
  const path = join(directory, "secret");
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  await chmod(path, 0o644);
  await keepAuthSecret(directory);
  expect((await stat(path)).mode & 0o777).toBe(0o600);
});

test("two servers that start at once on an empty folder agree on one", async () => {
  const secrets = await Promise.all(Array.from({ length: 8 }, () => keepAuthSecret(directory)));
  expect(new Set(secrets).size).toBe(1);
  expect(await readdir(directory)).toEqual(["secret"]);
});

test("a secret cut short is refused, not used", async () => {
  await writeFile(join(directory, "secret"), "abc\n");
  await expect(keepAuthSecret(directory)).rejects.toThrow("no usable secret");
});
