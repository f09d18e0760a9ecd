import {
  type AgreementVerdict,
  agree,
  beginProposal,
  changePoints,
  type Point,
  type Proposal,
  takeBack,
} from "@candor/core/artifact/agreement.ts";
import type { MemberId } from "@candor/core/person/member.ts";
import type { ArtifactProposal, ProposePoints } from "@candor/protocol/http/artifact.ts";
import type { Compilable, Kysely, Selectable } from "kysely";
import type { Schema } from "../database/schema.ts";
import type { ArtifactProposalTable } from "../database/tables/artifact-tables.ts";
import { readMembership } from "../people/pairs.ts";
import type { ArtifactEdit } from "../sync/snapshot/edit-artifact.ts";
import { forgetCopies } from "./link-rows.ts";

/** What the server writes into an artifact; see `editArtifact`. */
export type EditArtifact = (id: string, edit: ArtifactEdit) => Promise<"done" | "not_wanted" | "moved" | "unsound">;

export type ProposalParts = { db: Kysely<Schema>; edit: EditArtifact; now: () => Date };

export type ProposalResult =
  | { type: "proposal"; proposal: ArtifactProposal }
  | { type: "not_found" }
  /** somebody changed it after it was read */
  | { type: "proposal_changed" }
  | { type: "proposal_over" }
  /** the page is archived */
  | { type: "nothing_leaves" }
  | { type: "unavailable" };

type Asked = { artifact: string; proposal: string; userId: string };

export async function listProposals(
  db: Kysely<Schema>,
  { userId, artifact, pair }: { userId: string; artifact?: string; pair?: string },
): Promise<ArtifactProposal[]> {
  let query = db
    .selectFrom("artifact_proposal")
    .innerJoin("pair_member", "pair_member.pair_id", "artifact_proposal.pair_id")
    .selectAll("artifact_proposal")
    .select("pair_member.member")
    .where("pair_member.user_id", "=", userId)
    .orderBy("proposed_at")
    .orderBy("id");
  if (artifact !== undefined) query = query.where("artifact_id", "=", artifact);
  if (pair !== undefined) query = query.where("artifact_proposal.pair_id", "=", pair);
  return (await query.execute()).map(({ member, ...row }) => answerOf(row, member));
}

/** Begins a proposal, or says it in other words: either way whoever does it has agreed, and the other is asked. */
export async function proposePoints(
  { db, now }: ProposalParts,
  { artifact, proposal: id, userId }: Asked,
  { pair, points, revision }: ProposePoints,
): Promise<ProposalResult> {
  const mine = await readMembership(db, pair, userId);
  if (!mine) return { type: "not_found" };
  if (await isFrozen(db, pair, now())) return { type: "nothing_leaves" };
  const at = now().toISOString();
  const row = await readRow(db, artifact, id);
  if (!row) {
    if (revision !== null) return { type: "not_found" };
    const begun = rowOf(
      { ...{ id, artifact_id: artifact, pair_id: pair }, proposed_by: mine.member, proposed_at: at },
      beginProposal(mine.member, points, at),
    );
    await db
      .insertInto("artifact_proposal")
      .values(begun)
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    const stored = await readRow(db, artifact, id);
    return stored?.pair_id === pair
      ? { type: "proposal", proposal: answerOf(stored, mine.member) }
      : { type: "not_found" };
  }
  if (row.pair_id !== pair) return { type: "not_found" };
  if (revision === null && row.points === JSON.stringify(points))
    return { type: "proposal", proposal: answerOf(row, mine.member) }; // sent again
  const verdict = changePoints(stateOf(row), points, { member: mine.member, revision: revision ?? 0, now: at });
  return settle(db, row, mine.member, verdict);
}

/**
 * Agrees; with the second word it leaves the page. That both have is on disk before anything is written, and from then on
 * nobody changes the words; that it was written is noted in the transaction that writes it. So whatever is cut off
 * between goes on where it was, and nothing is written that one of them had not read.
 */
export async function agreeToPoints(parts: ProposalParts, asked: Asked, revision: number): Promise<ProposalResult> {
  const { db, now } = parts;
  const found = await find(db, asked);
  if (!found) return { type: "not_found" };
  const { row, member } = found;
  if (row.state === "leaving") return writeOut(parts, asked, row);
  if (await isFrozen(db, row.pair_id, now())) return { type: "nothing_leaves" };
  const result = await settle(db, row, member, agree(stateOf(row), { member, revision, now: now().toISOString() }));
  if (result.type !== "proposal" || result.proposal.state !== "leaving") return result;
  return writeOut(parts, asked, { ...row, ...columnsOf(result.proposal) });
}

async function writeOut({ db, edit }: ProposalParts, asked: Asked, row: Row): Promise<ProposalResult> {
  const proposal = stateOf(row);
  const outcome = await edit(row.artifact_id, {
    change: { type: "add points", points: proposal.points },
    isWanted: async () => (await readRow(db, row.artifact_id, row.id))?.state === "leaving",
    note: [updateQuery(db, row, { ...proposal, state: "out" })],
  });
  if (outcome === "moved" || outcome === "unsound") return { type: "unavailable" };
  return answerNow(db, asked);
}

const TRIES = 5; // while the other takes back something else of it

