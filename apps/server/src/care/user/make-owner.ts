import type { Kysely } from "kysely";
import type { Schema } from "../../database/schema.ts";
import { findUser } from "./find-user.ts";

/**
 * Makes somebody an owner of a workspace they are in already, for when nobody is left who could.
 *
 * @throws {Error} with a sentence, where they are in none or it is not clear which.
 */
export async function makeOwner(
  db: Kysely<Schema>,
  { who, workspace }: { who: string; workspace: string | null },
): Promise<{ name: string; workspace: string }> {
  const user = await findUser(db, who);
  const places = await db
    .selectFrom("person")
    .innerJoin("workspace", "workspace.id", "person.workspace_id")
    .select(["person.id", "workspace.id as workspaceId", "workspace.name"])
    .where("person.user_id", "=", user.id)
    .where("person.left_at", "is", null)
    .execute();
  const chosen = places.filter(({ workspaceId }) => workspace === null || workspaceId === workspace);
  const [place] = chosen;
  if (place === undefined)
    throw new Error(`${user.name || who} is not in ${workspace === null ? "any workspace" : "that workspace"}.`);
  if (chosen.length > 1) {
    throw new Error(
      `They are in several workspaces; say which by --workspace: ${places.map(({ workspaceId, name }) => `${workspaceId} (${name})`).join(", ")}.`,
    );
  }
  await db.updateTable("person").set({ role: "owner" }).where("id", "=", place.id).execute();
  return { name: user.name || who, workspace: place.name };
}
