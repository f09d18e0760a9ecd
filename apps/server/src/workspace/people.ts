import { mayInWorkspace } from "@candor/core/access/may-in-workspace.ts";
import { holdsOn, type ManagerEdge } from "@candor/core/chart/manager-edge.ts";
import type { AddPerson, ChangePerson, WorkspacePeople, WorkspacePerson } from "@candor/protocol/http/workspace.ts";
import type { Kysely, Selectable } from "kysely";
import type { Schema } from "../database/schema.ts";
import type { ManagerEdgeTable, PersonTable } from "../database/tables/workspace-tables.ts";
import {
  changeWorkspace,
  concern,
  type LockedPlace,
  type PersonRow,
  type Place,
  readPerson,
  readPlace,
  refusal,
} from "./place.ts";

export const MAX_PEOPLE = 20_000; // of a workspace, those who left included

export type Who = { workspaceId: string; userId: string; now: Date };

/** Everybody of a workspace as this user may see them, by name; null as in `readPlace`. */
export async function listPeople(db: Kysely<Schema>, who: Who): Promise<WorkspacePeople | null> {
  const place = await readPlace(db, who.workspaceId, who.userId, who.now);
  if (!place) return null;
  const manages = managesPeople(place);
  let query = db.selectFrom("person").selectAll().where("workspace_id", "=", place.workspace.id);
  if (!manages) query = query.where("left_at", "is", null);
  const people = await query.orderBy("name").orderBy("id").execute();
  const edges = await readEdges(db, place.workspace.id);
  return {
    today: place.today,
    people: people.map((person) => describePerson(place, person)),
    edges: manages ? edges : edges.filter((edge) => holdsOn(edge, place.today)),
  };
}

export async function readEdges(db: Kysely<Schema>, workspaceId: string): Promise<ManagerEdge[]> {
  const rows = await db
    .selectFrom("manager_edge")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .orderBy("since")
    .orderBy("id")
    .execute();
  return rows.map(edgeOf);
}

export function edgeOf(row: Selectable<ManagerEdgeTable>): ManagerEdge {
  return { id: row.id, report: row.report_id, manager: row.manager_id, since: row.since, until: row.until };
}

export function managesPeople({ me }: Place): boolean {
  return mayInWorkspace(me.role, { action: "manage_people" }).type === "allowed";
}

export function describePerson(place: Place, person: PersonRow): WorkspacePerson {
  const { id, name, title, department, role } = person;
  const seen = { id, name, title, department, role, joined: person.user_id !== null };
  if (!managesPeople(place)) return seen;
  return { ...seen, email: person.email, externalId: person.external_id, leftAt: person.left_at };
}

/** Somebody new, as the table takes them. */
export function newPersonRow(
  workspaceId: string,
  id: string,
  person: Pick<PersonRow, "name"> & Partial<Pick<PersonRow, "email" | "title" | "department" | "role" | "external_id">>,
  now: Date,
): Selectable<PersonTable> {
  return {
    id,
    workspace_id: workspaceId,
    user_id: null,
    email: person.email ?? null,
    name: person.name,
    title: person.title ?? "",
    department: person.department ?? "",
    role: person.role ?? "member",
    external_id: person.external_id ?? null,
    created_at: now.toISOString(),
    left_at: null,
    leaving: null,
    joined_at: null,
    invited_by: null,
    joined_by: null,
    joined_email: null,
  };
}

export async function addPerson(db: Kysely<Schema>, who: Who, wanted: AddPerson, newId: () => string) {
  return changeWorkspace(db, who, async (place) => {
    const refused = refusal(place, { action: "add_person", role: wanted.role ?? "member" });
    if (refused) return refused;
    if (await isTaken(place, wanted.email ?? null, null)) return { type: "email_taken" as const };
    if ((await countPeople(place)) >= MAX_PEOPLE) return { type: "too_many_people" as const };
    const { name, email = null, title = "", department = "", role = "member", manager = null } = wanted;
    const row = newPersonRow(place.workspace.id, newId(), { name, email, title, department, role }, place.now);
    if (manager !== null && !(await readPresent(place, manager))) return { type: "not_found" as const };
    await place.tx.insertInto("person").values(row).execute();
    if (manager !== null) {
      const edge = { id: newId(), workspace_id: place.workspace.id, report_id: row.id, manager_id: manager };
      await place.tx
        .insertInto("manager_edge")
        .values({ ...edge, since: place.today, until: null })
        .execute();
    }
    return { type: "person" as const, person: describePerson(place, row) };
  });
}

async function countPeople({ tx, workspace }: LockedPlace): Promise<number> {
  const { people } = await tx
    .selectFrom("person")
    .select((query) => query.fn.countAll<number | string>().as("people"))
    .where("workspace_id", "=", workspace.id)
    .executeTakeFirstOrThrow();
  return Number(people);
}

async function isTaken({ tx, workspace }: LockedPlace, email: string | null, by: string | null): Promise<boolean> {
  if (email === null) return false;
  const other = await tx
    .selectFrom("person")
    .select("id")
    .where("workspace_id", "=", workspace.id)
    .where("email", "=", email)
    .executeTakeFirst();
  return other !== undefined && other.id !== by;
}

/** Somebody who is in the workspace and has not left; null otherwise. */
export async function readPresent(place: LockedPlace, personId: string): Promise<PersonRow | null> {
  const person = await readPerson(place, personId);
  return person?.left_at === null ? person : null;
}

export async function changePerson(db: Kysely<Schema>, who: Who, personId: string, change: ChangePerson) {
  return changeWorkspace(db, who, async (place) => {
    const person = managesPeople(place) ? await readPerson(place, personId) : null;
    if (!person) return { type: "not_found" as const };
    const of = await concern(place, person);
    const { role, ...rest } = change;
    const refused =
      (Object.keys(rest).length > 0 && refusal(place, { action: "change_person", of })) ||
      (role !== undefined && refusal(place, { action: "set_role", of, to: role }));
    if (refused) return refused;
    if (await isTaken(place, change.email ?? null, person.id)) return { type: "email_taken" as const };
    if (Object.keys(change).length === 0) return { type: "person" as const, person: describePerson(place, person) };
    const changed = await place.tx
      .updateTable("person")
      .set(change)
      .where("id", "=", person.id)
      .returningAll()
      .executeTakeFirstOrThrow();
    return { type: "person" as const, person: describePerson(place, changed) };
  });
}

/**
 * Takes somebody away who was added by mistake. Whoever has joined can only leave. A page that somebody began with them
 * stays with its maker, the other seat free: whether there is one is told to nobody.
 */
export async function removePerson(db: Kysely<Schema>, who: Who, personId: string) {
  return changeWorkspace(db, who, async (place) => {
    const person = managesPeople(place) ? await readPerson(place, personId) : null;
    if (!person) return { type: "not_found" as const };
    const refused = refusal(place, { action: "end_membership", of: await concern(place, person) });
    if (refused) return refused;
    if (person.user_id !== null) return { type: "has_joined" as const };
    await deletePeople(place.tx, [person.id]);
    return { type: "removed" as const };
  });
}

export async function deletePeople(tx: Kysely<Schema>, personIds: readonly string[]): Promise<void> {
  if (personIds.length === 0) return;
  await tx.updateTable("pair_member").set({ person_id: null }).where("person_id", "in", personIds).execute();
  await tx.deleteFrom("person").where("id", "in", personIds).execute();
}
