import { randomBytes } from "node:crypto";
import { chmod, link, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

const SECRET_BYTES = 32;

/**
 * The key that signs session cookies: made once, readable by the server's own user alone. Whoever loses it signs
 * everybody out, and nothing worse.
 *
 * @returns the same secret on every start, even if two processes start on an empty directory at once.
 */
export async function keepAuthSecret(dataDirectory: string): Promise<string> {
  const path = join(dataDirectory, "secret");
  const kept = await readSecret(path);
  if (kept) return kept;
  await mkdir(dataDirectory, { recursive: true, mode: 0o700 });
  const draft = `${path}.${process.pid}.${randomBytes(4).toString("hex")}`;
  await writeFile(draft, `${randomBytes(SECRET_BYTES).toString("base64url")}\n`, { mode: 0o600, flag: "wx" });
  try {
    await link(draft, path); // fails where the file has appeared meanwhile, and never shows half of one
  } catch (error) {
    if (!isCode(error, "EEXIST")) throw error;
  } finally {
    await rm(draft, { force: true });
  }
  const secret = await readSecret(path);
  if (!secret) throw new Error(`the secret in ${path} vanished while it was being written`);
  return secret;
}

async function readSecret(path: string): Promise<string | null> {
  try {
    const secret = (await readFile(path, "utf8")).trim();
    if (secret.length < SECRET_BYTES) {
      throw new Error(`${path} holds no usable secret; delete it to have a new one made, which signs everybody out`);
    }
    await chmod(path, 0o600); // a copy from a backup may have come back readable by all
    return secret;
  } catch (error) {
    if (isCode(error, "ENOENT")) return null;
    throw error;
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
