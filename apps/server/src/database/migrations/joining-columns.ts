import type { Kysely } from "kysely";
import type { Schema } from "../schema.ts";

/** How somebody came into a workspace, for whoever is to let them onto a page; and which mail carries an invitation. */
export async function addJoiningColumns(db: Kysely<Schema>): Promise<void> {
  await db.schema.alterTable("person").addColumn("joined_by", "text").execute();
  await db.schema.alterTable("person").addColumn("joined_email", "text").execute();
  for (const column of ["mail_id", "mailed_to", "mailed_by"])
    await db.schema.alterTable("workspace_invitation").addColumn(column, "text").execute();
}
