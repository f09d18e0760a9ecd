import type { Kysely } from "kysely";
import type { Engine } from "../engine.ts";
import type { Schema } from "../schema.ts";
import { noteChangesOf } from "./access-change.ts";

/** Artifacts: what they are, who takes part, what they answer, and what comes out of pages into them. */
export async function createArtifactTables(db: Kysely<Schema>, engine: Engine): Promise<void> {
  await db.schema
    .createTable("artifact")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("kind", "text", (column) => column.notNull())
    .addColumn("form", "text", (column) => column.notNull())
    .addColumn("title", "text", (column) => column.notNull())
    .addColumn("address", "text")
    .addColumn("workspace_id", "text", (column) => column.references("workspace.id").onDelete("set null"))
    .addColumn("audience", "text", (column) => column.notNull())
    .addColumn("review_on", "text")
    .addColumn("reviewed_at", "text")
    .addColumn("created_by", "text", (column) => column.notNull())
    .addColumn("created_at", "text", (column) => column.notNull())
    .execute();
  await db.schema.createIndex("artifact_workspace").on("artifact").column("workspace_id").execute();
  await db.schema
    .createTable("artifact_person")
    .addColumn("artifact_id", "text", (column) => column.notNull().references("artifact.id").onDelete("cascade"))
    .addColumn("member", "text", (column) => column.notNull())
    .addColumn("role", "text", (column) => column.notNull())
    .addColumn("user_id", "text")
    .addColumn("pair_id", "text", (column) => column.references("pair.id").onDelete("cascade"))
    .addColumn("seat", "text")
    .addColumn("person_id", "text", (column) => column.references("person.id").onDelete("cascade"))
    .addColumn("name", "text", (column) => column.notNull())
    .addColumn("added_at", "text", (column) => column.notNull())
    .addPrimaryKeyConstraint("artifact_person_pk", ["artifact_id", "member"])
    .execute();
  for (const column of ["user_id", "pair_id", "person_id"] as const)
    await db.schema.createIndex(`artifact_person_${column}`).on("artifact_person").column(column).execute();
  await db.schema
    .createTable("artifact_source")
    .addColumn("artifact_id", "text", (column) => column.notNull().references("artifact.id").onDelete("cascade"))
    .addColumn("kind", "text", (column) => column.notNull())
    .addColumn("item", "text", (column) => column.notNull())
    .addColumn("pair_id", "text", (column) => column.notNull())
    .addColumn("added_at", "text", (column) => column.notNull())
    .addPrimaryKeyConstraint("artifact_source_pk", ["artifact_id", "kind", "item", "pair_id"])
    .execute();
  await db.schema.createIndex("artifact_source_pair").on("artifact_source").column("pair_id").execute();
  await db.schema
    .createTable("artifact_proposal")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("artifact_id", "text", (column) => column.notNull().references("artifact.id").onDelete("cascade"))
    .addColumn("pair_id", "text", (column) => column.notNull().references("pair.id").onDelete("cascade"))
    .addColumn("state", "text", (column) => column.notNull())
    .addColumn("revision", "integer", (column) => column.notNull())
    .addColumn("points", "text", (column) => column.notNull())
    .addColumn("agreed_a", "text")
    .addColumn("agreed_b", "text")
    .addColumn("proposed_by", "text", (column) => column.notNull())
    .addColumn("proposed_at", "text", (column) => column.notNull())
    .execute();
  for (const column of ["artifact_id", "pair_id"] as const)
    await db.schema.createIndex(`artifact_proposal_${column}`).on("artifact_proposal").column(column).execute();
  await db.schema
    .createTable("artifact_image")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("artifact_id", "text", (column) => column.notNull().references("artifact.id").onDelete("cascade"))
    .addColumn("type", "text", (column) => column.notNull())
    .addColumn("bytes", "integer", (column) => column.notNull())
    .addColumn("added_by", "text", (column) => column.notNull())
    .addColumn("added_at", "text", (column) => column.notNull())
    .execute();
  await db.schema.createIndex("artifact_image_artifact").on("artifact_image").column("artifact_id").execute();
  await noteChangesOf(db, engine, {
    artifact: ["id", "audience", "workspace_id"],
    artifact_person: ["artifact_id", "member", "role", "user_id", "pair_id", "seat", "person_id"],
    person: ["workspace_id", "user_id", "left_at"],
  });
}
