import { mayOnArtifact } from "@candor/core/access/may-on-artifact.ts";
import type { ArtifactRole } from "@candor/core/artifact/artifact.ts";
import type { Kysely } from "kysely";
import type { Engine } from "../database/engine.ts";
import { oneOf } from "../database/one-of.ts";
import type { Schema } from "../database/schema.ts";
import type { AskedAccess, HeldAccess } from "../sync/page-access.ts";

/** Somebody who takes part, as the rows have it now; `userId` null: they have not come yet. */
export type Participant = {
  artifact: string;
  member: `p${number}`;
  role: ArtifactRole;
  userId: string | null;
  name: string;
  pairId: string | null;
  seat: "a" | "b" | null;
  personId: string | null;
  addedAt: string;
};

/** Whoever reads because their workspace may; they have no number of their own. */
const OF_WORKSPACE = "p0";

export async function readParticipants(
  { db, engine }: { db: Kysely<Schema>; engine: Engine },
  artifacts: ReadonlySet<string>,
): Promise<Participant[]> {
  const rows = await db
    .selectFrom("artifact_person as who")
    .leftJoin("pair_member as seat", (join) =>
      join.onRef("seat.pair_id", "=", "who.pair_id").onRef("seat.member", "=", "who.seat"),
    )
    .leftJoin("person", "person.id", "who.person_id")
    .select(["who.artifact_id", "who.member", "who.role", "who.name", "who.pair_id", "who.seat", "who.person_id"])
    .select(["who.user_id", "who.added_at", "seat.user_id as seated", "seat.name as seat_name"])
    .select(["person.user_id as placed", "person.name as person_name", "person.left_at"])
    .where("who.artifact_id", "in", oneOf(engine, artifacts))
    .orderBy("who.added_at")
    .orderBy("who.member")
    .execute();
  return rows.map((row) => ({
    artifact: row.artifact_id,
    member: row.member,
    role: row.role,
    userId: row.left_at === null ? (row.user_id ?? row.seated ?? row.placed) : null,
    name: row.seat_name ?? row.person_name ?? row.name,
    pairId: row.pair_id,
    seat: row.seat,
    personId: row.person_id,
    addedAt: row.added_at,
  }));
}

/** @returns by "artifact user", who somebody is there and what they may; nothing for whom it is not. */
export async function readStandings(
  tables: { db: Kysely<Schema>; engine: Engine },
  asked: readonly Pick<AskedAccess, "page" | "userId">[],
): Promise<Map<string, { member: `p${number}`; name: string; role: ArtifactRole }>> {
  const { db, engine } = tables;
  const artifacts = new Set(asked.map(({ page }) => page));
  const users = new Set(asked.map(({ userId }) => userId));
  const standings = new Map<string, { member: `p${number}`; name: string; role: ArtifactRole }>();
  const participants = await readParticipants(tables, artifacts);
  const places = await db
    .selectFrom("artifact")
    .innerJoin("person", "person.workspace_id", "artifact.workspace_id")
    .select(["artifact.id", "artifact.audience", "person.user_id", "person.name", "person.left_at"])
    .where("artifact.id", "in", oneOf(engine, artifacts))
    .where("person.user_id", "in", oneOf(engine, users))
    .execute();
  for (const { id, audience, user_id, name, left_at } of places)
    if (left_at === null && audience === "workspace")
      standings.set(`${id} ${user_id}`, { member: OF_WORKSPACE, name, role: "reader" });
  for (const [artifact, those] of byArtifact(participants))
    for (const { userId, member, name, role } of withOwner(those))
      if (userId !== null) standings.set(`${artifact} ${userId}`, { member, name, role });
  for (const { id, user_id, left_at } of places) if (left_at !== null) standings.delete(`${id} ${user_id}`);
  return standings;
}

/** As the hub asks: whom a document lets in, and whether to write. */
export async function readArtifactAccess(
  tables: { db: Kysely<Schema>; engine: Engine },
  asked: readonly AskedAccess[],
): Promise<Map<string, HeldAccess>> {
  const documents = await tables.db
    .selectFrom("artifact")
    .select("id")
    .where("form", "=", "document")
    .where("id", "in", oneOf(tables.engine, new Set(asked.map(({ page }) => page))))
    .execute();
  if (documents.length === 0) return new Map();
  const known = new Set(documents.map(({ id }) => id));
  const standings = await readStandings(
    tables,
    asked.filter(({ page }) => known.has(page)),
  );
  return new Map(
    [...standings].map(([key, { member, name, role }]): [string, HeldAccess] => [
      key,
      { member, name, write: mayOnArtifact(role, "write").type === "allowed" },
    ]),
  );
}

/** Where the owner is gone, whoever has written for longest sees to it; and where nobody writes, whoever has read for longest. */
export function withOwner(those: readonly Participant[]): Participant[] {
  if (those.some(({ role, userId }) => role === "owner" && userId !== null)) return [...those];
  const isHere = ({ role, userId }: Participant, wanted: ArtifactRole) => role === wanted && userId !== null;
  const next = those.find((each) => isHere(each, "writer")) ?? those.find((each) => isHere(each, "reader"));
  return those.map((each) => (each === next ? { ...each, role: "owner" } : each));
}

export function byArtifact(participants: readonly Participant[]): Map<string, Participant[]> {
  const groups = new Map<string, Participant[]>();
  for (const each of participants) groups.set(each.artifact, [...(groups.get(each.artifact) ?? []), each]);
  return groups;
}
