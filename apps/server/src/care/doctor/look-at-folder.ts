import { stat, statfs } from "node:fs/promises";
import { join } from "node:path";
import type { Config } from "../../config.ts";
import { type Finding, mind, well, wrong } from "./finding.ts";

const LEAST_FREE = 200_000_000; // bytes; a few days of a busy place
const LITTLE_FREE = 2_000_000_000;
const OTHERS = 0o077; // permissions of anybody but the owner

/** @param databaseBytes of the database in the same folder: a snapshot or a migration may need as much once more. */
export async function lookAtFolder(config: Config, databaseBytes: number): Promise<Finding[]> {
  const { dataDirectory } = config;
  const folder = await stat(dataDirectory).catch(() => null);
  if (!folder?.isDirectory()) {
    return [
      wrong(
        `The data folder ${dataDirectory} does not exist.`,
        "Set CANDOR_DATA to the folder of your data, or start Candor once to make it.",
      ),
    ];
  }
  return [
    ...judgePermissions(dataDirectory, folder.mode),
    await lookAtSecret(config),
    judgeSpace(await statfs(dataDirectory), databaseBytes),
  ];
}

function judgePermissions(path: string, mode: number): Finding[] {
  if (process.platform === "win32" || (mode & OTHERS) === 0) return [];
  return [mind(`Other users of this machine may look into ${path}.`, `chmod 700 ${path}`)];
}

async function lookAtSecret({ dataDirectory, secret }: Config): Promise<Finding> {
  if (secret !== null) return well("The key that signs sessions comes from CANDOR_SECRET.");
  const file = await stat(join(dataDirectory, "secret")).catch(() => null);
  if (file === null) {
    return mind(
      "There is no key that signs sessions yet.",
      "The first start makes one; after a restore put the old one back first.",
    );
  }
  return process.platform !== "win32" && (file.mode & OTHERS) !== 0
    ? wrong("Others may read the key that signs sessions.", `chmod 600 ${join(dataDirectory, "secret")}`)
    : well("The key that signs sessions is there, for the server's own user alone.");
}

function judgeSpace({ bavail, bsize }: { bavail: number; bsize: number }, databaseBytes: number): Finding {
  const free = bavail * bsize;
  const what = `${(free / 1e9).toFixed(1)} GB are free on the disk of the data folder.`;
  const todo = "Make room: with a full disk nothing can be saved. People's devices keep what they type until then.";
  if (free < LEAST_FREE) return wrong(what, todo);
  return free < LITTLE_FREE || free < databaseBytes ? mind(what, todo) : well(what);
}
