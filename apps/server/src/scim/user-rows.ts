import type { Kysely } from "kysely";
import type { Schema } from "../database/schema.ts";
import { isPlainLine } from "../http/is-plain-line.ts";
import type { Resource } from "./admit-value.ts";
import { USER } from "./attributes.ts";
import { keepMatching } from "./keep-matching.ts";
import { matchFilter } from "./match-filter.ts";
import { type Filter, parseFilter } from "./parse-filter.ts";
import type { Meta } from "./present-resource.ts";
import { cutPage, isId, type ListQuery, type Page } from "./scim-world.ts";
import { readKept, userResource } from "./user-resource.ts";

export type FoundUser = { resource: Resource; meta: Meta };

/** `today`: the ISO date as of which somebody manages somebody */
export type Where = { workspaceId: string; today: string };

type Row = Awaited<ReturnType<ReturnType<typeof selectUsers>["execute"]>>[number];

/** @returns null: not there, deleted, or of another workspace. */
export async function readUser(db: Kysely<Schema>, where: Where, id: string): Promise<FoundUser | null> {
  if (!isId(id)) return null;
  const row = await selectUsers(db, where).where("person.id", "=", id).executeTakeFirst();
  return row ? found(row) : null;
}

/** In the order in which they came. */
export async function listUsers(db: Kysely<Schema>, where: Where, query: ListQuery): Promise<Page<FoundUser>> {
  const ordered = selectUsers(db, where).orderBy("person.created_at").orderBy("person.id");
  if (query.filter === null) {
    const rows =
      query.count === 0
        ? []
        : await ordered
            .limit(query.count)
            .offset(query.startIndex - 1)
            .execute();
    return { total: await countUsers(db, where.workspaceId), startIndex: query.startIndex, items: rows.map(found) };
  }
  const filter = parseFilter(query.filter);
  matchFilter(USER, {}, filter); // refuses what cannot be asked even where there is nobody to ask it of
  const narrowed = narrow(filter);
  const rows = await ordered
    .$if(narrowed.userName !== undefined, (all) =>
      all.where((is) => {
        const key = narrowed.userName ?? "";
        const byOther = is.or([is("person.email", "=", key), is("person.id", "=", key)]);
        const unwritten = is.and([is("scim_profile.person_id", "is", null), byOther]);
        return is.or([is("scim_profile.user_name_key", "=", key), unwritten]);
      }),
    )
    .$if(narrowed.externalId !== undefined, (all) => all.where("person.external_id", "=", narrowed.externalId ?? ""))
    .execute();
  const matches = ({ resource, meta }: FoundUser) => matchFilter(USER, { ...resource, meta }, filter);
  return cutPage(await keepMatching(rows, found, matches), query);
}

async function countUsers(db: Kysely<Schema>, workspaceId: string): Promise<number> {
  const { count } = await db
    .selectFrom("person")
    .leftJoin("scim_profile", "scim_profile.person_id", "person.id")
    .select((query) => query.fn.countAll<number | string>().as("count"))
    .where("person.workspace_id", "=", workspaceId)
    .where("scim_profile.deleted_at", "is", null)
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** What must hold whatever else does, and has an index: by far most questions are "is there somebody of this name?". */
function narrow(filter: Filter): { userName?: string; externalId?: string } {
  if (filter.op === "and") return Object.assign({}, ...filter.filters.map(narrow));
  if (filter.op !== "eq" || typeof filter.value !== "string" || !isPlainLine(filter.value)) return {};
  const path = filter.path.toLowerCase();
  if (path === "username") return { userName: filter.value.toLowerCase() };
  return path === "externalid" ? { externalId: filter.value } : {};
}

function selectUsers(db: Kysely<Schema>, { workspaceId, today }: Where) {
  return db
    .selectFrom("person")
    .leftJoin("scim_profile", "scim_profile.person_id", "person.id")
    .leftJoin("manager_edge as edge", (join) =>
      join
        .onRef("edge.report_id", "=", "person.id")
        .on("edge.since", "<=", today)
        .on((is) => is.or([is("edge.until", "is", null), is("edge.until", ">", today)])),
    )
    .leftJoin("person as manager", "manager.id", "edge.manager_id")
    .select(["person.id", "person.name", "person.email", "person.title", "person.department", "person.external_id"])
    .select(["person.created_at", "person.left_at", "scim_profile.attributes", "scim_profile.updated_at"])
    .select(["manager.id as manager_id", "manager.name as manager_name"])
    .where("person.workspace_id", "=", workspaceId)
    .where("scim_profile.deleted_at", "is", null);
}

function found(row: Row): FoundUser {
  const resource = userResource({
    id: row.id,
    name: row.name,
    email: row.email,
    title: row.title,
    department: row.department,
    externalId: row.external_id,
    leftAt: row.left_at,
    kept: row.attributes === null ? null : readKept(row.attributes),
    manager: row.manager_id === null ? null : { id: row.manager_id, name: row.manager_name ?? "" },
  });
  return { resource, meta: { created: row.created_at, lastModified: row.updated_at ?? row.created_at } };
}
