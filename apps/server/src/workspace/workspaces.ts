import type { Workspace } from "@candor/protocol/http/workspace.ts";
import type { Kysely } from "kysely";
import type { Schema } from "../database/schema.ts";
import { changeWorkspace, type PersonRow, readSettings, refusal, type WorkspaceRow } from "./place.ts";

export function describeWorkspace(workspace: WorkspaceRow, me: Pick<PersonRow, "id" | "role">): Workspace {
  return {
    id: workspace.id,
    name: workspace.name,
    timeZone: readSettings(workspace).timeZone,
    me: { person: me.id, role: me.role },
    createdAt: workspace.created_at,
  };
}

/** The workspaces that somebody is in, the oldest first. */
export async function listWorkspaces(db: Kysely<Schema>, userId: string): Promise<Workspace[]> {
  const rows = await db
    .selectFrom("person")
    .innerJoin("workspace", "workspace.id", "person.workspace_id")
    .selectAll("workspace")
    .select(["person.id as person", "person.role"])
    .where("person.user_id", "=", userId)
    .where("person.left_at", "is", null)
    .orderBy("workspace.created_at")
    .orderBy("workspace.id")
    .execute();
  return rows.map(({ person, role, ...workspace }) => describeWorkspace(workspace, { id: person, role }));
}

export async function changeSettings(
  db: Kysely<Schema>,
  who: { workspaceId: string; userId: string; now: Date },
  { name, timeZone }: { name?: string | undefined; timeZone?: string | undefined },
) {
  return changeWorkspace(db, who, async (place) => {
    const refused = refusal(place, { action: "change_settings" });
    if (refused) return refused;
    const settings = { ...JSON.parse(place.workspace.settings), ...(timeZone === undefined ? {} : { timeZone }) };
    const workspace = await place.tx
      .updateTable("workspace")
      .set({ name: name ?? place.workspace.name, settings: JSON.stringify(settings) })
      .where("id", "=", place.workspace.id)
      .returningAll()
      .executeTakeFirstOrThrow();
    return { type: "workspace" as const, workspace: describeWorkspace(workspace, place.me) };
  });
}
