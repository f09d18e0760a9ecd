import { type RoundTurn, roundStanding, type TurnStanding } from "@candor/core/planning-round/round-standing.ts";
import type { Kysely, Selectable } from "kysely";
import type { Schema } from "../database/schema.ts";
import type { PlanningTurnTable } from "../database/tables/round-tables.ts";

/** A manager's turn with whom it is of and how it stands. */
export type TurnRow = Selectable<PlanningTurnTable> & { name: string; userId: string | null; standing: TurnStanding };

/** All turns of a round, who is above first. Whoever has left the workspace since keeps nobody waiting. */
export async function readTurns(db: Kysely<Schema>, roundId: string): Promise<TurnRow[]> {
  const rows = await db
    .selectFrom("planning_turn")
    .innerJoin("person", "person.id", "planning_turn.person_id")
    .selectAll("planning_turn")
    .select(["person.name", "person.user_id as userId", "person.left_at as leftAt"])
    .where("round_id", "=", roundId)
    .orderBy("level")
    .orderBy("person.name")
    .orderBy("person_id")
    .execute();
  const turns = rows.map(
    ({ person_id, above, state, leftAt }): RoundTurn => ({
      ...{ manager: person_id, above: JSON.parse(above) as string[] },
      isSettled: state === "settled" || leftAt !== null,
    }),
  );
  const standings = new Map(roundStanding(turns).map((standing) => [standing.manager, standing]));
  return rows.flatMap(({ leftAt: _leftAt, ...row }) => {
    const standing = standings.get(row.person_id);
    return standing === undefined ? [] : [{ ...row, standing }];
  });
}

/** The turns that somebody has in rounds that go on, in all workspaces that they are in. */
export async function readOwnTurns(
  db: Kysely<Schema>,
  userId: string,
): Promise<{ workspaceName: string; withSkips: boolean; turn: TurnRow; all: TurnRow[] }[]> {
  const rounds = await db
    .selectFrom("planning_turn")
    .innerJoin("planning_round", "planning_round.id", "planning_turn.round_id")
    .innerJoin("person", "person.id", "planning_turn.person_id")
    .innerJoin("workspace", "workspace.id", "planning_round.workspace_id")
    .select(["round_id", "person_id", "workspace.name as workspaceName", "with_skips"])
    .where("person.user_id", "=", userId)
    .where("person.left_at", "is", null)
    .where("ended_at", "is", null)
    .orderBy("begun_at")
    .execute();
  const own = [];
  for (const { round_id, person_id, workspaceName, with_skips } of rounds) {
    const all = await readTurns(db, round_id);
    const turn = all.find((each) => each.person_id === person_id);
    if (turn) own.push({ workspaceName, withSkips: with_skips === 1, turn, all });
  }
  return own;
}
