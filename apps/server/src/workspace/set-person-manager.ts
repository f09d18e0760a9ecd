import { chartOf } from "@candor/core/chart/chart.ts";
import { compareCharts } from "@candor/core/chart/compare-charts.ts";
import { applyChange, type ChartChange, setManager } from "@candor/core/chart/set-manager.ts";
import type { ManagerChange, SetManager } from "@candor/protocol/http/workspace.ts";
import type { Kysely } from "kysely";
import type { Schema } from "../database/schema.ts";
import { freezePairs } from "./freeze-pairs.ts";
import { readEdges, readPresent, type Who } from "./people.ts";
import { changeWorkspace, refusal } from "./place.ts";

export type SetManagerAnswer =
  | { type: "not_found" }
  | { type: "last_owner" }
  /** `pages` are those whose freezing changed */
  | { type: "answer"; answer: ManagerChange; pages: string[] };

/** Sets somebody's manager from a day on, or says what that would mean. */
export async function setPersonManager(
  db: Kysely<Schema>,
  who: Who,
  personId: string,
  { manager, from, preview }: SetManager,
  newId: () => string,
): Promise<SetManagerAnswer> {
  return changeWorkspace(db, who, async (place): Promise<SetManagerAnswer> => {
    const refused = refusal(place, { action: "change_chart" });
    if (refused) return refused;
    const person = await readPresent(place, personId);
    if (!person || (manager !== null && !(await readPresent(place, manager)))) return { type: "not_found" };
    const edges = await readEdges(place.tx, place.workspace.id);
    const result = setManager(chartOf(edges), { report: person.id, manager, from }, newId());
    if (result.type === "cycle") return { type: "answer", answer: { type: "cycle", ...result.cycle }, pages: [] };
    if (result.type !== "changed") return { type: "answer", answer: result, pages: [] };
    const { change } = result;
    const planned = change.staysPlanned && { manager: change.staysPlanned.manager, since: change.staysPlanned.since };
    const consequences = compareCharts(edges, applyChange(edges, change), place.today);
    if (!preview) await storeChange(place.tx, place.workspace.id, change);
    const pages = preview ? [] : await freezePairs(place.tx, place.workspace, place.now);
    return { type: "answer", answer: { type: "changed", consequences, planned }, pages };
  });
}

export async function storeChange(tx: Kysely<Schema>, workspaceId: string, change: ChartChange): Promise<void> {
  for (const { id } of change.removes) await tx.deleteFrom("manager_edge").where("id", "=", id).execute();
  for (const { before, until } of change.ends)
    await tx.updateTable("manager_edge").set({ until }).where("id", "=", before.id).execute();
  if (change.begins === null) return;
  const { id, report, manager, since, until } = change.begins;
  await tx
    .insertInto("manager_edge")
    .values({ id, workspace_id: workspaceId, report_id: report, manager_id: manager, since, until })
    .execute();
}
