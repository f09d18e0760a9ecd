import type { Kysely } from "kysely";
import type { Schema } from "../../database/schema.ts";
import { findUser } from "./find-user.ts";

/** What whoever runs the server may know of a person: how they come in, and nothing that they wrote or with whom. */
export type ShownUser = {
  id: string;
  name: string;
  /** null: began without one */
  email: string | null;
  workspaces: { id: string; name: string; role: string }[];
  /** how many */
  pages: number;
  signIns: { since: string; until: string }[];
};

export async function listUsers(db: Kysely<Schema>): Promise<ShownUser[]> {
  const users = await db.selectFrom("user").select("id").orderBy("createdAt").execute();
  const shown: ShownUser[] = [];
  for (const { id } of users) shown.push(await showUser(db, id));
  return shown;
}

export async function showUser(db: Kysely<Schema>, who: string): Promise<ShownUser> {
  const { id } = await findUser(db, who);
  const user = await db
    .selectFrom("user")
    .select(["id", "name", "email", "isAnonymous"])
    .where("id", "=", id)
    .executeTakeFirstOrThrow();
  const workspaces = await db
    .selectFrom("person")
    .innerJoin("workspace", "workspace.id", "person.workspace_id")
    .select(["workspace.id", "workspace.name", "person.role"])
    .where("person.user_id", "=", id)
    .where("person.left_at", "is", null)
    .execute();
  const pages = await db
    .selectFrom("pair_member")
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .where("user_id", "=", id)
    .executeTakeFirstOrThrow();
  const signIns = await db
    .selectFrom("session")
    .select(["createdAt", "expiresAt"])
    .where("userId", "=", id)
    .orderBy("createdAt")
    .execute();
  return {
    id,
    name: user.name,
    email: user.isAnonymous ? null : user.email,
    workspaces,
    pages: Number(pages.count),
    signIns: signIns.map((each) => ({ since: iso(each.createdAt), until: iso(each.expiresAt) })),
  };
}

function iso(time: string | Date): string {
  return new Date(time).toISOString();
}
