import type { Kysely } from "kysely";
import type { Engine } from "../engine.ts";
import type { Schema } from "../schema.ts";

/** What a company's directory says of people beyond what Candor itself has a use for, so that it reads back what it wrote. */
export async function createScimTables(db: Kysely<Schema>, _engine: Engine): Promise<void> {
  await db.schema
    .createTable("scim_profile")
    .addColumn("person_id", "text", (column) => column.primaryKey().references("person.id").onDelete("cascade"))
    .addColumn("workspace_id", "text", (column) => column.notNull().references("workspace.id").onDelete("cascade"))
    .addColumn("user_name_key", "text")
    .addColumn("attributes", "text", (column) => column.notNull())
    .addColumn("updated_at", "text", (column) => column.notNull())
    .addColumn("deleted_at", "text")
    .addUniqueConstraint("scim_profile_user_name", ["workspace_id", "user_name_key"])
    .execute();
  await db.schema.createIndex("scim_token_workspace").on("scim_token").column("workspace_id").execute();
  await db.schema.createIndex("scim_group_member_person").on("scim_group_member").column("person_id").execute();
}
