import type { Compilable, Kysely } from "kysely";
import type { Schema } from "../../database/schema.ts";
import { projectionQueries } from "../../page/projection/write-projection.ts";
import type { ProjectedVolume, Volume } from "./snapshot-messages.ts";

const NOTHING_GONE = { topic: [], meeting: [], action: [], series: [], pairing_thing: [], entry: [] };

export async function readVolumes(db: Kysely<Schema>, page: string): Promise<Volume[]> {
  return db.selectFrom("page_volume").select(["year", "state"]).where("page", "=", page).orderBy("year").execute();
}

/**
 * Stores volumes, new or grown, with what lists and search show of them.
 *
 * @param at when; a volume that is there already keeps what it says of its own.
 */
export function volumeQueries(
  db: Kysely<Schema>,
  page: string,
  volumes: readonly ProjectedVolume[],
  at: string,
): Compilable[] {
  return volumes.flatMap(({ year, state, rows }) => [
    db
      .insertInto("page_volume")
      .values({ page, year, state, sealed_at: at })
      .onConflict((conflict) => conflict.columns(["page", "year"]).doUpdateSet({ state })),
    ...projectionQueries(db, { page, volume: year }, { changed: rows, gone: NOTHING_GONE }),
  ]);
}
