import type { Kysely } from "kysely";
import type { Schema } from "../database/schema.ts";
import { isPlainLine } from "../http/is-plain-line.ts";
import { admitResource, type Resource } from "./admit-value.ts";
import { GROUP } from "./attributes.ts";
import { roleByGroup } from "./group-role.ts";
import { type FoundGroup, readGroup } from "./group-rows.ts";
import { type Operation, patchResource } from "./patch-resource.ts";
import { presentResource, versionOf } from "./present-resource.ts";
import { notThere, ScimRefusal } from "./scim-refusal.ts";
import { inTurn, isId, type ScimWorld } from "./scim-world.ts";

type Body = Readonly<Record<string, unknown>>;
type WantedGroup = { name: string; externalId: string | null; members: string[] };

const MAX_NAME = 254; // UTF-16 units
const MAX_GROUPS = 2000; // per workspace
const NOT_HERE = "members names somebody who is not of this workspace.";
const AT_ONCE = 500; // rows in one statement; SQLite takes a few ten thousand values

/** @throws {ScimRefusal} where it is no group, or there is one of its name. */
export async function createGroup(world: ScimWorld, body: Body): Promise<FoundGroup> {
  const wanted = wantedGroup(admitResource(GROUP, body));
  const { workspaceId, now } = world;
  return inTurn(world, async (tx) => {
    const id = world.newId();
    await expectFree(tx, workspaceId, wanted.name, id);
    const at = now.toISOString();
    const times = { created_at: at, updated_at: at };
    const said = { display_name: wanted.name, external_id: wanted.externalId };
    await tx
      .insertInto("scim_group")
      .values({ id, workspace_id: workspaceId, ...said, ...times })
      .execute();
    await addMembers(tx, workspaceId, id, wanted.members);
    await roleByGroup(tx, workspaceId, { name: wanted.name, came: wanted.members, went: [] });
    return reread(tx, workspaceId, id);
  });
}

/** @param ifMatch the versions of which it must be one; null: any. */
export async function replaceGroup(
  world: ScimWorld,
  id: string,
  body: Body,
  ifMatch: string | null,
): Promise<FoundGroup> {
  const resource = admitResource(GROUP, body);
  return change(world, id, ifMatch, () => resource);
}

export async function patchGroup(
  world: ScimWorld,
  id: string,
  operations: readonly Operation[],
  ifMatch: string | null,
): Promise<FoundGroup> {
  return change(world, id, ifMatch, (before) => patchResource(GROUP, before, operations));
}

export async function deleteGroup(world: ScimWorld, id: string, ifMatch: string | null): Promise<void> {
  const { workspaceId } = world;
  await inTurn(world, async (tx) => {
    const before = await reread(tx, workspaceId, id);
    expectVersion(world, before, ifMatch);
    const { name, members } = wantedGroup(before.resource);
    await tx.deleteFrom("scim_group_member").where("group_id", "=", id).execute();
    await tx.deleteFrom("scim_group").where("id", "=", id).execute();
    await roleByGroup(tx, workspaceId, { name, came: [], went: members });
  });
}

async function change(
  world: ScimWorld,
  id: string,
  ifMatch: string | null,
  changed: (before: Resource) => Resource,
): Promise<FoundGroup> {
  const { workspaceId, now } = world;
  return inTurn(world, async (tx) => {
    const found = await reread(tx, workspaceId, id);
    expectVersion(world, found, ifMatch);
    const before = wantedGroup(found.resource);
    const wanted = wantedGroup(changed(found.resource));
    await expectFree(tx, workspaceId, wanted.name, id);
    const [had, has] = [new Set(before.members), new Set(wanted.members)];
    const came = wanted.members.filter((member) => !had.has(member));
    const went = before.members.filter((member) => !has.has(member));
    await tx
      .updateTable("scim_group")
      .set({ display_name: wanted.name, external_id: wanted.externalId, updated_at: now.toISOString() })
      .where("id", "=", id)
      .execute();
    for (const some of inChunks(went)) {
      await tx.deleteFrom("scim_group_member").where("group_id", "=", id).where("person_id", "in", some).execute();
    }
    await addMembers(tx, workspaceId, id, came);
    if (before.name === wanted.name) await roleByGroup(tx, workspaceId, { name: wanted.name, came, went });
    else {
      await roleByGroup(tx, workspaceId, { name: before.name, came: [], went: before.members });
      await roleByGroup(tx, workspaceId, { name: wanted.name, came: wanted.members, went: [] });
    }
    return reread(tx, workspaceId, id);
  });
}

