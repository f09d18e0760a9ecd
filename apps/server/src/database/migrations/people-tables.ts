import type { Kysely } from "kysely";
import type { Engine } from "../engine.ts";
import type { Schema } from "../schema.ts";

/** Workspaces, the people in them with who manages whom, and how people come in: by invitation, by file, by SCIM. */
export async function createPeopleTables(db: Kysely<Schema>, _engine: Engine): Promise<void> {
  await db.schema
    .createTable("workspace")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("name", "text", (column) => column.notNull())
    .addColumn("settings", "text", (column) => column.notNull())
    .addColumn("created_at", "text", (column) => column.notNull())
    .execute();
  await db.schema
    .createTable("person")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("workspace_id", "text", (column) => column.notNull().references("workspace.id").onDelete("cascade"))
    .addColumn("user_id", "text")
    .addColumn("email", "text")
    .addColumn("name", "text", (column) => column.notNull())
    .addColumn("title", "text", (column) => column.notNull())
    .addColumn("department", "text", (column) => column.notNull())
    .addColumn("role", "text", (column) => column.notNull())
    .addColumn("external_id", "text")
    .addColumn("created_at", "text", (column) => column.notNull())
    .addColumn("left_at", "text")
    .addUniqueConstraint("person_email", ["workspace_id", "email"])
    .addUniqueConstraint("person_user", ["workspace_id", "user_id"])
    .addUniqueConstraint("person_external", ["workspace_id", "external_id"])
    .execute();
  await db.schema.createIndex("person_user_id").on("person").column("user_id").execute();
  await db.schema
    .createTable("manager_edge")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("workspace_id", "text", (column) => column.notNull().references("workspace.id").onDelete("cascade"))
    .addColumn("report_id", "text", (column) => column.notNull().references("person.id").onDelete("cascade"))
    .addColumn("manager_id", "text", (column) => column.notNull().references("person.id").onDelete("cascade"))
    .addColumn("since", "text", (column) => column.notNull())
    .addColumn("until", "text")
    .execute();
  await db.schema.createIndex("manager_edge_report").on("manager_edge").column("report_id").execute();
  await db.schema.createIndex("manager_edge_manager").on("manager_edge").column("manager_id").execute();
  await db.schema
    .createTable("workspace_invitation")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("workspace_id", "text", (column) => column.notNull().references("workspace.id").onDelete("cascade"))
    .addColumn("person_id", "text", (column) => column.notNull().references("person.id").onDelete("cascade"))
    .addColumn("secret_hash", "text", (column) => column.notNull())
    .addColumn("created_by", "text", (column) => column.notNull())
    .addColumn("created_at", "text", (column) => column.notNull())
    .addColumn("expires_at", "text", (column) => column.notNull())
    .addColumn("revoked_at", "text")
    .addColumn("accepted_at", "text")
    .execute();
  await db.schema
    .createTable("people_import")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("workspace_id", "text", (column) => column.notNull().references("workspace.id").onDelete("cascade"))
    .addColumn("created_by", "text", (column) => column.notNull())
    .addColumn("created_at", "text", (column) => column.notNull())
    .addColumn("undone_at", "text")
    .addColumn("summary", "text", (column) => column.notNull())
    .addColumn("undo", "text", (column) => column.notNull())
    .execute();
  await db.schema
    .createTable("scim_token")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("workspace_id", "text", (column) => column.notNull().references("workspace.id").onDelete("cascade"))
    .addColumn("name", "text", (column) => column.notNull())
    .addColumn("token_hash", "text", (column) => column.notNull().unique())
    .addColumn("created_by", "text", (column) => column.notNull())
    .addColumn("created_at", "text", (column) => column.notNull())
    .addColumn("last_used_at", "text")
    .addColumn("revoked_at", "text")
    .execute();
  await db.schema
    .createTable("scim_group")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("workspace_id", "text", (column) => column.notNull().references("workspace.id").onDelete("cascade"))
    .addColumn("display_name", "text", (column) => column.notNull())
    .addColumn("external_id", "text")
    .addColumn("created_at", "text", (column) => column.notNull())
    .addColumn("updated_at", "text", (column) => column.notNull())
    .addUniqueConstraint("scim_group_name", ["workspace_id", "display_name"])
    .execute();
  await db.schema
    .createTable("scim_group_member")
    .addColumn("group_id", "text", (column) => column.notNull().references("scim_group.id").onDelete("cascade"))
    .addColumn("person_id", "text", (column) => column.notNull().references("person.id").onDelete("cascade"))
    .addPrimaryKeyConstraint("scim_group_member_pk", ["group_id", "person_id"])
    .execute();
  await db.schema.alterTable("pair").addColumn("workspace_id", "text").execute();
  await db.schema.alterTable("pair").addColumn("relation", "text").execute();
  await db.schema.alterTable("pair").addColumn("frozen_at", "text").execute();
  await db.schema.alterTable("pair_member").addColumn("person_id", "text").execute();
  await db.schema.createIndex("pair_workspace").on("pair").column("workspace_id").execute();
  await db.schema.createIndex("pair_member_person").on("pair_member").column("person_id").execute();
}
