import { mayInWorkspace } from "@candor/core/access/may-in-workspace.ts";
import { chartOf, cycleThrough } from "@candor/core/chart/chart.ts";
import { type ManagerEdge, overlap } from "@candor/core/chart/manager-edge.ts";
import type { ChartChange } from "@candor/core/chart/set-manager.ts";
import type { ImportUndone } from "@candor/protocol/http/people-import.ts";
import type { Kysely } from "kysely";
import type { Schema } from "../../database/schema.ts";
import { freezePairs } from "../freeze-pairs.ts";
import { deletePeople, readEdges, type Who } from "../people.ts";
import { changeWorkspace, type LockedPlace, type PersonRow, refusal } from "../place.ts";
import type { ImportUndo } from "./import-people.ts";
import { inParts, storePeople, writeEdges } from "./write-parts.ts";

export type UndoResult =
  | { type: "not_found" }
  | { type: "last_owner" }
  | { type: "undone"; undone: ImportUndone; pages: string[] };

type Kept = ImportUndone["kept"][number]["why"];

/**
 * Takes an import back as one transaction: whom it added is gone, what it changed is as it was before. What somebody has
 * changed since stays, and is told. Doing so twice changes nothing.
 */
export async function undoImport(db: Kysely<Schema>, who: Who, importId: string): Promise<UndoResult> {
  return changeWorkspace(db, who, async (place): Promise<UndoResult> => {
    const refused = refusal(place, { action: "import_people" });
    if (refused) return refused;
    const { tx, workspace, now } = place;
    const row = await tx
      .updateTable("people_import")
      .set((eb) => ({ undone_at: eb.fn.coalesce("undone_at", eb.val(now.toISOString())) }))
      .where("id", "=", importId)
      .where("workspace_id", "=", workspace.id)
      .returningAll()
      .executeTakeFirst();
    if (!row) return { type: "not_found" };
    if (row.undone_at !== now.toISOString()) {
      return { type: "undone", undone: { removed: 0, restored: 0, kept: [] }, pages: [] };
    }
    const undone = await takeBack(place, JSON.parse(row.undo) as ImportUndo);
    return { type: "undone", undone, pages: await freezePairs(tx, workspace, now) };
  });
}

async function takeBack(place: LockedPlace, undo: ImportUndo): Promise<ImportUndone> {
  const { tx, workspace } = place;
  const people = new Map(
    (await tx.selectFrom("person").selectAll().where("workspace_id", "=", workspace.id).execute()).map((each) => [
      each.id,
      each,
    ]),
  );
  const edges = await readEdges(tx, workspace.id);
  const kept = new Map<string, Kept>();
  const keep = (id: string, why: Kept) => kept.set(id, kept.get(id) ?? why);

  const going = whoGoes(undo, people, edges, keep);
  const chart = judgeChart(undo, edges, { going, people }, keep);
  const rows = judgeFields(place, undo, people, keep);
  await writeEdges(tx, workspace.id, chart);
  for (const part of inParts(going)) await deletePeople(tx, part);
  await storePeople(tx, rows);
  return {
    removed: going.length,
    restored: new Set([...rows.map(({ id }) => id), ...chart.reports]).size,
    kept: [...kept].map(([id, why]) => ({ name: people.get(id)?.name ?? "", why })),
  };
}

type Keep = (id: string, why: Kept) => void;

/** Whom the import added and who can go: they have not joined, nobody has touched them, and nobody else stands by them. */
function whoGoes(
  { adds, chart }: ImportUndo,
  people: ReadonlyMap<string, PersonRow>,
  edges: readonly ManagerEdge[],
  keep: Keep,
): string[] {
  const own = new Set(chart.flatMap(({ begins }) => begins?.id ?? []));
  const elsewhere = new Set(edges.filter(({ id }) => !own.has(id)).flatMap(({ manager, report }) => [manager, report]));
  return adds.flatMap((add) => {
    const person = people.get(add.id);
    if (!person) return [];
    const same =
      person.name === add.name &&
      person.email === add.email &&
      person.title === add.title &&
      person.department === add.department &&
      person.external_id === add.externalId &&
      person.role === "member";
    const why: Kept | null =
      person.user_id !== null
        ? "joined"
        : person.left_at !== null
          ? "left"
          : !same
            ? "changed"
            : elsewhere.has(person.id)
              ? "manages"
              : null;
    if (why !== null) keep(person.id, why);
    return why === null ? person.id : [];
  });
}

