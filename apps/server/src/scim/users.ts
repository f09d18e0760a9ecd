import type { Kysely } from "kysely";
import { isUniqueViolation } from "../database/database-error.ts";
import type { Schema } from "../database/schema.ts";
import { MAX_PEOPLE, newPersonRow } from "../workspace/people.ts";
import type { PersonRow } from "../workspace/place.ts";
import { admitResource, type Resource } from "./admit-value.ts";
import { attributeNamed, USER, withoutSchema } from "./attributes.ts";
import { type Aftermath, changeManager, comeBack, leave } from "./change-person.ts";
import { type Operation, patchResource } from "./patch-resource.ts";
import { presentResource, versionOf } from "./present-resource.ts";
import { notThere, ScimRefusal } from "./scim-refusal.ts";
import { inTurn, type ScimWorld } from "./scim-world.ts";
import { type WantedPerson, wantedPerson } from "./user-resource.ts";
import { type FoundUser, readUser } from "./user-rows.ts";

export type ChangedUser = { user: FoundUser; after: Aftermath };
type Body = Readonly<Record<string, unknown>>;

/** @throws {ScimRefusal} where it is no user, or there is one like it. */
export async function createUser(world: ScimWorld, body: Body): Promise<ChangedUser> {
  const wanted = wantedPerson(admitResource(USER, body));
  const { workspaceId, now } = world;
  return inTurn(world, async (tx) => {
    const id = world.newId();
    await expectFree(tx, workspaceId, wanted, id);
    await expectRoom(tx, workspaceId);
    const row = { ...newPersonRow(workspaceId, id, wanted, now), ...columns(wanted) };
    const left_at = wanted.active === false ? now.toISOString() : null;
    await tx
      .insertInto("person")
      .values({ ...row, left_at })
      .execute();
    await writeProfile(tx, world, id, wanted);
    if (wanted.manager !== null && left_at === null) await changeManager(tx, world, id, wanted.manager);
    return { user: await reread(tx, world, id), after: { users: [], pages: [] } };
  });
}

/**
 * What is not in the body has no value from then on, but for two things that a directory leaves out where it has
 * nothing to say of them: whether somebody is active, and who manages them.
 *
 * @param ifMatch the versions of which it must be one; null: any.
 */
export async function replaceUser(
  world: ScimWorld,
  id: string,
  body: Body,
  ifMatch: string | null,
): Promise<ChangedUser> {
  const resource = admitResource(USER, body);
  const saysManager = Object.keys(body).some((key) => mentions(key, body[key], "manager"));
  return change(world, id, ifMatch, (before) => {
    const { active, manager } = before;
    return {
      ...(active === undefined ? {} : { active }),
      ...(manager && !saysManager ? { manager } : {}),
      ...resource,
    };
  });
}

export async function patchUser(
  world: ScimWorld,
  id: string,
  operations: readonly Operation[],
  ifMatch: string | null,
): Promise<ChangedUser> {
  return change(world, id, ifMatch, (before) => patchResource(USER, before, operations));
}

/** Who is deleted has left, and is not found any more; name and pages stay with those they shared them with. */
export async function deleteUser(world: ScimWorld, id: string, ifMatch: string | null): Promise<Aftermath> {
  return inTurn(world, async (tx) => {
    expectVersion(world, await reread(tx, world, id), ifMatch);
    const after = await leave(tx, world, await readRow(tx, id));
    const at = world.now.toISOString();
    const gone = { user_name_key: null, attributes: "{}", updated_at: at, deleted_at: at };
    await tx
      .insertInto("scim_profile")
      .values({ person_id: id, workspace_id: world.workspaceId, ...gone })
      .onConflict((conflict) => conflict.column("person_id").doUpdateSet(gone))
      .execute();
    // Whoever is given the same address or number one day is somebody else.
    await tx
      .updateTable("person")
      .set({ email: null, external_id: null, user_id: null })
      .where("id", "=", id)
      .execute();
    await tx.deleteFrom("scim_group_member").where("person_id", "=", id).execute();
    return after;
  });
}

async function change(
  world: ScimWorld,
  id: string,
  ifMatch: string | null,
  changed: (before: Resource) => Resource,
): Promise<ChangedUser> {
  const { workspaceId } = world;
  return inTurn(world, async (tx) => {
    const before = await reread(tx, world, id);
    expectVersion(world, before, ifMatch);
    const wanted = wantedPerson(changed(before.resource));
    await expectFree(tx, workspaceId, wanted, id);
    expectSamePlace(await readRow(tx, id), wanted);
    await tx.updateTable("person").set(columns(wanted)).where("id", "=", id).execute();
    await writeProfile(tx, world, id, wanted);
    const steps: Aftermath[] = [];
    const wasActive = before.resource.active === true;
    const isActive = wanted.active ?? wasActive;
    if (wasActive && !isActive) steps.push(await leave(tx, world, await readRow(tx, id)));
    if (!wasActive && isActive) steps.push(await comeBack(tx, world, await readRow(tx, id)));
    // Who has left has no manager; coming back brings the one they had, unless another is named.
    if (isActive && wanted.manager !== wantedPerson(before.resource).manager) {
      steps.push(await changeManager(tx, world, id, wanted.manager));
    }
    const after = { users: steps.flatMap(({ users }) => users), pages: steps.flatMap(({ pages }) => pages) };
    return { user: await reread(tx, world, id), after };
  });
}

