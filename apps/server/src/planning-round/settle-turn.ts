import type { ChooseTurn } from "@candor/protocol/http/planning-round.ts";
import type { Kysely } from "kysely";
import type { Schema } from "../database/schema.ts";
import type { PlanningTurnTable } from "../database/tables/round-tables.ts";
import type { Who } from "../workspace/people.ts";
import { changeWorkspace, lockWorkspace, refusal } from "../workspace/place.ts";
import { readOwnTurns, readTurns } from "./read-turns.ts";

/** Ends a round in which nobody is left. */
export async function endIfDone(tx: Kysely<Schema>, roundId: string, now: Date): Promise<void> {
  const turns = await readTurns(tx, roundId);
  if (turns.some(({ standing }) => standing.state !== "settled")) return;
  await tx
    .updateTable("planning_round")
    .set({ ended_at: now.toISOString(), ended_why: "done" })
    .where("id", "=", roundId)
    .where("ended_at", "is", null)
    .execute();
}

/**
 * Settles a turn, so that those below go on; one that is settled stays so.
 *
 * @param from the states in which it may be: whoever decides for themselves comes too late once their plan is being put
 *   onto the pages.
 * @returns whether it was in one of these.
 */
export async function settleTurn(
  db: Kysely<Schema>,
  { roundId, personId, now }: { roundId: string; personId: string; now: Date },
  from: readonly PlanningTurnTable["state"][] = ["open", "stuck", "noted"],
): Promise<boolean> {
  let isSettled = false;
  await inRound(db, roundId, async (tx) => {
    const settled = await tx
      .updateTable("planning_turn")
      .set({ state: "settled", settled_at: now.toISOString() })
      .where("round_id", "=", roundId)
      .where("person_id", "=", personId)
      .where("state", "in", from)
      .returning("person_id")
      .executeTakeFirst();
    isSettled = settled !== undefined;
    await endIfDone(tx, roundId, now);
  });
  return isSettled;
}

const STILL_THEIRS = ["open", "stuck"] as const;

/** One change of a round after another: whether it is done is asked of what all of them left. */
async function inRound(
  db: Kysely<Schema>,
  roundId: string,
  work: (tx: Kysely<Schema>) => Promise<void>,
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const round = await tx
      .selectFrom("planning_round")
      .select("workspace_id")
      .where("id", "=", roundId)
      .executeTakeFirst();
    if (round === undefined) return;
    await lockWorkspace(tx, round.workspace_id);
    await work(tx);
  });
}

/** What a manager says of their own turn. @returns whether there was such a turn, and it was theirs to decide still. */
export async function chooseTurn(
  db: Kysely<Schema>,
  { userId, now }: { userId: string; now: Date },
  roundId: string,
  { choice }: ChooseTurn,
): Promise<"chosen" | "not_found" | "round_over"> {
  const own = (await readOwnTurns(db, userId)).find(({ turn }) => turn.round_id === roundId);
  if (own === undefined) return "not_found";
  const { person_id, state } = own.turn;
  if (state === "settled" || state === "noted") return "round_over";
  if (choice === "as_it_is")
    return (await settleTurn(db, { roundId, personId: person_id, now }, STILL_THEIRS)) ? "chosen" : "round_over";
  const chosen = await db
    .updateTable("planning_turn")
    // Asked anew after it was stuck, it is tried anew.
    .set({ agreed_at: choice === "with_round" ? now.toISOString() : null, state: "open" })
    .where("round_id", "=", roundId)
    .where("person_id", "=", person_id)
    .where("state", "in", STILL_THEIRS)
    .returning("person_id")
    .executeTakeFirst();
  return chosen === undefined ? "round_over" : "chosen";
}

/** Settles the turns of somebody who has just put a plan of their own onto the pages, where it was their turn. */
export async function settlePlanned(db: Kysely<Schema>, userId: string, now: Date): Promise<void> {
  for (const { turn } of await readOwnTurns(db, userId)) {
    if (turn.standing.state !== "turn" || turn.state === "noted") continue;
    await settleTurn(db, { roundId: turn.round_id, personId: turn.person_id, now }, STILL_THEIRS);
  }
}

type Change = { type: "changed" } | { type: "not_found" } | { type: "round_over" };

/** Goes on without somebody: those below take theirs as it is. */
export async function passTurn(db: Kysely<Schema>, who: Who, roundId: string, personId: string): Promise<Change> {
  return changeOpen(db, who, roundId, async (tx) => {
    const turn = (await readTurns(tx, roundId)).find(({ person_id }) => person_id === personId);
    if (turn === undefined) return { type: "not_found" };
    if (turn.state === "noted") return { type: "changed" }; // it is being planned, and about to be settled
    await tx
      .updateTable("planning_turn")
      .set({ state: "settled", settled_at: who.now.toISOString() })
      .where("round_id", "=", roundId)
      .where("person_id", "=", personId)
      .where("state", "in", ["open", "stuck"])
      .execute();
    await endIfDone(tx, roundId, who.now);
    return { type: "changed" };
  });
}

/** Ends a round where it stands. What was planned stays; each manager can take back their own. */
export async function cancelRound(db: Kysely<Schema>, who: Who, roundId: string): Promise<Change> {
  return changeOpen(db, who, roundId, async (tx) => {
    await tx
      .updateTable("planning_round")
      .set({ ended_at: who.now.toISOString(), ended_why: "cancelled" })
      .where("id", "=", roundId)
      .execute();
    return { type: "changed" };
  });
}

async function changeOpen(
  db: Kysely<Schema>,
  who: Who,
  roundId: string,
  work: (tx: Kysely<Schema>) => Promise<Change>,
): Promise<Change> {
  return changeWorkspace(db, who, async (place): Promise<Change> => {
    if (refusal(place, { action: "run_rounds" })) return { type: "not_found" };
    const round = await place.tx
      .selectFrom("planning_round")
      .select("ended_at")
      .where("id", "=", roundId)
      .where("workspace_id", "=", place.workspace.id)
      .executeTakeFirst();
    if (round === undefined) return { type: "not_found" };
    return round.ended_at === null ? work(place.tx) : { type: "round_over" };
  });
}
