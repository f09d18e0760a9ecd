import type { Database } from "../../database/open-database.ts";
import type { SnapshotKeeper } from "../../sync/snapshot/snapshot-keeper.ts";

/**
 * Writes topics, meetings, actions and search entries of every page anew from its document: they are derived and never
 * the truth.
 *
 * @returns the pages that could not be read; their tables stay empty.
 */
export async function rebuildProjection(
  { db, batch }: Pick<Database, "db" | "batch">,
  keeper: SnapshotKeeper,
): Promise<{ rebuilt: number; failed: string[] }> {
  const pages = await db.selectFrom("page_state").select("page").orderBy("page").execute();
  const failed: string[] = [];
  for (const { page } of pages) {
    await batch([
      db.deleteFrom("topic").where("page", "=", page),
      db.deleteFrom("meeting").where("page", "=", page),
      db.deleteFrom("action").where("page", "=", page),
      db.deleteFrom("search_entry").where("page", "=", page),
      db.updateTable("page_state").set({ projected_seq: -1, projected_digests: null }).where("page", "=", page),
    ]);
    const outcome = await keeper.snapshot(page);
    if (outcome !== "made") failed.push(page);
  }
  return { rebuilt: pages.length - failed.length, failed };
}
