import type { Kysely } from "kysely";
import type { Schema } from "../database/schema.ts";
import type { Part, Resource } from "./admit-value.ts";
import { GROUP } from "./attributes.ts";
import { keepMatching } from "./keep-matching.ts";
import { matchFilter } from "./match-filter.ts";
import { parseFilter } from "./parse-filter.ts";
import type { Meta } from "./present-resource.ts";
import { cutPage, isId, type ListQuery, type Page } from "./scim-world.ts";

export type FoundGroup = { resource: Resource; meta: Meta };

/** @returns null: not there, or of another workspace. */
export async function readGroup(db: Kysely<Schema>, workspaceId: string, id: string): Promise<FoundGroup | null> {
  if (!isId(id)) return null;
  const row = await selectGroups(db, workspaceId).where("id", "=", id).executeTakeFirst();
  if (!row) return null;
  const members = await selectMembers(db, workspaceId).where("scim_group_member.group_id", "=", id).execute();
  return found(row, members);
}

/**
 * In the order in which they came.
 *
 * @param options.members whether they are wanted: to leave them out saves reading them.
 */
export async function listGroups(
  db: Kysely<Schema>,
  workspaceId: string,
  query: ListQuery,
  options: { members: boolean },
): Promise<Page<FoundGroup>> {
  const filter = query.filter === null ? null : parseFilter(query.filter);
  if (filter) matchFilter(GROUP, {}, filter); // refuses what cannot be asked even where there is no group
  const rows = await selectGroups(db, workspaceId).orderBy("created_at").orderBy("id").execute();
  const asksMembers = query.filter !== null && /members/i.test(query.filter);
  const read = options.members || asksMembers ? await readMembers(db, workspaceId) : new Map<string, Member[]>();
  const matches = ({ resource, meta }: FoundGroup) =>
    filter === null || matchFilter(GROUP, { ...resource, meta }, filter);
  return cutPage(await keepMatching(rows, (row) => found(row, read.get(row.id) ?? []), matches), query);
}

type Row = Awaited<ReturnType<ReturnType<typeof selectGroups>["execute"]>>[number];
type Member = { group_id: string; id: string; name: string };

function selectGroups(db: Kysely<Schema>, workspaceId: string) {
  return db.selectFrom("scim_group").selectAll().where("workspace_id", "=", workspaceId);
}

function selectMembers(db: Kysely<Schema>, workspaceId: string) {
  return db
    .selectFrom("scim_group_member")
    .innerJoin("person", "person.id", "scim_group_member.person_id")
    .select(["scim_group_member.group_id", "person.id", "person.name"])
    .where("person.workspace_id", "=", workspaceId)
    .orderBy("person.created_at")
    .orderBy("person.id");
}

async function readMembers(db: Kysely<Schema>, workspaceId: string): Promise<Map<string, Member[]>> {
  const read = new Map<string, Member[]>();
  for (const member of await selectMembers(db, workspaceId).execute()) {
    const those = read.get(member.group_id);
    if (those) those.push(member);
    else read.set(member.group_id, [member]);
  }
  return read;
}

function found(row: Row, members: readonly Member[]): FoundGroup {
  const resource: Resource = { id: row.id, displayName: row.display_name };
  if (row.external_id !== null) resource.externalId = row.external_id;
  if (members.length > 0) {
    resource.members = members.map(({ id, name }): Part => ({ value: id, type: "User", display: name }));
  }
  return { resource, meta: { created: row.created_at, lastModified: row.updated_at } };
}
