import {
  type Concerned,
  mayInWorkspace,
  type WorkspaceRequest,
  type WorkspaceVerdict,
} from "@candor/core/access/may-in-workspace.ts";
import type { Day } from "@candor/core/chart/manager-edge.ts";
import type { Kysely, Selectable } from "kysely";
import type { Schema } from "../database/schema.ts";
import type { PersonTable, WorkspaceTable } from "../database/tables/workspace-tables.ts";
import { dayIn } from "./workspace-day.ts";

export type WorkspaceRow = Selectable<WorkspaceTable>;
export type PersonRow = Selectable<PersonTable>;

/** What a workspace has settled; other nouns keep theirs beside it. */
export type WorkspaceSettings = { timeZone: string };

/** Somebody's own place in a workspace: who they are in it, and what day it is there. */
export type Place = { workspace: WorkspaceRow; me: PersonRow; timeZone: string; today: Day; now: Date };

/** The same within a transaction that has the workspace to itself. */
export type LockedPlace = Place & { tx: Kysely<Schema> };

/** @returns null where there is no such workspace, or the user is not in it or has left: the caller cannot tell which. */
export async function readPlace(
  db: Kysely<Schema>,
  workspaceId: string,
  userId: string,
  now: Date,
): Promise<Place | null> {
  const me = await db
    .selectFrom("person")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("user_id", "=", userId)
    .where("left_at", "is", null)
    .executeTakeFirst();
  if (!me) return null;
  const workspace = await db
    .selectFrom("workspace")
    .selectAll()
    .where("id", "=", workspaceId)
    .executeTakeFirstOrThrow();
  const { timeZone } = readSettings(workspace);
  return { workspace, me, timeZone, today: dayIn(timeZone, now), now };
}

export function readSettings({ settings }: Pick<WorkspaceRow, "settings">): WorkspaceSettings {
  const { timeZone } = JSON.parse(settings) as Partial<WorkspaceSettings>;
  return { timeZone: timeZone ?? "UTC" };
}

export type Refused = { type: "not_found" } | { type: "last_owner" };

/** Does something in a workspace as one transaction, one after another: rules over all its people hold at the end. */
export async function changeWorkspace<Result>(
  db: Kysely<Schema>,
  who: { workspaceId: string; userId: string; now: Date },
  work: (place: LockedPlace) => Promise<Result>,
): Promise<Result | { type: "not_found" }> {
  return db.transaction().execute(async (tx) => {
    await lockWorkspace(tx, who.workspaceId);
    const place = await readPlace(tx, who.workspaceId, who.userId, who.now);
    return place ? work({ ...place, tx }) : { type: "not_found" };
  });
}

/** Keeps others from changing a workspace until the transaction ends. SQLite has but one transaction at a time anyway. */
export async function lockWorkspace(tx: Kysely<Schema>, workspaceId: string): Promise<void> {
  await tx.updateTable("workspace").set({ id: workspaceId }).where("id", "=", workspaceId).execute();
}

/** @returns null: allowed. Not found and not allowed are answered alike. */
export function refusal(place: Place, request: WorkspaceRequest): Refused | null {
  const verdict: WorkspaceVerdict = mayInWorkspace(place.me.role, request);
  if (verdict.type === "allowed") return null;
  return { type: verdict.why === "last_owner" ? "last_owner" : "not_found" };
}

/** Somebody of the workspace, whether or not they have left. */
export async function readPerson(place: LockedPlace, personId: string): Promise<PersonRow | null> {
  const person = await place.tx
    .selectFrom("person")
    .selectAll()
    .where("id", "=", personId)
    .where("workspace_id", "=", place.workspace.id)
    .executeTakeFirst();
  return person ?? null;
}

export async function concern(place: LockedPlace, person: PersonRow): Promise<Concerned> {
  const other = await place.tx
    .selectFrom("person")
    .select("id")
    .where("workspace_id", "=", place.workspace.id)
    .where("role", "=", "owner")
    .where("user_id", "is not", null)
    .where("left_at", "is", null)
    .where("id", "<>", person.id)
    .limit(1)
    .executeTakeFirst();
  return { role: person.role, isSelf: person.id === place.me.id, isLastOwner: other === undefined };
}
