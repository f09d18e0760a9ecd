import type { Kysely } from "kysely";
import type { Schema } from "../database/schema.ts";
import type { PersonRow, WorkspaceRow } from "./place.ts";

export type BindResult =
  | { type: "bound"; pages: string[] }
  /** somebody else's account has this place */
  | { type: "taken" }
  /** the account has another place in the same workspace */
  | { type: "already_in" }
  /** they have left, or are not there */
  | { type: "not_found" };

export type JoinedBy = {
  way: Exclude<PersonRow["joined_by"], "setup" | null>;
  email: string | null;
  invitedBy: string | null;
};

/**
 * Makes an account somebody's in a workspace. Pages that others began with them meanwhile stay closed to it until
 * whoever began one lets them in: the link may have come into other hands. Whoever made the link needs no asking.
 *
 * @param by how they came, and the account that made the link if it was one.
 * @returns the pages whose seat they got.
 */
export async function bindPerson(
  tx: Kysely<Schema>,
  wanted: { workspace: WorkspaceRow; person: PersonRow; userId: string; by: JoinedBy; now: Date },
): Promise<BindResult> {
  const { workspace, person, userId, by } = wanted;
  const { invitedBy } = by;
  const at = wanted.now.toISOString();
  if (person.left_at !== null) return { type: "not_found" };
  if (person.user_id !== null) return person.user_id === userId ? { type: "bound", pages: [] } : { type: "taken" };
  const other = await tx
    .selectFrom("person")
    .select("id")
    .where("workspace_id", "=", workspace.id)
    .where("user_id", "=", userId)
    .executeTakeFirst();
  if (other) return { type: "already_in" };
  await tx
    .updateTable("person")
    .set({ user_id: userId, joined_at: at, invited_by: invitedBy, joined_by: by.way, joined_email: by.email })
    .where("id", "=", person.id)
    .execute();
  await tx.updateTable("user").set({ name: person.name }).where("id", "=", userId).where("name", "=", "").execute();
  if (invitedBy === null) return { type: "bound", pages: [] };
  const seats = await tx
    .updateTable("pair_member")
    .set({ user_id: userId, joined_at: at })
    .where("person_id", "=", person.id)
    .where("user_id", "is", null)
    .where("left_at", "is", null)
    .where("pair_id", "in", (query) =>
      query.selectFrom("pair_member as other").select("other.pair_id").where("other.user_id", "=", invitedBy),
    )
    .returning("pair_id")
    .execute();
  return { type: "bound", pages: seats.map(({ pair_id }) => pair_id) };
}
