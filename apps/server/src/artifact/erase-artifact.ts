import type { Compilable } from "kysely";
import type { Database } from "../database/open-database.ts";
import { deleteRows, noteErased } from "../rights/erase-page.ts";
import type { ImageFiles } from "./image-files.ts";

type EraseParts = Pick<Database, "db" | "batch"> & {
  images: Pick<ImageFiles, "remove">;
  /** tells, on every node, that somebody's access may have changed */
  changed: (id: string) => void;
};

/** Takes an artifact away for good, with its past and its images; its log rows are cleared with those of erased pages. */
export async function eraseArtifact({ db, batch, images, changed }: EraseParts, id: string): Promise<void> {
  const rows = await db.selectFrom("artifact_image").select("id").where("artifact_id", "=", id).execute();
  const ofLog = ["page_session", "page_snapshot", "page_volume", "page_state", "search_entry"] as const;
  await batch([
    noteErased(db),
    ...ofLog.map((table): Compilable => deleteRows(db, table, "page", id)),
    db.deleteFrom("artifact").where("id", "=", id),
  ]);
  changed(id);
  // Where the store cannot be reached, what is left there belongs to nothing any more, and is collected later.
  for (const image of rows) await images.remove(image.id).catch(() => undefined);
}
