import type { MyTurn, NewestPlanningRound } from "@candor/protocol/http/planning-round.ts";
import type { Kysely } from "kysely";
import type { Schema } from "../database/schema.ts";
import type { Who } from "../workspace/people.ts";
import { readPlace, refusal } from "../workspace/place.ts";
import { readOwnTurns, readTurns } from "./read-turns.ts";

/** The newest round of a workspace for whoever runs it; null as in `readPlace`, and for whoever may not. */
export async function readNewestRound(db: Kysely<Schema>, who: Who): Promise<NewestPlanningRound | null> {
  const place = await readPlace(db, who.workspaceId, who.userId, who.now);
  if (!place || refusal(place, { action: "run_rounds" })) return null;
  const round = await db
    .selectFrom("planning_round")
    .selectAll()
    .where("workspace_id", "=", place.workspace.id)
    .orderBy("begun_at", "desc")
    .orderBy("id")
    .limit(1)
    .executeTakeFirst();
  if (round === undefined) return { round: null };
  const turns = await readTurns(db, round.id);
  return {
    round: {
      ...{ id: round.id, begunBy: round.begun_by, begunAt: round.begun_at, day: round.day },
      ...{ withSkips: round.with_skips === 1, state: round.ended_why ?? "open" },
      turns: turns.map(({ level, standing }) => ({
        ...{ person: standing.manager, level, state: standing.state, waitsFor: [...standing.waitsFor] },
      })),
    },
  };
}

/** Somebody's own turns in the rounds that go on. */
export async function readMyTurns(db: Kysely<Schema>, userId: string): Promise<MyTurn[]> {
  return (await readOwnTurns(db, userId)).map(({ workspaceName, withSkips, turn, all }) => {
    const { standing, state, agreed_at } = turn;
    const isAgreed = agreed_at !== null;
    return {
      ...{ round: turn.round_id, workspaceName, withSkips, isAgreed },
      state: saidState(standing.state, state, isAgreed),
      waitsFor: standing.waitsFor.flatMap((person) => all.find((each) => each.person_id === person)?.name ?? []),
    };
  });
}

/** Whether somebody has something to do, or to wait for, in the round of their workspace. */
export async function readMyPlanning(db: Kysely<Schema>, personId: string): Promise<"turn" | "waits" | null> {
  const open = await db
    .selectFrom("planning_turn")
    .innerJoin("planning_round", "planning_round.id", "planning_turn.round_id")
    .select("round_id")
    .where("person_id", "=", personId)
    .where("ended_at", "is", null)
    .executeTakeFirst();
  if (open === undefined) return null;
  const turns = await readTurns(db, open.round_id);
  const state = turns.find(({ person_id }) => person_id === personId)?.standing.state ?? "settled";
  return state === "settled" ? null : state;
}

function saidState(standing: "settled" | "turn" | "waits", state: string, isAgreed: boolean): MyTurn["state"] {
  if (standing !== "turn") return standing;
  if (state === "stuck") return "stuck";
  return isAgreed || state === "noted" ? "planning" : "turn";
}
