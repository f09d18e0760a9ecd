import type { ArtifactRole } from "@candor/core/artifact/artifact.ts";
import type { ArtifactCandidate, InvitePerson } from "@candor/protocol/http/artifact.ts";
import type { Kysely } from "kysely";
import type { Schema } from "../database/schema.ts";
import { readMembership } from "../people/pairs.ts";
import { readParticipants } from "./artifact-access.ts";
import { type ArtifactParts, type ArtifactResult, answer, refuse } from "./write-artifacts.ts";

const MAX_PEOPLE = 200;

type Asked = { id: string; userId: string };

/** Whom somebody knows and may ask in: the others of their pairs, and their colleagues; who is in already is left out. */
export async function listCandidates(parts: ArtifactParts, { id, userId }: Asked): Promise<ArtifactCandidate[] | null> {
  if (await refuse(parts, { id, userId }, "share")) return null;
  const { db } = parts;
  const inside = await readParticipants(parts, new Set([id]));
  const users = new Set(inside.flatMap(({ userId: account }) => account ?? []));
  const seats = new Set(inside.map(({ pairId, seat }) => `${pairId} ${seat}`));
  const others = await othersOf(db, userId);
  const colleagues = await colleaguesOf(db, userId);
  const known = new Set(colleagues.flatMap(({ user_id }) => user_id ?? []));
  return [
    ...colleagues
      .filter(({ person, user_id }) => !inside.some(({ personId }) => personId === person) && !isIn(users, user_id))
      .map(({ person, name }) => ({ person, name })),
    ...others
      .filter(({ pair, member, user_id }) => !seats.has(`${pair} ${member}`) && !isIn(users, user_id))
      .filter(({ user_id }) => !isIn(known, user_id))
      .map(({ pair, name }) => ({ pair, name })),
  ].sort((one, other) => one.name.localeCompare(other.name));
}

export async function invitePerson(
  parts: ArtifactParts,
  asked: Asked,
  { pair, person, role }: InvitePerson,
): Promise<ArtifactResult> {
  const refusal = await refuse(parts, asked, "share");
  if (refusal) return refusal;
  const { db, now } = parts;
  const whom =
    pair !== undefined ? await otherOf(db, asked.userId, pair) : await colleague(db, asked.userId, person ?? "");
  if (!whom) return { type: "not_found" };
  await db.transaction().execute(async (tx) => {
    const inside = await readParticipants({ db: tx, engine: parts.engine }, new Set([asked.id]));
    const isThere = inside.some(
      (each) =>
        (whom.person_id !== null && each.personId === whom.person_id) ||
        (whom.pair_id !== null && each.pairId === whom.pair_id && each.seat === whom.seat),
    );
    if (isThere || inside.length >= MAX_PEOPLE) return;
    const newest = Math.max(0, ...inside.map(({ member }) => Number(member.slice(1))));
    await tx
      .insertInto("artifact_person")
      .values({
        ...{ artifact_id: asked.id, member: `p${newest + 1}`, role, user_id: null },
        ...{ ...whom, added_at: now().toISOString() },
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  });
  parts.changed(asked.id);
  return answer(parts, asked);
}

/** @param role null: they take part no longer; anybody may take themselves out. */
export async function changePerson(
  parts: ArtifactParts,
  asked: Asked,
  member: `p${number}`,
  role: ArtifactRole | null,
): Promise<ArtifactResult> {
  const { db } = parts;
  const inside = await readParticipants(parts, new Set([asked.id]));
  const whom = inside.find((each) => each.member === member);
  const isMe = whom !== undefined && whom.userId === asked.userId;
  const refusal = await refuse(parts, asked, isMe && role === null ? "read" : "share");
  if (refusal) return refusal;
  if (!whom) return { type: "not_found" };
  const mine = await answer(parts, asked);
  const isOwner = mine.type === "artifact" && mine.artifact.myRole === "owner";
  // Ownership is given by whoever has it, and nobody takes the owner's place from them.
  if ((role === "owner" || whom.role === "owner") && !isOwner) return { type: "not_allowed" };
  if (whom.role === "owner" && role !== "owner" && !inside.some((each) => each !== whom && each.role === "writer"))
    return { type: "not_allowed" };
  await db.transaction().execute(async (tx) => {
    const rows = () => tx.updateTable("artifact_person").where("artifact_id", "=", asked.id);
    if (role === "owner") await rows().set({ role: "writer" }).where("role", "=", "owner").execute();
    if (role === null)
      await tx.deleteFrom("artifact_person").where("artifact_id", "=", asked.id).where("member", "=", member).execute();
    else await rows().set({ role }).where("member", "=", member).execute();
  });
  parts.changed(asked.id);
  return isMe && role === null ? mine : answer(parts, asked);
}

async function othersOf(db: Kysely<Schema>, userId: string) {
  return db
    .selectFrom("pair_member as mine")
    .innerJoin("pair_member as other", (join) =>
      join.onRef("other.pair_id", "=", "mine.pair_id").onRef("other.member", "!=", "mine.member"),
    )
    .select(["other.pair_id as pair", "other.member", "other.user_id", "other.name"])
    .where("mine.user_id", "=", userId)
    .where("other.left_at", "is", null)
    .execute();
}

async function colleaguesOf(db: Kysely<Schema>, userId: string) {
  return db
    .selectFrom("person as me")
    .innerJoin("person", "person.workspace_id", "me.workspace_id")
    .select(["person.id as person", "person.user_id", "person.name"])
    .where("me.user_id", "=", userId)
    .where("me.left_at", "is", null)
    .where("person.left_at", "is", null)
    .whereRef("person.id", "!=", "me.id")
    .execute();
}

type Whom = { pair_id: string | null; seat: "a" | "b" | null; person_id: string | null; name: string };

async function otherOf(db: Kysely<Schema>, userId: string, pair: string): Promise<Whom | null> {
  const mine = await readMembership(db, pair, userId);
  if (!mine) return null;
  return { pair_id: pair, seat: mine.member === "a" ? "b" : "a", person_id: null, name: "" };
}

async function colleague(db: Kysely<Schema>, userId: string, person: string): Promise<Whom | null> {
  const found = (await colleaguesOf(db, userId)).find((each) => each.person === person);
  return found ? { pair_id: null, seat: null, person_id: person, name: found.name } : null;
}

function isIn(users: ReadonlySet<string>, userId: string | null): boolean {
  return userId !== null && users.has(userId);
}
