import type { Compilable, Kysely } from "kysely";
import type { Database } from "../database/open-database.ts";
import type { Schema } from "../database/schema.ts";
import { tablesWith } from "./personal-data.ts";

/**
 * Takes a page away for good, with its past, its tables for lists and search and the answers given after its meetings.
 * Its log rows belong to nobody from then on and are cleared by `clearOrphanRows`.
 */
export async function erasePage({ db, batch }: Database, page: string): Promise<void> {
  await batch([
    noteErased(db),
    // Whoever takes part in an artifact by an account of their own does so without the page, too.
    db
      .updateTable("artifact_person")
      .set({ pair_id: null, seat: null })
      .where("pair_id", "=", page)
      .where("user_id", "is not", null),
    ...tablesWith("page").flatMap(({ table, columns }) => columns.map((column) => deleteRows(db, table, column, page))),
  ]);
}

/** Set from an erasure on until the log and the database's own leavings have been gone through. */
export const ERASED_SETTING = "erased_and_not_scrubbed";

export function noteErased(db: Kysely<Schema>): Compilable {
  return db
    .insertInto("setting")
    .values({ key: ERASED_SETTING, value: "1" })
    .onConflict((conflict) => conflict.column("key").doUpdateSet({ value: "1" }));
}

/** Columns come from the list of tables, which the compiler has checked against them. */
export function deleteRows(db: Kysely<Schema>, table: keyof Schema, column: string, value: string): Compilable {
  return db.deleteFrom(table).where(db.dynamic.ref<never>(column), "=", value as never);
}
