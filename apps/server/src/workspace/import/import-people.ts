import { createHash } from "node:crypto";
import { mayInWorkspace } from "@candor/core/access/may-in-workspace.ts";
import type { ManagerEdge } from "@candor/core/chart/manager-edge.ts";
import { planImport } from "@candor/core/people-import/plan-import.ts";
import type { ImportPlan, KnownPerson } from "@candor/core/people-import/planned-row.ts";
import { type PeopleTable, readTable } from "@candor/core/people-import/read-table.ts";
import type { ImportCounts, ImportPreview, ImportRow } from "@candor/protocol/http/people-import.ts";
import type { Kysely } from "kysely";
import type { Schema } from "../../database/schema.ts";
import { freezePairs } from "../freeze-pairs.ts";
import { MAX_PEOPLE, newPersonRow, readEdges, type Who } from "../people.ts";
import { changeWorkspace, type PersonRow, type Place, readPlace, refusal } from "../place.ts";
import { readCsv } from "./read-csv.ts";
import { storePeople, writeEdges } from "./write-parts.ts";

/** What it takes to take an import back. */
export type ImportUndo = Pick<ImportPlan, "adds" | "updates" | "chart">;

type Read = { type: "table"; table: PeopleTable } | { type: "answer"; preview: ImportPreview };

async function read(csv: string): Promise<Read> {
  const file = await readCsv(csv);
  if (file.type !== "records") return { type: "answer", preview: file };
  const result = readTable(file.records);
  return result.type === "table" ? result : { type: "answer", preview: result };
}

/** What a file would do; null where the user may not import. */
export async function previewImport(
  db: Kysely<Schema>,
  who: Who,
  csv: string,
  newId: () => string,
): Promise<ImportPreview | null> {
  const place = await readPlace(db, who.workspaceId, who.userId, who.now);
  if (!place || refusal(place, { action: "import_people" })) return null;
  const file = await read(csv);
  if (file.type === "answer") return file.preview;
  const { plan } = await planFor(db, place, file.table, newId);
  return tellPreview(plan, file.table);
}

export type ImportResult =
  | { type: "not_found" }
  | { type: "last_owner" }
  | { type: "import_changed" }
  | { type: "too_many_people" }
  | { type: "imported"; id: string; counts: ImportCounts; pages: string[] };

/** Imports a file of people as it was previewed, in one transaction. */
export async function importPeople(
  db: Kysely<Schema>,
  who: Who,
  { csv, digest }: { csv: string; digest: string },
  newId: () => string,
): Promise<ImportResult> {
  const file = await read(csv); // before anybody waits for the transaction
  return changeWorkspace(db, who, async (place): Promise<ImportResult> => {
    const refused = refusal(place, { action: "import_people" });
    if (refused) return refused;
    if (file.type === "answer") return { type: "import_changed" };
    const { plan, people } = await planFor(place.tx, place, file.table, newId);
    if (digestOf(plan) !== digest) return { type: "import_changed" };
    if (people.length + plan.adds.length > MAX_PEOPLE) return { type: "too_many_people" };
    const { tx, workspace, now } = place;
    await storePeople(tx, [
      ...plan.adds.map(({ id, externalId, ...add }) =>
        newPersonRow(workspace.id, id, { ...add, external_id: externalId }, now),
      ),
      ...changedRows(plan, people),
    ]);
    await writeEdges(tx, workspace.id, {
      removed: plan.chart.flatMap(({ removes }) => removes.map(({ id }) => id)),
      stored: plan.chart.flatMap(({ begins, ends }) => [
        ...ends.map(({ before, until }) => ({ ...before, until })),
        ...(begins ? [begins] : []),
      ]),
    });
    const counts = countRows(plan);
    const { adds, updates, chart } = plan;
    const undo: ImportUndo = { adds, updates, chart };
    const row = { id: newId(), workspace_id: workspace.id, created_by: who.userId, created_at: now.toISOString() };
    await tx
      .insertInto("people_import")
      .values({ ...row, undone_at: null, summary: JSON.stringify(counts), undo: JSON.stringify(undo) })
      .execute();
    return { type: "imported", id: row.id, counts, pages: await freezePairs(tx, workspace, now) };
  });
}

