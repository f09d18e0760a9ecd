import { mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { exportJson } from "@candor/document/transfer/export-json.ts";
import { exportMarkdown } from "@candor/document/transfer/export-markdown.ts";
import { readVolume } from "@candor/document/volume/year-volume.ts";
import * as Y from "yjs";
import { openImages } from "../../artifact/open-images.ts";
import type { Config } from "../../config.ts";
import { databaseConfig } from "../../database/database-config.ts";
import { type Database, type DatabaseConfig, openDatabase } from "../../database/open-database.ts";
import { copySqlite } from "../backup/sqlite-copy.ts";
import { makeFolder } from "../make-folder.ts";
import { exportArtifact } from "./export-artifact.ts";

/**
 * Writes every page and artifact of the place as Markdown and JSON, for a move to something else or a duty by law. It is for whoever
 * holds the data anyway: the product has no way to it.
 *
 * @returns how many of each.
 * @throws {Error} with a sentence; nothing is left behind then.
 */
export async function exportPlace(
  config: Config,
  to: string,
): Promise<{ folder: string; pages: number; artifacts: number }> {
  const folder = resolve(to);
  await makeFolder(dirname(folder));
  await mkdir(folder, { mode: 0o700 }).catch((cause: unknown) => {
    throw new Error(`${folder} is there already; say a folder that is not.`, { cause });
  });
  await rm(folder, { recursive: true });
  const draft = await mkdtemp(`${folder}.unfinished-`);
  try {
    const source = await readable(
      databaseConfig({ DATABASE_URL: config.databaseUrl ?? undefined }, config.dataDirectory),
      draft,
    );
    const database = await openDatabase(source);
    let pages = 0;
    let artifacts = 0;
    try {
      const pairs = await database.db.selectFrom("pair").select("id").orderBy("created_at").execute();
      for (const { id } of pairs) pages += await exportPage(database, id, join(draft, "pages"));
      const written = await database.db.selectFrom("artifact").select("id").orderBy("created_at").execute();
      const images = openImages(config);
      for (const { id } of written) await exportArtifact(database, images, id, join(draft, "artifacts"));
      artifacts = written.length;
    } finally {
      await database.close();
    }
    await rm(join(draft, COPY), { recursive: true, force: true });
    await rename(draft, folder);
    return { folder, pages, artifacts };
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    throw error;
  }
}

const COPY = ".copy";

/** A server may run: of a SQLite file a copy is read. PostgreSQL takes one more reader. */
async function readable(config: DatabaseConfig, draft: string): Promise<DatabaseConfig> {
  if (config.engine === "postgres") return config;
  const path = join(draft, COPY, "candor.sqlite");
  await mkdir(dirname(path), { mode: 0o700 });
  await copySqlite(config.path, path);
  return { engine: "sqlite", path };
}

async function exportPage({ db, log }: Database, id: string, parent: string): Promise<number> {
  const snapshot = await log.readSnapshot(id);
  const tail = await log.readTail(id, snapshot?.seq ?? 0);
  if (snapshot === null && tail.length === 0) return 0;
  const doc = new Y.Doc();
  doc.transact(() => {
    if (snapshot !== null) Y.applyUpdate(doc, snapshot.state);
    for (const { update } of tail) Y.applyUpdate(doc, update);
  });
  const members = await db
    .selectFrom("pair_member")
    .select(["member as id", "name"])
    .where("pair_id", "=", id)
    .orderBy("member")
    .execute();
  const volumes = await db.selectFrom("page_volume").select("state").where("page", "=", id).orderBy("year").execute();
  const sealed = volumes.map(({ state }) => readVolume(state));
  const folder = join(parent, id);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await writeFile(join(folder, "page.json"), exportJson(doc, members, sealed), { mode: 0o600 });
  await writeFile(join(folder, "page.md"), exportMarkdown(doc, members, sealed), { mode: 0o600 });
  doc.destroy();
  return 1;
}
