import type { ManagerEdge } from "@candor/core/chart/manager-edge.ts";
import type { Kysely } from "kysely";
import type { Schema } from "../../database/schema.ts";
import type { PersonRow } from "../place.ts";

const ROWS_AT_ONCE = 500; // a statement takes some thousand parameters, and everybody else waits for it

export function inParts<Each>(all: readonly Each[]): Each[][] {
  const parts: Each[][] = [];
  for (let from = 0; from < all.length; from += ROWS_AT_ONCE) parts.push(all.slice(from, from + ROWS_AT_ONCE));
  return parts;
}

/** Adds people, or stores anew what is known of them. */
export async function storePeople(tx: Kysely<Schema>, people: readonly PersonRow[]): Promise<void> {
  for (const part of inParts(people)) {
    await tx
      .insertInto("person")
      .values(part)
      .onConflict((conflict) =>
        conflict.column("id").doUpdateSet((row) => ({
          name: row.ref("excluded.name"),
          email: row.ref("excluded.email"),
          title: row.ref("excluded.title"),
          department: row.ref("excluded.department"),
          external_id: row.ref("excluded.external_id"),
        })),
      )
      .execute();
  }
}

/** Removes edges, then adds others or stores anew until when they hold. */
export async function writeEdges(
  tx: Kysely<Schema>,
  workspaceId: string,
  { removed, stored }: { removed: readonly string[]; stored: readonly ManagerEdge[] },
): Promise<void> {
  for (const part of inParts(removed)) await tx.deleteFrom("manager_edge").where("id", "in", part).execute();
  for (const part of inParts(stored)) {
    const rows = part.map(({ id, report, manager, since, until }) => ({
      ...{ id, workspace_id: workspaceId, report_id: report, manager_id: manager, since, until },
    }));
    await tx
      .insertInto("manager_edge")
      .values(rows)
      .onConflict((conflict) => conflict.column("id").doUpdateSet((row) => ({ until: row.ref("excluded.until") })))
      .execute();
  }
}
