import { chartOf } from "@candor/core/chart/chart.ts";
import { setManager } from "@candor/core/chart/set-manager.ts";
import type { Kysely } from "kysely";
import type { Schema } from "../database/schema.ts";
import { freezePairs } from "../workspace/freeze-pairs.ts";
import { takeBackIn, takeOut } from "../workspace/leave.ts";
import { readEdges } from "../workspace/people.ts";
import type { PersonRow } from "../workspace/place.ts";
import { storeChange } from "../workspace/set-person-manager.ts";
import { ScimRefusal } from "./scim-refusal.ts";
import type { ScimWorld } from "./scim-world.ts";

/** What is to be done once a change is stored: whose sockets are cut, which pages' access is asked for anew. */
export type Aftermath = { users: string[]; pages: string[] };

/** @throws {ScimRefusal} where nobody would be left to own the workspace. */
export async function leave(tx: Kysely<Schema>, world: ScimWorld, person: PersonRow): Promise<Aftermath> {
  if (person.left_at !== null) return { users: [], pages: [] };
  if (person.role === "owner" && !(await hasOtherOwner(tx, person))) {
    throw new ScimRefusal(403, null, "The workspace's last owner cannot be taken out of it.");
  }
  const { pages, signedOut } = await takeOut({ ...world, tx }, person, world.engine);
  return { users: signedOut === null ? [] : [signedOut], pages };
}

export async function comeBack(tx: Kysely<Schema>, world: ScimWorld, person: PersonRow): Promise<Aftermath> {
  const { pages } = await takeBackIn({ ...world, tx }, person);
  return { users: [], pages };
}

/**
 * Sets who manages somebody from today on.
 *
 * @throws {ScimRefusal} where somebody would manage themselves, over however many others.
 */
export async function changeManager(
  tx: Kysely<Schema>,
  world: ScimWorld,
  report: string,
  manager: string | null,
): Promise<Aftermath> {
  const { workspace, today, now } = world;
  if (manager !== null && !(await isPresent(tx, workspace.id, manager))) {
    throw new ScimRefusal(400, "invalidValue", "manager is nobody who is in this workspace.");
  }
  const edges = await readEdges(tx, workspace.id);
  const result = setManager(chartOf(edges), { report, manager, from: today }, world.newId());
  if (result.type === "self" || result.type === "cycle") {
    throw new ScimRefusal(400, "invalidValue", "With this manager somebody would manage themselves.");
  }
  if (result.type === "unchanged") return { users: [], pages: [] };
  await storeChange(tx, workspace.id, result.change);
  return { users: [], pages: await freezePairs(tx, workspace, now) };
}

async function hasOtherOwner(tx: Kysely<Schema>, person: PersonRow): Promise<boolean> {
  const other = await tx
    .selectFrom("person")
    .select("id")
    .where("workspace_id", "=", person.workspace_id)
    .where("role", "=", "owner")
    .where("user_id", "is not", null)
    .where("left_at", "is", null)
    .where("id", "!=", person.id)
    .executeTakeFirst();
  return other !== undefined;
}

async function isPresent(tx: Kysely<Schema>, workspaceId: string, person: string): Promise<boolean> {
  const row = await tx
    .selectFrom("person")
    .leftJoin("scim_profile", "scim_profile.person_id", "person.id")
    .select("person.id")
    .where("person.workspace_id", "=", workspaceId)
    .where("person.id", "=", person)
    .where("person.left_at", "is", null)
    .where("scim_profile.deleted_at", "is", null)
    .executeTakeFirst();
  return row !== undefined;
}