/** The edges as they were before, row by row of the file, where they are still as the file left them. */
function judgeChart(
  { chart, adds }: ImportUndo,
  edges: readonly ManagerEdge[],
  { going, people }: { going: readonly string[]; people: ReadonlyMap<string, PersonRow> },
  keep: Keep,
): { removed: string[]; stored: ManagerEdge[]; reports: string[] } {
  const gone = new Set(going);
  const added = new Set(adds.map(({ id }) => id));
  const now = new Map(edges.map((edge) => [edge.id, edge]));
  const after = new LooseChart(edges);
  const back: ChartChange[] = [];
  for (const change of chart) {
    const { begins, ends } = change;
    if (begins === null) continue;
    if (gone.has(begins.report))
      after.remove(begins); // goes with the person
    else if (!added.has(begins.report)) {
      // Who was added and stays keeps their manager.
      const left = [begins, ...ends.map(({ before, until }) => ({ ...before, until }))];
      if (left.every((edge) => isSame(now.get(edge.id), edge))) {
        for (const edge of left) after.remove(edge);
        back.push(change);
      } else keep(begins.report, "manager_changed");
    }
  }
  const reports: string[] = [];
  for (const { begins, ends, removes } of back) {
    if (begins === null) continue;
    const earlier = [...ends.map(({ before }) => before), ...removes];
    const present = ({ report, manager }: ManagerEdge) =>
      [report, manager].every((id) => people.get(id)?.left_at === null);
    if (earlier.every((edge) => present(edge) && after.fits(edge))) {
      for (const edge of earlier) after.add(edge);
      reports.push(begins.report);
      continue;
    }
    keep(begins.report, "manager_changed");
    const left = [begins, ...ends.map(({ before, until }) => ({ ...before, until }))];
    for (const edge of left) if (!gone.has(edge.manager) && after.fits(edge)) after.add(edge);
  }
  const stored = after.edges();
  const staying = new Set(stored.map(({ id }) => id));
  return {
    removed: edges.filter(({ id }) => !staying.has(id)).map(({ id }) => id),
    stored: stored.filter((edge) => !isSame(now.get(edge.id), edge)),
    reports,
  };
}

/** A chart from which edges are taken and to which they are given. */
class LooseChart {
  private readonly chart: Map<string, ManagerEdge[]>;

  constructor(edges: readonly ManagerEdge[]) {
    this.chart = chartOf(edges);
  }

  remove({ id, report }: ManagerEdge): void {
    this.chart.set(
      report,
      (this.chart.get(report) ?? []).filter((edge) => edge.id !== id),
    );
  }

  add(edge: ManagerEdge): void {
    this.chart.set(edge.report, [...(this.chart.get(edge.report) ?? []), edge]);
  }

  fits(edge: ManagerEdge): boolean {
    const own = this.chart.get(edge.report) ?? [];
    return own.every((other) => overlap(other, edge) === null) && cycleThrough(this.chart, edge) === null;
  }

  edges(): ManagerEdge[] {
    return [...this.chart.values()].flat();
  }
}

function isSame(one: ManagerEdge | undefined, other: ManagerEdge): boolean {
  return one !== undefined && one.manager === other.manager && one.since === other.since && one.until === other.until;
}

const COLUMNS = {
  name: "name",
  email: "email",
  title: "title",
  department: "department",
  externalId: "external_id",
} as const;

/** The fields as they were before, where they still say what the file said, and of whom one may still change. */
function judgeFields(
  { me }: LockedPlace,
  { updates }: ImportUndo,
  people: ReadonlyMap<string, PersonRow>,
  keep: Keep,
): PersonRow[] {
  const owners = new Map([...people.values()].flatMap(({ email, id }) => (email === null ? [] : [[email, id]])));
  return updates.flatMap(({ id, changes }) => {
    const person = people.get(id);
    if (!person) return [];
    const of = { role: person.role, isSelf: person.id === me.id, isLastOwner: false };
    if (mayInWorkspace(me.role, { action: "change_person", of }).type === "denied") {
      keep(id, "changed");
      return [];
    }
    const row = { ...person };
    for (const { field, from, to } of changes) {
      const column = COLUMNS[field];
      const isTaken = field === "email" && from !== "" && (owners.get(from) ?? id) !== id;
      if ((person[column] ?? "") !== to) keep(id, "changed");
      else if (isTaken) keep(id, "email_taken");
      else Object.assign(row, { [column]: from === "" && (field === "email" || field === "externalId") ? null : from });
    }
    return row;
  });
}
