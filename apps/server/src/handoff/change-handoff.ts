import { judgeLetter } from "@candor/core/handoff/judge-letter.ts";
import type { Kysely } from "kysely";
import type { Schema } from "../database/schema.ts";
import { lockWorkspace } from "../workspace/place.ts";
import { findMyHandoff, type HandoffRow, type KnownHandoff } from "./read-handoffs.ts";

export type Who = { edge: string; userId: string };
export type HandoffEdge = { now: Date; newId: () => string };

/** Does something about a hand-off as one transaction, one after another in a workspace. Null: it is none of theirs. */
export async function changeHandoff<Result>(
  db: Kysely<Schema>,
  who: Who,
  now: Date,
  work: (tx: Kysely<Schema>, known: KnownHandoff) => Promise<Result>,
): Promise<Result | null> {
  const seen = await findMyHandoff(db, who, now);
  if (seen === null) return null;
  return db.transaction().execute(async (tx) => {
    await lockWorkspace(tx, seen.workspace);
    const known = await findMyHandoff(tx, who, now);
    return known === null ? null : work(tx, known);
  });
}

/** The row of a hand-off, made where there is none yet. */
export async function keepRow(
  tx: Kysely<Schema>,
  known: KnownHandoff & { to: string },
  { now, newId }: HandoffEdge,
): Promise<HandoffRow> {
  if (known.row) return known.row;
  const row: HandoffRow = {
    ...{ id: newId(), workspace_id: known.workspace, user_id: known.people.get(known.report)?.userId ?? "" },
    ...{ report_id: known.report, from_id: known.from, to_id: known.to, day: known.day },
    ...{ state: "none", state_at: now.toISOString(), old_pair_id: known.oldPage, new_pair_id: known.newPage },
    letter: null,
  };
  await tx.insertInto("handoff").values(row).execute();
  return row;
}

export type DeclineResult = { type: "done" } | { type: "not_found" } | { type: "handoff_changed" };

/** Says that nothing is to be handed over. It can still be, later. */
export async function declineHandoff(db: Kysely<Schema>, who: Who, edge: HandoffEdge): Promise<DeclineResult> {
  const done = await changeHandoff(db, who, edge.now, async (tx, known): Promise<DeclineResult> => {
    if (known.iAm !== "direct") return { type: "not_found" };
    const verdict = judgeLetter(known.row?.state ?? "none", known);
    if (verdict.type !== "write" || known.to === null) return { type: "handoff_changed" };
    const { id } = await keepRow(tx, { ...known, to: known.to }, edge);
    await setState(tx, id, "declined", edge.now);
    return { type: "done" };
  });
  return done ?? { type: "not_found" };
}

/** Takes back what nobody has opened yet. The same again changes nothing. */
export async function takeBackLetter(db: Kysely<Schema>, who: Who, edge: HandoffEdge): Promise<DeclineResult> {
  const done = await changeHandoff(db, who, edge.now, async (tx, known): Promise<DeclineResult> => {
    if (known.iAm !== "direct" || known.row === null) return { type: "not_found" };
    if (known.row.state === "opened") return { type: "handoff_changed" };
    // Where it is opened at this very moment, one of the two comes first: the row says which.
    const taken = await tx
      .updateTable("handoff")
      .set({ state: "none", state_at: edge.now.toISOString(), letter: null })
      .where("id", "=", known.row.id)
      .where("state", "<>", "opened")
      .returning("id")
      .executeTakeFirst();
    return taken ? { type: "done" } : { type: "handoff_changed" };
  });
  return done ?? { type: "not_found" };
}

async function setState(tx: Kysely<Schema>, id: string, state: HandoffRow["state"], now: Date): Promise<void> {
  await tx
    .updateTable("handoff")
    .set({ state, state_at: now.toISOString(), letter: null })
    .where("id", "=", id)
    .execute();
}
