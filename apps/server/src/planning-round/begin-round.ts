import { holdsOn } from "@candor/core/chart/manager-edge.ts";
import { firstMonday } from "@candor/core/planner/plan-start.ts";
import { planningOrder } from "@candor/core/planning-round/planning-order.ts";
import type { BeginPlanningRound } from "@candor/protocol/http/planning-round.ts";
import type { Kysely } from "kysely";
import type { Schema } from "../database/schema.ts";
import { readEdges, type Who } from "../workspace/people.ts";
import { changeWorkspace, refusal } from "../workspace/place.ts";
import { endIfDone } from "./settle-turn.ts";

/**
 * Begins a round, with a turn for everybody who manages somebody on the first of the planned days. Who has no account yet
 * cannot plan, and keeps nobody waiting. The same id again changes nothing.
 */
export async function beginRound(
  db: Kysely<Schema>,
  who: Who,
  { id, withSkips }: BeginPlanningRound,
  newId: () => string,
) {
  return changeWorkspace(db, who, async (place) => {
    const refused = refusal(place, { action: "run_rounds" });
    if (refused) return { type: "not_found" as const };
    const { tx, workspace, me, now, timeZone } = place;
    const known = await tx.selectFrom("planning_round").select("workspace_id").where("id", "=", id).executeTakeFirst();
    if (known) return { type: known.workspace_id === workspace.id ? ("begun" as const) : ("not_found" as const) };
    const open = await tx
      .selectFrom("planning_round")
      .select("id")
      .where("workspace_id", "=", workspace.id)
      .where("ended_at", "is", null)
      .executeTakeFirst();
    if (open) return { type: "round_open" as const };
    const day = firstMonday(timeZone, Temporal.Instant.fromEpochMilliseconds(now.getTime()));
    const present = await tx
      .selectFrom("person")
      .select(["id", "name", "user_id"])
      .where("workspace_id", "=", workspace.id)
      .where("left_at", "is", null)
      .execute();
    const users = new Map(present.map((person) => [person.id, person.user_id]));
    const edges = (await readEdges(tx, workspace.id)).filter(
      (edge) => holdsOn(edge, day) && users.has(edge.manager) && users.has(edge.report),
    );
    const order = planningOrder(edges);
    if (order.type === "circle") {
      const names = new Map(present.map((person) => [person.id, person.name]));
      return { type: "chart_in_circle" as const, names: order.path.flatMap((each) => names.get(each) ?? []) };
    }
    if (order.turns.length === 0) return { type: "no_managers" as const };
    const at = now.toISOString();
    await tx
      .insertInto("planning_round")
      .values({
        ...{ id, workspace_id: workspace.id, begun_by: me.id, begun_at: at, day, with_skips: withSkips ? 1 : 0 },
        ...{ ended_at: null, ended_why: null },
      })
      .execute();
    for (const { manager, level, above } of order.turns) {
      const isHere = users.get(manager) !== null;
      await tx
        .insertInto("planning_turn")
        .values({
          ...{ round_id: id, person_id: manager, level, above: JSON.stringify(above), plan_id: newId() },
          ...{ state: isHere ? "open" : "settled", agreed_at: null, settled_at: isHere ? null : at },
        })
        .execute();
    }
    await endIfDone(tx, id, now);
    return { type: "begun" as const };
  });
}
