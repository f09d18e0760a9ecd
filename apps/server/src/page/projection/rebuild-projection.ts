import type { Database } from "../../database/open-database.ts";
import type { SnapshotKeeper } from "../../sync/snapshot/snapshot-keeper.ts";
import type { SnapshotWorker } from "../../sync/snapshot/snapshot-worker.ts";
import { readVolumes, volumeQueries } from "../../sync/snapshot/volume-rows.ts";

/**
 * Writes topics, meetings, actions and search entries of every page and its volumes anew from their documents: they are
 * derived and never the truth.
 *
 * @returns the pages that could not be read.
 */
export async function rebuildProjection(
  { db, batch }: Pick<Database, "db" | "batch">,
  { keeper, worker }: { keeper: SnapshotKeeper; worker: SnapshotWorker },
): Promise<{ rebuilt: number; failed: string[] }> {
  const pages = await db.selectFrom("page_state").select("page").orderBy("page").execute();
  const failed: string[] = [];
  for (const { page } of pages) {
    const volumes = await worker.project(await readVolumes(db, page));
    await batch([
      db.deleteFrom("topic").where("page", "=", page),
      db.deleteFrom("meeting").where("page", "=", page),
      db.deleteFrom("action").where("page", "=", page),
      db.deleteFrom("pairing_thing").where("page", "=", page),
      db.deleteFrom("series").where("page", "=", page),
      db.deleteFrom("search_entry").where("page", "=", page),
      ...volumeQueries(db, page, volumes, ""),
      db.updateTable("page_state").set({ projected_seq: -1, projected_digests: null }).where("page", "=", page),
    ]);
    const outcome = await keeper.snapshot(page);
    if (outcome !== "made") failed.push(page);
  }
  return { rebuilt: pages.length - failed.length, failed };
}
