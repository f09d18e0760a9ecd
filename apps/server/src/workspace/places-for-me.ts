import type { PlaceForMe, Workspace } from "@candor/protocol/http/workspace.ts";
import type { Kysely } from "kysely";
import type { Engine } from "../database/engine.ts";
import type { Schema } from "../database/schema.ts";
import { bindPerson } from "./bind-person.ts";
import { lockWorkspace } from "./place.ts";
import { describeWorkspace } from "./workspaces.ts";

type Parts = { db: Kysely<Schema>; engine: Engine };

/**
 * The places that workspaces have for whoever signed in by an address that they have shown to be theirs. Nobody comes in
 * by it alone: they are asked.
 */
export async function listPlacesForMe({ db, engine }: Parts, userId: string): Promise<PlaceForMe[]> {
  return db
    .selectFrom("user")
    .innerJoin("person", "person.email", "user.email")
    .innerJoin("workspace", "workspace.id", "person.workspace_id")
    .select(["person.id as person", "person.name", "workspace.id as workspace", "workspace.name as workspaceName"])
    .where("user.id", "=", userId)
    .where("user.emailVerified", "=", engine === "sqlite" ? 1 : true)
    .where("person.user_id", "is", null)
    .where("person.left_at", "is", null)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom("person as mine")
            .select("mine.id")
            .whereRef("mine.workspace_id", "=", "person.workspace_id")
            .where("mine.user_id", "=", userId),
        ),
      ),
    )
    .orderBy("workspace.name")
    .orderBy("person.id")
    .execute();
}

/** Takes a place that `listPlacesForMe` told of; null where there is none. */
export async function takePlace(
  { db, engine }: Parts,
  personId: string,
  userId: string,
  now: Date,
): Promise<Workspace | null> {
  return db.transaction().execute(async (tx) => {
    const before = (await listPlacesForMe({ db: tx, engine }, userId)).find(({ person }) => person === personId);
    if (!before) return null;
    await lockWorkspace(tx, before.workspace);
    const person = await tx.selectFrom("person").selectAll().where("id", "=", personId).executeTakeFirstOrThrow();
    const workspace = await tx
      .selectFrom("workspace")
      .selectAll()
      .where("id", "=", before.workspace)
      .executeTakeFirstOrThrow();
    const bound = await bindPerson(tx, {
      workspace,
      person,
      userId,
      by: { way: "address", email: person.email, invitedBy: null },
      now,
    });
    return bound.type === "bound" ? describeWorkspace(workspace, person) : null;
  });
}
