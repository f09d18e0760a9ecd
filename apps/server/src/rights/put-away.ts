import { judgeBin } from "@candor/core/retention/judge-bin.ts";
import type { Pair } from "@candor/protocol/http/people.ts";
import type { PutAwayPage } from "@candor/protocol/http/rights.ts";
import type { Kysely } from "kysely";
import { noteAccess } from "../access/note-access.ts";
import type { Schema } from "../database/schema.ts";
import { readPair } from "../people/pairs.ts";
import { freezePairs } from "../workspace/freeze-pairs.ts";
import { lockWorkspace } from "../workspace/place.ts";

/**
 * Puts a page away for one of the two: they leave the pair, and what is written stays for the other to read. Where
 * nobody else is on it, the page is in the bin. Either way it can be taken back for thirty days; until then the seat
 * is kept for them and nothing of the page is open to them.
 *
 * @returns null where the user has no seat in it; doing so twice changes nothing.
 */
export async function putAway(
  db: Kysely<Schema>,
  pairId: string,
  userId: string,
  now: Date,
): Promise<PutAwayPage | null> {
  const at = now.toISOString();
  await db.transaction().execute(async (tx) => {
    const left = await tx
      .updateTable("pair_member")
      .set({ user_id: null, away_user_id: userId, left_at: at })
      .where("pair_id", "=", pairId)
      .where("user_id", "=", userId)
      .returning(["member", "name"])
      .executeTakeFirst();
    if (!left) return;
    await keepArtifacts(tx, { pairId, userId, ...left });
    const { member } = left;
    await noteAccess(tx, { pairId, kind: "access_ended", member, actor: member }, now);
    const frozen = await tx
      .updateTable("pair")
      .set({ frozen_at: at, frozen_why: "left" })
      .where("id", "=", pairId)
      .where("frozen_at", "is", null)
      .returning("id")
      .executeTakeFirst();
    if (frozen) await noteAccess(tx, { pairId, kind: "frozen", member: null, actor: member }, now);
  });
  const [page] = await listPutAway(db, userId, now, pairId);
  return page ?? null;
}

/** What somebody writes with others stays theirs when they leave the page from which it came. */
async function keepArtifacts(
  db: Kysely<Schema>,
  { pairId, userId, member, name }: { pairId: string; userId: string; member: "a" | "b"; name: string },
): Promise<void> {
  await db
    .updateTable("artifact_person")
    .set({ user_id: userId, name })
    .where("pair_id", "=", pairId)
    .where("seat", "=", member)
    .execute();
}

/** @returns null where there is nothing to take back, or no longer. */
export async function takeBack(db: Kysely<Schema>, pairId: string, userId: string, now: Date): Promise<Pair | null> {
  return db.transaction().execute(async (tx) => {
    const [page] = await listPutAway(tx, userId, now, pairId);
    if (!page) return null;
    const { member } = await tx
      .updateTable("pair_member")
      .set({ user_id: userId, away_user_id: null, left_at: null })
      .where("pair_id", "=", pairId)
      .where("away_user_id", "=", userId)
      .returning("member")
      .executeTakeFirstOrThrow();
    await noteAccess(tx, { pairId, kind: "joined", member, actor: member }, now);
    // What froze for another reason stays so, and so it does while the other is gone.
    const other = await tx
      .selectFrom("pair_member")
      .select("left_at")
      .where("pair_id", "=", pairId)
      .where("left_at", "is not", null)
      .executeTakeFirst();
    const frozenAt = other?.left_at ?? null;
    const thawed = await tx
      .updateTable("pair")
      .set({ frozen_at: frozenAt, frozen_why: frozenAt === null ? null : "left", going_told_at: null })
      .where("id", "=", pairId)
      .where("frozen_at", "=", page.at)
      .returning("workspace_id")
      .executeTakeFirst();
    await freezeByChart(tx, thawed?.workspace_id ?? null, now);
    if (thawed && frozenAt === null) await noteAccess(tx, { pairId, kind: "thawed", member: null, actor: member }, now);
    return readPair(tx, pairId, userId);
  });
}

/** The chart may have frozen the page meanwhile: it is not to be open until somebody looks. */
async function freezeByChart(tx: Kysely<Schema>, workspaceId: string | null, now: Date): Promise<void> {
  if (workspaceId === null) return;
  await lockWorkspace(tx, workspaceId);
  const workspace = await tx.selectFrom("workspace").selectAll().where("id", "=", workspaceId).executeTakeFirst();
  if (workspace) await freezePairs(tx, workspace, now);
}

/** The pages that somebody put away and can still take back, the newest first. */
export async function listPutAway(
  db: Kysely<Schema>,
  userId: string,
  now: Date,
  pairId?: string,
): Promise<PutAwayPage[]> {
  let query = db
    .selectFrom("pair_member as mine")
    .innerJoin("pair_member as other", (join) =>
      join.onRef("other.pair_id", "=", "mine.pair_id").onRef("other.member", "!=", "mine.member"),
    )
    .select(["mine.pair_id", "mine.left_at", "other.name", "other.user_id", "other.away_user_id"])
    .leftJoin("person", "person.id", "mine.person_id")
    .where("mine.away_user_id", "=", userId)
    // Whoever has left the company comes back to none of its pages.
    .where("person.left_at", "is", null)
    .orderBy("mine.left_at", "desc")
    .orderBy("mine.pair_id");
  if (pairId !== undefined) query = query.where("mine.pair_id", "=", pairId);
  const instant = Temporal.Instant.fromEpochMilliseconds(now.getTime());
  return (await query.execute()).flatMap((row): PutAwayPage[] => {
    if (row.left_at === null) return [];
    const verdict = judgeBin(Temporal.Instant.from(row.left_at), instant);
    if (verdict.type === "due") return []; // the job has yet to come by
    const how = row.user_id !== null || row.away_user_id !== null ? "left" : "binned";
    const until = verdict.until.toString();
    return [{ pairId: row.pair_id, name: row.name, how, at: row.left_at, until }];
  });
}
