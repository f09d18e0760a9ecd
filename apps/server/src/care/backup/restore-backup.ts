import { chmod, copyFile, readFile, stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { CareCommand } from "@candor/protocol/care/care-command.ts";
import type { ImageFiles } from "../../artifact/image-files.ts";
import { openImages } from "../../artifact/open-images.ts";
import type { Config } from "../../config.ts";
import { databaseConfig } from "../../database/database-config.ts";
import { makeFolder } from "../make-folder.ts";
import { databaseFileOf, IMAGE_PREFIX, isImageName, type Manifest, readManifest, SECRET } from "./manifest.ts";
import { restorePostgres } from "./postgres-restore.ts";
import { restoreSqlite } from "./sqlite-restore.ts";
import { checkFiles } from "./whole-files.ts";

export type Restored = {
  epoch: number;
  /** where what was there before lies now; null: nothing was */
  aside: string | null;
  sentences: string[];
};

/**
 * Puts a backup in its place, all of it or nothing. The epoch rises, so that clients see that the server has forgotten.
 *
 * @throws {Error} with a sentence for whoever runs it; what was there is as it was then.
 */
export async function restoreBackup(
  config: Config,
  { from, replace, signOutEverybody }: Extract<CareCommand, { command: "restore" }>,
  now: Date,
): Promise<Restored> {
  const folder = resolve(from);
  const manifest = await readManifest(folder);
  const target = databaseConfig({ DATABASE_URL: config.databaseUrl ?? undefined }, config.dataDirectory);
  if (manifest.engine !== target.engine) throw new Error(otherEngine(manifest));
  await checkFiles(folder, manifest);
  await makeFolder(config.dataDirectory, 0o700);
  const source = join(folder, databaseFileOf(manifest));
  // Seconds, since two restores of one backup must not give the same number, and the first may be lost without a trace.
  const options = { replace, signOutEverybody, now, leastEpoch: Math.floor(now.getTime() / 1000) };
  const images = openImages(config);
  const brought = await bringImages(images, folder, manifest);
  const restore = () =>
    target.engine === "sqlite"
      ? restoreSqlite(source, target.path, options)
      : restorePostgres(source, target.url, options);
  const { epoch, aside } = await restore().catch(async (error: unknown) => {
    for (const id of brought) await images.remove(id);
    throw error;
  });
  const secret = await bringSecret(config, folder, manifest);
  return { epoch, aside, sentences: sentencesOf(folder, manifest, aside, secret) };
}

/**
 * Before the database, for what no artifact names is seen by nobody. An image never changes: those that are there stay.
 *
 * @returns those that were not there before.
 */
async function bringImages(images: ImageFiles, folder: string, { files }: Manifest): Promise<string[]> {
  const kept = files.filter(({ name }) => isImageName(name));
  if (kept.length === 0) return [];
  const brought: string[] = [];
  const there = new Set((await images.list()).map(({ id }) => id));
  for (const { name } of kept) {
    const id = name.slice(IMAGE_PREFIX.length);
    if (there.has(id)) continue;
    await images.write(id, await readFile(join(folder, name)));
    brought.push(id);
  }
  return brought;
}

type SecretOutcome = "kept" | "brought" | "missing";

/** The key that is there is the newer one. */
async function bringSecret(config: Config, folder: string, { files }: Manifest): Promise<SecretOutcome> {
  const path = join(config.dataDirectory, SECRET);
  const isThere = await stat(path).then(
    () => true,
    () => false,
  );
  if (config.secret !== null || isThere) return "kept";
  if (!files.some(({ name }) => name === SECRET)) return "missing";
  await copyFile(join(folder, SECRET), path);
  await chmod(path, 0o600);
  return "brought";
}

function otherEngine({ engine }: Manifest): string {
  return engine === "sqlite"
    ? "This is a backup of the embedded SQLite, and DATABASE_URL names a PostgreSQL. Leave DATABASE_URL out to restore it."
    : "This is a backup of PostgreSQL. Say by DATABASE_URL into which database it should go.";
}

function sentencesOf(folder: string, manifest: Manifest, aside: string | null, secret: SecretOutcome): string[] {
  return [
    `${folder} is restored, as it was at ${manifest.madeAt}: ${manifest.counts.pages} pages of ${manifest.counts.users} people.`,
    ...(aside === null ? [] : [`What was there before lies in ${aside}; delete it when you are sure.`]),
    ...(secret === "missing"
      ? ["The key that signs sessions was neither here nor in the backup: everybody signs in anew."]
      : []),
    "Start the server: open pages bring back by themselves what they hold that is newer.",
  ];
}
