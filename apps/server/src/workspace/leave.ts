import { chartOf, cycleThrough } from "@candor/core/chart/chart.ts";
import { type ManagerEdge, overlap } from "@candor/core/chart/manager-edge.ts";
import type { WorkspacePerson } from "@candor/protocol/http/workspace.ts";
import type { Kysely } from "kysely";
import type { Engine } from "../database/engine.ts";
import type { Schema } from "../database/schema.ts";
import { freezePairs } from "./freeze-pairs.ts";
import { describePerson, managesPeople, readEdges, type Who } from "./people.ts";
import { changeWorkspace, concern, type LockedPlace, type PersonRow, readPerson, refusal } from "./place.ts";

/** What leaving takes, kept with the person until they return. */
type Leaving = {
  /** edges that ended with it, and when they would have */
  ended: { id: string; until: string | null }[];
  /** edges that had not begun */
  removed: ManagerEdge[];
  /** `guest`: another account than the person's own held it, having come by a link to the page itself */
  seats: { pair: string; member: "a" | "b"; guest?: boolean }[];
};

export type LeaveResult =
  | { type: "not_found" }
  | { type: "last_owner" }
  | {
      type: "left";
      person: WorkspacePerson;
      /** the account whose sessions ended with it; null: there is none, or they stay */
      signedOut: string | null;
      /** pages that somebody may have open */
      pages: string[];
    };

/** Takes somebody out of a workspace; `takeOut` says what that takes. */
export async function leaveWorkspace(
  { db, engine }: { db: Kysely<Schema>; engine: Engine },
  who: Who,
  personId: string,
): Promise<LeaveResult> {
  return changeWorkspace(db, who, async (place): Promise<LeaveResult> => {
    const person = await readPerson(place, personId);
    if (!person || (person.id !== place.me.id && !managesPeople(place))) return { type: "not_found" };
    const refused = refusal(place, { action: "end_membership", of: await concern(place, person) });
    if (refused) return refused;
    if (person.left_at !== null) {
      return { type: "left", person: describePerson(place, person), signedOut: null, pages: [] };
    }
    const { pages, signedOut } = await takeOut(place, person, engine);
    const left = (await readPerson(place, person.id)) ?? person;
    return { type: "left", person: describePerson(place, left), signedOut, pages };
  });
}

/**
 * Ends what somebody has of a workspace: their seats are empty, their pages read-only for the other, their edges ended,
 * links to their place taken back. Their sessions end, unless a cookie is all they have to come back to other pages.
 */
export async function takeOut(
  place: Pick<LockedPlace, "tx" | "workspace" | "today" | "now">,
  person: PersonRow,
  engine: Engine,
): Promise<{ pages: string[]; signedOut: string | null }> {
  const { tx, workspace, today, now } = place;
  const at = now.toISOString();
  const edges = (await readEdges(tx, workspace.id)).filter(
    ({ report, manager, until }) => [report, manager].includes(person.id) && (until === null || until > today),
  );
  const leaving: Leaving = { ended: [], removed: [], seats: [] };
  for (const edge of edges) {
    if (edge.since < today) {
      leaving.ended.push({ id: edge.id, until: edge.until });
      await tx.updateTable("manager_edge").set({ until: today }).where("id", "=", edge.id).execute();
    } else {
      leaving.removed.push(edge);
      await tx.deleteFrom("manager_edge").where("id", "=", edge.id).execute();
    }
  }
  const seats = await tx
    .selectFrom("pair_member")
    .select(["pair_id", "member", "user_id"])
    .where("person_id", "=", person.id)
    .where("user_id", "is not", null)
    .execute();
  leaving.seats = seats.map(({ pair_id, member, user_id }) => {
    return { pair: pair_id, member, ...(user_id !== person.user_id && { guest: true }) };
  });
  for (const { pair, member, guest = false } of leaving.seats) {
    await tx
      .updateTable("pair_member")
      .set((eb) => ({ user_id: null, left_at: at, ...(guest && { away_user_id: eb.ref("user_id") }) }))
      .where("pair_id", "=", pair)
      .where("member", "=", member)
      .execute();
  }
  await tx
    .updateTable("workspace_invitation")
    .set({ revoked_at: at })
    .where("person_id", "=", person.id)
    .where("revoked_at", "is", null)
    .where("accepted_at", "is", null)
    .execute();
  await tx
    .updateTable("person")
    .set({ left_at: at, leaving: JSON.stringify(leaving) })
    .where("id", "=", person.id)
    .execute();
  const frozen = await freezePairs(tx, workspace, now);
  const signedOut = await endSessions(tx, person.user_id, engine);
  return { pages: [...new Set([...frozen, ...leaving.seats.map(({ pair }) => pair)])], signedOut };
}