async function readRow(tx: Kysely<Schema>, id: string): Promise<PersonRow> {
  return tx.selectFrom("person").selectAll().where("id", "=", id).executeTakeFirstOrThrow();
}

async function expectRoom(tx: Kysely<Schema>, workspaceId: string): Promise<void> {
  const { people } = await tx
    .selectFrom("person")
    .select((query) => query.fn.countAll<number | string>().as("people"))
    .where("workspace_id", "=", workspaceId)
    .executeTakeFirstOrThrow();
  if (Number(people) >= MAX_PEOPLE) throw new ScimRefusal(403, null, `There are ${MAX_PEOPLE} people already.`);
}

/**
 * Whoever signs in by a person's address takes their place in the workspace: to change the address of an owner or admin
 * who has not come yet would make another into one.
 */
function expectSamePlace(person: PersonRow, { email }: WantedPerson): void {
  if (person.role === "member" || person.user_id !== null || person.email === email) return;
  const detail = `An ${person.role} who has not joined yet keeps their e-mail address; an owner can change it in Candor.`;
  throw new ScimRefusal(403, null, detail);
}

async function reread(tx: Kysely<Schema>, world: ScimWorld, id: string): Promise<FoundUser> {
  const user = await readUser(tx, world, id);
  if (!user) throw notThere();
  return user;
}

/** @throws {ScimRefusal} unless the other side has seen the newest version. */
function expectVersion(world: ScimWorld, { resource, meta }: FoundUser, ifMatch: string | null): void {
  if (ifMatch === null || ifMatch.trim() === "*") return;
  const version = versionOf(presentResource(USER, resource, meta, world.base));
  if (ifMatch.split(",").some((each) => each.trim() === version)) return;
  throw new ScimRefusal(412, null, "It has changed since it was read.");
}

async function expectFree(tx: Kysely<Schema>, workspaceId: string, wanted: WantedPerson, id: string): Promise<void> {
  const { userName, email, externalId } = wanted;
  const key = userName.toLowerCase();
  const others = await tx
    .selectFrom("person")
    .leftJoin("scim_profile", "scim_profile.person_id", "person.id")
    .select(["person.email", "person.external_id", "scim_profile.user_name_key"])
    .where("person.workspace_id", "=", workspaceId)
    .where("person.id", "!=", id)
    .where((is) =>
      is.or([
        is("scim_profile.user_name_key", "=", key),
        is("person.email", "=", key),
        ...(email === null ? [] : [is("person.email", "=", email)]),
        ...(externalId === null ? [] : [is("person.external_id", "=", externalId)]),
      ]),
    )
    .execute();
  for (const other of others) {
    const taken =
      other.user_name_key === key || (other.user_name_key === null && other.email === key)
        ? "userName"
        : email !== null && other.email === email
          ? "e-mail address"
          : externalId !== null && other.external_id === externalId
            ? "externalId"
            : null;
    if (taken) throw new ScimRefusal(409, "uniqueness", `Somebody else in this workspace has this ${taken}.`);
  }
}

function columns({ name, email, title, department, externalId }: WantedPerson) {
  return { name, email, title, department, external_id: externalId };
}

async function writeProfile(tx: Kysely<Schema>, world: ScimWorld, id: string, wanted: WantedPerson): Promise<void> {
  const written = {
    user_name_key: wanted.userName.toLowerCase(),
    attributes: JSON.stringify(wanted.kept),
    updated_at: world.now.toISOString(),
    deleted_at: null,
  };
  try {
    await tx
      .insertInto("scim_profile")
      .values({ person_id: id, workspace_id: world.workspaceId, ...written })
      .onConflict((conflict) => conflict.column("person_id").doUpdateSet(written))
      .execute();
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    throw new ScimRefusal(409, "uniqueness", "Somebody else in this workspace has this userName.");
  }
}

/** Whether a key of a body, or one within the extension, is an attribute's name. */
function mentions(key: string, value: unknown, attribute: string): boolean {
  const name = withoutSchema(USER, key);
  if (name === "" && typeof value === "object" && value !== null) {
    return Object.keys(value).some((inner) => inner.toLowerCase() === attribute);
  }
  return name !== null && attributeNamed(USER.attributes, name)?.name === attribute;
}