async function reread(tx: Kysely<Schema>, workspaceId: string, id: string): Promise<FoundGroup> {
  const group = await readGroup(tx, workspaceId, id);
  if (!group) throw notThere();
  return group;
}

function wantedGroup(resource: Resource): WantedGroup {
  const { displayName, externalId, members } = resource;
  if (typeof displayName !== "string") throw invalid("displayName is missing.");
  for (const [name, text] of Object.entries({ displayName, externalId })) {
    if (typeof text !== "string") continue;
    if (text.length > MAX_NAME) throw invalid(`${name} has more than ${MAX_NAME} characters.`);
    if (!isPlainLine(text)) throw invalid(`${name} is not one line of plain text.`);
  }
  const ids = new Set<string>();
  for (const { value, type } of Array.isArray(members) ? members : []) {
    if (typeof type === "string" && type.toLowerCase() === "group") {
      throw invalid("Groups within groups are not supported.");
    }
    if (typeof value === "string") ids.add(value);
  }
  return { name: displayName, externalId: typeof externalId === "string" ? externalId : null, members: [...ids] };
}

async function addMembers(tx: Kysely<Schema>, workspaceId: string, id: string, members: string[]): Promise<void> {
  if (!members.every(isId)) throw invalid(NOT_HERE);
  for (const some of inChunks(members)) {
    const there = await tx
      .selectFrom("person")
      .leftJoin("scim_profile", "scim_profile.person_id", "person.id")
      .select("person.id")
      .where("person.workspace_id", "=", workspaceId)
      .where("scim_profile.deleted_at", "is", null)
      .where("person.id", "in", some)
      .execute();
    if (there.length < some.length) throw invalid(NOT_HERE);
    const rows = some.map((person_id) => ({ group_id: id, person_id }));
    await tx.insertInto("scim_group_member").values(rows).execute();
  }
}

async function expectFree(tx: Kysely<Schema>, workspaceId: string, name: string, id: string): Promise<void> {
  const groups = await tx
    .selectFrom("scim_group")
    .select(["id", "display_name"])
    .where("workspace_id", "=", workspaceId)
    .execute();
  const others = groups.filter((group) => group.id !== id);
  if (others.some((other) => other.display_name.toLowerCase() === name.toLowerCase())) {
    throw new ScimRefusal(409, "uniqueness", "There is a group of this displayName.");
  }
  if (others.length >= MAX_GROUPS) throw new ScimRefusal(403, null, `There are ${MAX_GROUPS} groups already.`);
}

/** @throws {ScimRefusal} unless the other side has seen the newest version. */
function expectVersion(world: ScimWorld, { resource, meta }: FoundGroup, ifMatch: string | null): void {
  if (ifMatch === null || ifMatch.trim() === "*") return;
  const version = versionOf(presentResource(GROUP, resource, meta, world.base));
  if (ifMatch.split(",").some((each) => each.trim() === version)) return;
  throw new ScimRefusal(412, null, "It has changed since it was read.");
}

function inChunks<Item>(items: readonly Item[]): Item[][] {
  const chunks: Item[][] = [];
  for (let at = 0; at < items.length; at += AT_ONCE) chunks.push(items.slice(at, at + AT_ONCE));
  return chunks;
}

function invalid(detail: string): ScimRefusal {
  return new ScimRefusal(400, "invalidValue", detail);
}
