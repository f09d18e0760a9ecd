import { chmod, mkdir, readdir, rename, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { CareCommand } from "@candor/protocol/care/care-command.ts";
import type { ImageFiles } from "../../artifact/image-files.ts";
import { openImages } from "../../artifact/open-images.ts";
import type { Config } from "../../config.ts";
import { databaseConfig } from "../../database/database-config.ts";
import { keepAuthSecret } from "../../people/auth-secret.ts";
import { makeFolder } from "../make-folder.ts";
import { noteBackup } from "./last-backup.ts";
import { databaseFileOf, IMAGE_PREFIX, MANIFEST, type Manifest, SECRET } from "./manifest.ts";
import { dumpPostgres } from "./postgres-dump.ts";
import { copySqlite } from "./sqlite-copy.ts";
import { describeFile, syncToDisk } from "./whole-files.ts";

export type MadeBackup = { folder: string; manifest: Manifest; sentences: string[] };

/**
 * Copies the whole place as it is at one moment, while people write. The folder appears under its name only once all of
 * it is on disk.
 *
 * @throws {Error} with a sentence for whoever runs it; nothing is left behind then.
 */
export async function makeBackup(
  config: Config,
  { to, withSecret }: Extract<CareCommand, { command: "backup" }>,
  now: Date,
): Promise<MadeBackup> {
  const parent = resolve(to ?? join(config.dataDirectory, "backups"));
  const name = `candor-${now.toISOString().replaceAll(":", "-").replace(/\.\d+/, "")}`;
  await makeFolder(parent, 0o700);
  const folder = join(parent, name);
  const draft = join(parent, `${name}.unfinished`);
  if ((await readdir(parent)).includes(name)) throw new Error(`${folder} is there already; try again in a second.`);
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { mode: 0o700 });
  try {
    const manifest = await fill(config, draft, withSecret, now);
    await syncToDisk(draft);
    await rename(draft, folder);
    await syncToDisk(parent);
    await noteBackup(config.dataDirectory, { at: manifest.madeAt, folder });
    return { folder, manifest, sentences: sentencesOf(folder, manifest, withSecret) };
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    throw error;
  }
}

async function fill(config: Config, draft: string, withSecret: boolean, now: Date): Promise<Manifest> {
  const database = databaseConfig({ DATABASE_URL: config.databaseUrl ?? undefined }, config.dataDirectory);
  const { engine } = database;
  const file = databaseFileOf({ engine });
  const path = join(draft, file);
  const facts =
    database.engine === "sqlite" ? await copySqlite(database.path, path) : await dumpPostgres(database.url, path);
  const names = [file];
  if (withSecret) {
    await writeFile(join(draft, SECRET), `${config.secret ?? (await keepAuthSecret(config.dataDirectory))}\n`);
    names.push(SECRET);
  }
  names.push(...(await copyImages(openImages(config), draft)));
  const files: Manifest["files"] = [];
  for (const name of names) {
    await chmod(join(draft, name), 0o600);
    await syncToDisk(join(draft, name));
    files.push(await describeFile(draft, name));
  }
  const manifest: Manifest = { format: 1, engine, madeAt: now.toISOString(), ...facts, files };
  await writeFile(join(draft, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`, { mode: 0o600, flush: true });
  return manifest;
}

/** After the database: every image that it names is there by then, and none ever changes. */
async function copyImages(images: ImageFiles, draft: string): Promise<string[]> {
  const names: string[] = [];
  for (const { id } of await images.list()) {
    const bytes = await images.read(id);
    if (bytes === null) continue; // taken away meanwhile, with its artifact
    const name = `${IMAGE_PREFIX}${id}`;
    await writeFile(join(draft, name), bytes, { mode: 0o600 });
    names.push(name);
  }
  return names;
}

function sentencesOf(folder: string, { counts, files }: Manifest, withSecret: boolean): string[] {
  const megabytes = files.reduce((sum, { bytes }) => sum + bytes, 0) / 1_000_000;
  return [
    `The backup lies in ${folder}: ${counts.pages} pages of ${counts.users} people, ${megabytes.toFixed(1)} MB, checked.`,
    withSecret
      ? "The key that signs sessions is in it: lock it away."
      : "The key that signs sessions is not in it; keep a copy of it apart, or say --with-secret.",
  ];
}
