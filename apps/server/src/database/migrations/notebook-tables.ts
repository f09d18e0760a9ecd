import { type Kysely, sql } from "kysely";
import type { Engine } from "../engine.ts";
import type { Schema } from "../schema.ts";

/** Private notes: manifests and records, sealed on the devices of whoever wrote them. */
export async function createNotebookTables(db: Kysely<Schema>, engine: Engine): Promise<void> {
  const big = engine === "sqlite" ? "integer" : "bigint";
  const bytes = engine === "sqlite" ? "blob" : "bytea";
  await db.schema
    .createTable("vault")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("user_id", "text", (column) => column.notNull().references("user.id").onDelete("cascade"))
    .addColumn("rank", "integer", (column) => column.notNull())
    .addColumn("manifest_seq", big, (column) => column.notNull())
    .addColumn("head_seq", big, (column) => column.notNull())
    .addColumn("bytes", big, (column) => column.notNull())
    .addColumn("made_at", "text", (column) => column.notNull())
    .addColumn("changed_at", "text", (column) => column.notNull())
    // Two devices that each make the first vault at once make one.
    .addUniqueConstraint("vault_user_rank", ["user_id", "rank"])
    .execute();
  await db.schema
    .createTable("vault_manifest")
    .addColumn("vault_id", "text", (column) => column.notNull().references("vault.id").onDelete("cascade"))
    .addColumn("seq", big, (column) => column.notNull())
    .addColumn("at", "text", (column) => column.notNull())
    .addColumn("manifest", bytes, (column) => column.notNull())
    .addPrimaryKeyConstraint("vault_manifest_pk", ["vault_id", "seq"])
    .execute();
  await db.schema
    .createTable("note_head")
    .addColumn("vault_id", "text", (column) => column.notNull().references("vault.id").onDelete("cascade"))
    .addColumn("doc", "text", (column) => column.notNull())
    .addColumn("device", "text", (column) => column.notNull())
    .addColumn("dseq", big, (column) => column.notNull())
    .addPrimaryKeyConstraint("note_head_pk", ["vault_id", "doc", "device"])
    .execute();
  await db.schema
    .createTable("note_record")
    .addColumn("vault_id", "text", (column) => column.notNull().references("vault.id").onDelete("cascade"))
    .addColumn("seq", big, (column) => column.notNull())
    .addColumn("doc", "text", (column) => column.notNull())
    .addColumn("device", "text", (column) => column.notNull())
    .addColumn("dseq", big, (column) => column.notNull())
    .addColumn("kind", "text", (column) => column.notNull())
    .addColumn("at", "text", (column) => column.notNull())
    .addColumn("digest", "text", (column) => column.notNull())
    .addColumn("size", "integer", (column) => column.notNull())
    .addColumn("covers", "text")
    .addColumn("parent", big)
    .addColumn("confirmed_at", "text")
    .addColumn("covered_by", big)
    .addColumn("bytes", bytes)
    .addPrimaryKeyConstraint("note_record_pk", ["vault_id", "seq"])
    .addUniqueConstraint("note_record_number", ["vault_id", "doc", "device", "dseq"])
    .execute();
  await sql`create index note_record_covered on note_record (vault_id, covered_by)
    where covered_by is not null and size > 0`.execute(db);
}
