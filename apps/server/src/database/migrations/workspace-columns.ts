import type { Kysely } from "kysely";
import type { Engine } from "../engine.ts";
import type { Schema } from "../schema.ts";

/** What leaving took, why a page froze, whether the chart stood behind it, and who sent an invitation's guest in. */
export async function addWorkspaceColumns(db: Kysely<Schema>, _engine: Engine): Promise<void> {
  await db.schema.alterTable("person").addColumn("leaving", "text").execute();
  await db.schema.alterTable("person").addColumn("joined_at", "text").execute();
  await db.schema.alterTable("person").addColumn("invited_by", "text").execute();
  await db.schema.alterTable("pair").addColumn("frozen_why", "text").execute();
  await db.schema
    .alterTable("pair")
    .addColumn("from_chart", "integer", (column) => column.notNull().defaultTo(0))
    .execute();
  await db.schema.createIndex("pair_frozen").on("pair").column("frozen_at").execute();
  await db.schema.createIndex("manager_edge_workspace").on("manager_edge").column("workspace_id").execute();
  await db.schema.createIndex("workspace_invitation_person").on("workspace_invitation").column("person_id").execute();
}
