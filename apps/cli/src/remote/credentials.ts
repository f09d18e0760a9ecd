import { readFile, rm, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { Refused } from "./ask-server.ts";
import { makeFolder } from "./make-folder.ts";
import { sayFileFault } from "./say-file-fault.ts";

/** Where somebody's Candor is, and the token that speaks for them there. */
export type Credentials = { address: string; secret: string };

type Environment = Readonly<Record<string, string | undefined>>;

/** From the folder that the XDG base directories name; CANDOR_TOKEN with CANDOR_ADDRESS come first, for scripts. */
export async function readCredentials(env: Environment): Promise<Credentials | null> {
  const { CANDOR_TOKEN: secret, CANDOR_ADDRESS: address } = env;
  const home = address ? URL.parse(address) : null;
  if (secret && home) return { address: home.origin, secret };
  try {
    const kept = JSON.parse(await readFile(fileOf(env), "utf8")) as Partial<Credentials>;
    const isWhole = typeof kept.address === "string" && typeof kept.secret === "string";
    return isWhole ? (kept as Credentials) : null;
  } catch {
    return null; // there is none, or what is there is none of ours
  }
}

/** For the person alone: whoever reads the file speaks for them. @returns where it is. @throws {Refused} */
export async function keepCredentials(env: Environment, credentials: Credentials): Promise<string> {
  const file = fileOf(env);
  try {
    await makeFolder(dirname(file), 0o700);
    await rm(file, { force: true }); // one that is there would keep its own mode
    await writeFile(file, `${JSON.stringify(credentials, null, 2)}\n`, { mode: 0o600 });
  } catch (cause) {
    throw new Refused(`${file} could not be written: ${sayFileFault(cause)}.`);
  }
  return file;
}

export async function forgetCredentials(env: Environment): Promise<void> {
  await rm(fileOf(env), { force: true });
}

function fileOf(env: Environment): string {
  return join(env.XDG_CONFIG_HOME || join(homedir(), ".config"), "candor", "credentials.json");
}
