import type { DocumentKind } from "@candor/document/document-kind.ts";
import type { Compilable, Kysely } from "kysely";
import type { Schema } from "../database/schema.ts";

/** Of which kind a document is: what has a row among the artifacts is one, everything else is a page. */
export async function kindOf(db: Kysely<Schema>, page: string): Promise<DocumentKind> {
  const row = await db.selectFrom("artifact").select("id").where("id", "=", page).executeTakeFirst();
  return row ? "artifact" : "page";
}

/** What lists call an artifact, as its document says it. */
export function titleQueries(db: Kysely<Schema>, id: string, title: string | null): Compilable[] {
  if (title === null) return [];
  return [
    db
      .updateTable("artifact")
      .set({ title: title.replaceAll("\0", "") })
      .where("id", "=", id),
  ];
}