async function planFor(db: Kysely<Schema>, place: Place, table: PeopleTable, newId: () => string) {
  const people = await db.selectFrom("person").selectAll().where("workspace_id", "=", place.workspace.id).execute();
  const edges: ManagerEdge[] = await readEdges(db, place.workspace.id);
  const known = people.map((person) => knownPerson(person, place));
  return { plan: planImport(table, { people: known, edges }, place.today, newId), people };
}

function knownPerson(person: PersonRow, { me }: Place): KnownPerson {
  const of = { role: person.role, isSelf: person.id === me.id, isLastOwner: false };
  return {
    id: person.id,
    name: person.name,
    email: person.email,
    title: person.title,
    department: person.department,
    externalId: person.external_id,
    hasLeft: person.left_at !== null,
    mayChange: mayInWorkspace(me.role, { action: "change_person", of }).type === "allowed",
  };
}

const COLUMNS = {
  name: "name",
  email: "email",
  title: "title",
  department: "department",
  externalId: "external_id",
} as const;

function changedRows({ updates }: ImportPlan, people: readonly PersonRow[]): PersonRow[] {
  const byId = new Map(people.map((person) => [person.id, person]));
  return updates.flatMap(({ id, changes }) => {
    const person = byId.get(id);
    if (!person) return [];
    return { ...person, ...Object.fromEntries(changes.map(({ field, to }) => [COLUMNS[field], to])) };
  });
}

function tellPreview(plan: ImportPlan, { columns }: PeopleTable): ImportPreview {
  return { type: "preview", columns, rows: tellRows(plan), counts: countRows(plan), digest: digestOf(plan) };
}

function tellRows({ rows }: ImportPlan): ImportRow[] {
  return rows.map(({ line, name, verdict, changes, manager, fault, notes }) => ({
    ...{ line, name, verdict, changes, fault, notes },
    manager: manager && { name: manager.name, since: manager.since },
  }));
}

function countRows({ rows, chart }: ImportPlan): ImportCounts {
  const count = (verdict: ImportRow["verdict"]) => rows.filter((row) => row.verdict === verdict).length;
  return {
    added: count("add"),
    changed: count("change"),
    same: count("same"),
    leftOut: count("leave_out"),
    managers: chart.length,
  };
}

/** Of all that was shown; new ids are not. */
function digestOf(plan: ImportPlan): string {
  return createHash("sha256")
    .update(JSON.stringify(tellRows(plan)))
    .digest("base64url");
}

/** The imports of a workspace, the newest first; null where the user may not see them. */
export async function listImports(db: Kysely<Schema>, who: Who) {
  const place = await readPlace(db, who.workspaceId, who.userId, who.now);
  if (!place || refusal(place, { action: "import_people" })) return null;
  const rows = await db
    .selectFrom("people_import")
    .leftJoin("person", (join) =>
      join
        .onRef("person.user_id", "=", "people_import.created_by")
        .onRef("person.workspace_id", "=", "people_import.workspace_id"),
    )
    .select(["people_import.id", "people_import.created_at", "people_import.undone_at", "people_import.summary"])
    .select("person.name as by")
    .where("people_import.workspace_id", "=", place.workspace.id)
    .orderBy("people_import.created_at", "desc")
    .orderBy("people_import.id")
    .limit(MOST_LISTED)
    .execute();
  return rows.map(({ id, created_at, undone_at, summary, by }) => ({
    ...{ id, at: created_at, by: by ?? "", undoneAt: undone_at },
    counts: JSON.parse(summary) as ImportCounts,
  }));
}

const MOST_LISTED = 50;