/** It takes two to let something out, and one to take it back: before it left, and after, as far as it still stands there. */
export async function takeBackPoint(parts: ProposalParts, asked: Asked, point: string): Promise<ProposalResult> {
  const { db, edit, now } = parts;
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const found = await find(db, asked);
    if (!found) return { type: "not_found" };
    const { row, member } = found;
    const proposal = stateOf(row);
    if (!proposal.points.some(({ id }) => id === point)) return { type: "proposal", proposal: answerOf(row, member) };
    if (proposal.state === "leaving") {
      const written = await writeOut(parts, asked, row);
      if (written.type !== "proposal") return written;
    } else if (proposal.state === "open") {
      const act = { member, revision: proposal.revision, now: now().toISOString() };
      const result = await settle(db, row, member, takeBack(proposal, point, act));
      if (result.type === "proposal") return result;
    } else {
      const points = proposal.points.filter(({ id }) => id !== point);
      const state = points.length === 0 ? "withdrawn" : "out";
      const outcome = await edit(row.artifact_id, {
        change: { type: "take out", point },
        isWanted: async () => (await readRow(db, row.artifact_id, row.id))?.revision === row.revision,
        note: [
          updateQuery(db, row, { ...proposal, state, points, revision: proposal.revision + 1 }),
          ...closeBefore(db, row.artifact_id, now().toISOString()),
        ],
      });
      if (outcome === "done") {
        // Once more, with the time it took: what was stored meanwhile held it, too.
        for (const query of closeBefore(db, row.artifact_id, now().toISOString()))
          await db.executeQuery(query.compile());
        return answerNow(db, asked);
      }
      if (outcome !== "not_wanted") return { type: "unavailable" };
    }
  }
  return { type: "unavailable" };
}

/** Versions that still hold what was taken out are given to nobody any more, and copies that links open are no more. */
function closeBefore(db: Kysely<Schema>, artifact: string, at: string): Compilable[] {
  return [
    db.updateTable("artifact").set({ closed_before: at }).where("id", "=", artifact),
    forgetCopies(db, artifact, at),
  ];
}

async function answerNow(db: Kysely<Schema>, asked: Asked): Promise<ProposalResult> {
  const found = await find(db, asked);
  return found ? { type: "proposal", proposal: answerOf(found.row, found.member) } : { type: "not_found" };
}

/** Only if nobody was quicker: what was read still stands there. */
async function settle(
  db: Kysely<Schema>,
  row: Row,
  member: MemberId,
  verdict: AgreementVerdict,
): Promise<ProposalResult> {
  if (verdict.type === "stale") return { type: "proposal_changed" };
  if (verdict.type === "over") return { type: "proposal_over" };
  const updated = await db
    .updateTable("artifact_proposal")
    .set(columnsOf(verdict.proposal))
    .where("id", "=", row.id)
    .where("revision", "=", row.revision)
    .where("state", "=", "open")
    .where("agreed_a", row.agreed_a === null ? "is" : "=", row.agreed_a)
    .where("agreed_b", row.agreed_b === null ? "is" : "=", row.agreed_b)
    .returningAll()
    .executeTakeFirst();
  return updated ? { type: "proposal", proposal: answerOf(updated, member) } : { type: "proposal_changed" };
}

type Row = Selectable<ArtifactProposalTable>;

async function find(db: Kysely<Schema>, { artifact, proposal, userId }: Asked) {
  const row = await readRow(db, artifact, proposal);
  const mine = row && (await readMembership(db, row.pair_id, userId));
  return row && mine ? { row, member: mine.member } : null;
}

async function readRow(db: Kysely<Schema>, artifact: string, id: string): Promise<Row | undefined> {
  return db
    .selectFrom("artifact_proposal")
    .selectAll()
    .where("id", "=", id)
    .where("artifact_id", "=", artifact)
    .executeTakeFirst();
}

/** Nothing comes out of a page that nobody can change any more; what is open there is read, and can be taken back. */
async function isFrozen(db: Kysely<Schema>, pair: string, now: Date): Promise<boolean> {
  const row = await db.selectFrom("pair").select("frozen_at").where("id", "=", pair).executeTakeFirst();
  return row?.frozen_at != null && row.frozen_at <= now.toISOString();
}

function updateQuery(db: Kysely<Schema>, row: Row, proposal: Proposal): Compilable {
  return db
    .updateTable("artifact_proposal")
    .set(columnsOf(proposal))
    .where("id", "=", row.id)
    .where("revision", "=", row.revision);
}

function rowOf(
  fixed: Pick<Row, "id" | "artifact_id" | "pair_id" | "proposed_by" | "proposed_at">,
  proposal: Proposal,
): Row {
  return { ...fixed, ...columnsOf(proposal) };
}

function columnsOf({ state, revision, points, agreed }: Proposal) {
  return { state, revision, points: JSON.stringify(points), agreed_a: agreed.a, agreed_b: agreed.b };
}

function stateOf({ state, revision, points, agreed_a, agreed_b }: Row): Proposal {
  return { state, revision, points: JSON.parse(points) as Point[], agreed: { a: agreed_a, b: agreed_b } };
}

function answerOf(row: Row, me: MemberId): ArtifactProposal {
  return {
    ...{ id: row.id, artifact: row.artifact_id, pair: row.pair_id, me },
    ...{ proposedBy: row.proposed_by, proposedAt: row.proposed_at },
    ...stateOf(row),
  };
}
