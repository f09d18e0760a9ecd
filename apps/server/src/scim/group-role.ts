import type { Kysely } from "kysely";
import type { Schema } from "../database/schema.ts";

type Changed = { name: string; came: readonly string[]; went: readonly string[] };

/**
 * Where a group's name is the one that gives the admin role: who came into it is an admin, who went out of it is a
 * member again. Owners stay owners: no directory makes or unmakes one.
 */
export async function roleByGroup(
  tx: Kysely<Schema>,
  workspaceId: string,
  { name, came, went }: Changed,
): Promise<void> {
  if (!sameGroup(await readAdminGroup(tx, workspaceId), name)) return;
  await setRole(tx, workspaceId, came, "member", "admin");
  await setRole(tx, workspaceId, went, "admin", "member");
}

/** @returns null: no group gives a role. */
export async function readAdminGroup(db: Kysely<Schema>, workspaceId: string): Promise<string | null> {
  const row = await db.selectFrom("workspace").select("settings").where("id", "=", workspaceId).executeTakeFirst();
  const { scimAdminGroup = null } = JSON.parse(row?.settings ?? "{}") as { scimAdminGroup?: string | null };
  return scimAdminGroup;
}

/** Says which group gives the role; who has it by another one until then has it no longer. */
export async function setAdminGroup(db: Kysely<Schema>, workspaceId: string, name: string | null): Promise<void> {
  await db.transaction().execute(async (tx) => {
    // begins with a write, so that nobody else changes the settings between reading and writing them
    const row = await tx
      .updateTable("workspace")
      .set({ id: workspaceId })
      .where("id", "=", workspaceId)
      .returning("settings")
      .executeTakeFirst();
    const settings = JSON.parse(row?.settings ?? "{}") as { scimAdminGroup?: string | null };
    const { scimAdminGroup: before = null } = settings;
    if (before === name) return;
    if (before !== null) await setRole(tx, workspaceId, await membersOf(tx, workspaceId, before), "admin", "member");
    const changed = JSON.stringify({ ...settings, scimAdminGroup: name });
    await tx.updateTable("workspace").set({ settings: changed }).where("id", "=", workspaceId).execute();
    if (name !== null) await setRole(tx, workspaceId, await membersOf(tx, workspaceId, name), "member", "admin");
  });
}

async function membersOf(tx: Kysely<Schema>, workspaceId: string, name: string): Promise<string[]> {
  const rows = await tx
    .selectFrom("scim_group")
    .innerJoin("scim_group_member", "scim_group_member.group_id", "scim_group.id")
    .select(["scim_group.display_name", "scim_group_member.person_id"])
    .where("scim_group.workspace_id", "=", workspaceId)
    .execute();
  return rows.filter((row) => sameGroup(name, row.display_name)).map((row) => row.person_id);
}

async function setRole(
  tx: Kysely<Schema>,
  workspaceId: string,
  people: readonly string[],
  from: "admin" | "member",
  to: "admin" | "member",
): Promise<void> {
  for (const id of people) {
    await tx
      .updateTable("person")
      .set({ role: to })
      .where("id", "=", id)
      .where("workspace_id", "=", workspaceId)
      .where("role", "=", from)
      .execute();
  }
}

function sameGroup(one: string | null, other: string): boolean {
  return one !== null && one.trim().toLowerCase() === other.trim().toLowerCase();
}
