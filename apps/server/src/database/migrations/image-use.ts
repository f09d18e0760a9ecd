import type { Kysely } from "kysely";
import type { Schema } from "../schema.ts";

/** Since when the text of its artifact has not shown an image; and how much somebody has put in, found quickly. */
export async function noteImageUse(db: Kysely<Schema>): Promise<void> {
  await db.schema.alterTable("artifact_image").addColumn("unused_since", "text").execute();
  await db.schema.createIndex("artifact_image_added_by").on("artifact_image").column("added_by").execute();
}