async function endSessions(tx: Kysely<Schema>, userId: string | null, engine: Engine): Promise<string | null> {
  if (userId === null) return null;
  const named = await tx
    .selectFrom("user")
    .select("id")
    .where("id", "=", userId)
    // Nobody signs in again to an account that has only its cookie, and its other pages are still theirs.
    .where((eb) => eb.or([eb("isAnonymous", "is", null), eb("isAnonymous", "=", engine === "sqlite" ? 0 : false)]))
    .executeTakeFirst();
  if (!named) return null;
  await tx.deleteFrom("session").where("userId", "=", userId).execute();
  return userId;
}

export type ReturnResult =
  | { type: "not_found" }
  | { type: "last_owner" }
  | {
      type: "returned";
      person: WorkspacePerson;
      pages: string[];
      /** edges that did not come back, since the chart has gone on without them */
      without: ManagerEdge[];
    };

/** Takes leaving back: seats, edges and pages are as they were, where nothing has taken their place. */
export async function returnToWorkspace(db: Kysely<Schema>, who: Who, personId: string): Promise<ReturnResult> {
  return changeWorkspace(db, who, async (place): Promise<ReturnResult> => {
    const person = managesPeople(place) ? await readPerson(place, personId) : null;
    if (!person) return { type: "not_found" };
    const refused = refusal(place, { action: "end_membership", of: await concern(place, person) });
    if (refused) return refused;
    const { pages, without } = await takeBackIn(place, person);
    const back = (await readPerson(place, person.id)) ?? person;
    return { type: "returned", person: describePerson(place, back), pages, without };
  });
}

export async function takeBackIn(
  place: Pick<LockedPlace, "tx" | "workspace" | "now">,
  person: PersonRow,
): Promise<{ pages: string[]; without: ManagerEdge[] }> {
  if (person.left_at === null) return { pages: [], without: [] };
  const { tx, workspace, now } = place;
  const leaving = JSON.parse(person.leaving ?? '{"ended":[],"removed":[],"seats":[]}') as Leaving;
  await tx.updateTable("person").set({ left_at: null, leaving: null }).where("id", "=", person.id).execute();
  const without = await bringEdgesBack(place, leaving);
  for (const { pair, member, guest = false } of leaving.seats) {
    if (!guest && person.user_id === null) continue;
    await tx
      .updateTable("pair_member")
      // Everybody to their own seat: the place may have been taken by another than the page's guest.
      .set((eb) => ({ user_id: guest ? eb.ref("away_user_id") : person.user_id, away_user_id: null, left_at: null }))
      .where("pair_id", "=", pair)
      .where("member", "=", member)
      .where("person_id", "=", person.id)
      .where("user_id", "is", null)
      .where("away_user_id", guest ? "is not" : "is", null)
      .execute();
  }
  const frozen = await freezePairs(tx, workspace, now);
  return { pages: [...new Set([...frozen, ...leaving.seats.map(({ pair }) => pair)])], without };
}

async function bringEdgesBack(
  { tx, workspace }: Pick<LockedPlace, "tx" | "workspace">,
  { ended, removed }: Leaving,
): Promise<ManagerEdge[]> {
  let edges = await readEdges(tx, workspace.id);
  const left = await tx
    .selectFrom("person")
    .select("id")
    .where("workspace_id", "=", workspace.id)
    .where("left_at", "is not", null)
    .execute();
  const gone = new Set(left.map(({ id }) => id));
  const without: ManagerEdge[] = [];
  const wanted = [
    ...ended.flatMap(({ id, until }) => {
      const edge = edges.find((each) => each.id === id);
      return edge ? [{ ...edge, until }] : [];
    }),
    ...removed,
  ];
  for (const edge of wanted) {
    const others = edges.filter(({ id }) => id !== edge.id);
    const fits =
      !others.some((other) => other.report === edge.report && overlap(other, edge) !== null) &&
      !gone.has(edge.manager) &&
      !gone.has(edge.report) &&
      cycleThrough(chartOf(others), edge) === null;
    if (!fits) {
      without.push(edge);
      continue;
    }
    const row = { workspace_id: workspace.id, report_id: edge.report, manager_id: edge.manager, since: edge.since };
    await tx
      .insertInto("manager_edge")
      .values({ id: edge.id, ...row, until: edge.until })
      .onConflict((conflict) => conflict.column("id").doUpdateSet({ until: edge.until }))
      .execute();
    edges = [...others, edge];
  }
  return without;
}
