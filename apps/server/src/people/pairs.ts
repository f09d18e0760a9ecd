import { createHash } from "node:crypto";
import { MEMBERS, type MemberId } from "@candor/core/person/member.ts";
import type { ChangePair, CreatePair, Pair } from "@candor/protocol/http/people.ts";
import type { Kysely, Transaction } from "kysely";
import type { Schema } from "../database/schema.ts";
import { readArchive } from "../rights/read-archive.ts";

export const MAX_PAIRS_EACH = 500; // seats; far above any manager's reports, far below what would hurt

export type Membership = { pairId: string; userId: string; member: MemberId };

/** @returns null where there is no such pair or the user has no seat in it: the caller cannot tell which. */
export async function readMembership(db: Kysely<Schema>, pairId: string, userId: string): Promise<Membership | null> {
  const row = await db
    .selectFrom("pair_member")
    .select("member")
    .where("pair_id", "=", pairId)
    .where("user_id", "=", userId)
    .executeTakeFirst();
  return row ? { pairId, userId, member: row.member } : null;
}

/** @returns the pair as this user sees it; null as in `readMembership`. */
export async function readPair(db: Kysely<Schema>, pairId: string, userId: string): Promise<Pair | null> {
  const [pair] = await readPairs(db, userId, pairId);
  return pair ?? null;
}

/** Every pair the user has a seat in, the newest first. */
export async function listPairs(db: Kysely<Schema>, userId: string): Promise<Pair[]> {
  return readPairs(db, userId);
}

export type PutPairResult = { type: "pair"; pair: Pair } | { type: "not_found" } | { type: "too_many_pairs" };

/**
 * Begins a pair, its maker in seat "a"; where the maker already has a seat in it, nothing changes.
 *
 * @returns "not_found" if the id is somebody else's, or an artifact's.
 */
export async function putPair(
  db: Kysely<Schema>,
  pairId: string,
  userId: string,
  wanted: CreatePair,
  now: Date,
): Promise<PutPairResult> {
  return db.transaction().execute(async (tx) => {
    const at = now.toISOString();
    if (await tx.selectFrom("artifact").select("id").where("id", "=", pairId).executeTakeFirst())
      return { type: "not_found" };
    const begun = await tx
      .insertInto("pair")
      .values({ id: pairId, created_by: userId, created_at: at })
      .onConflict((conflict) => conflict.column("id").doNothing())
      .returning("id")
      .executeTakeFirst();
    if (begun) {
      if ((await countSeats(tx, userId)) >= MAX_PAIRS_EACH) {
        await tx.deleteFrom("pair").where("id", "=", pairId).execute();
        return { type: "too_many_pairs" };
      }
      const seat = { pair_id: pairId, invitation_id: null };
      await tx
        .insertInto("pair_member")
        .values([
          { ...seat, member: "a", user_id: userId, name: wanted.myName, role: wanted.myRole, joined_at: at },
          { ...seat, member: "b", user_id: null, name: wanted.theirName, role: wanted.theirRole, joined_at: null },
        ])
        .execute();
    }
    const pair = await readPair(tx, pairId, userId);
    return pair ? { type: "pair", pair } : { type: "not_found" };
  });
}

export async function countSeats(db: Kysely<Schema>, userId: string): Promise<number> {
  const { seats } = await db
    .selectFrom("pair_member")
    .select((query) => query.fn.countAll<number | string>().as("seats"))
    .where("user_id", "=", userId)
    .executeTakeFirstOrThrow();
  return Number(seats);
}

/**
 * Names and roles are the pair's own: either of the two may set both. In a workspace the roles follow from the relation
 * and stay: the chart decides by them when the page freezes.
 */
export async function changePair(
  db: Kysely<Schema>,
  pairId: string,
  userId: string,
  change: ChangePair,
): Promise<Pair | null | "relation_fixed"> {
  return db.transaction().execute(async (tx) => {
    if (!(await readMembership(tx, pairId, userId))) return null;
    if (await setsOtherRole(tx, pairId, change)) return "relation_fixed";
    for (const { member, name: told, role } of change.members ?? []) {
      const name = told || undefined; // whoever began without a name of their own has none to tell, and takes none away
      if (name === undefined && role === undefined) continue;
      await tx
        .updateTable("pair_member")
        .set({ ...(name === undefined ? {} : { name }), ...(role === undefined ? {} : { role }) })
        .where("pair_id", "=", pairId)
        .where("member", "=", member)
        .execute();
    }
    return readPair(tx, pairId, userId);
  });
}

async function setsOtherRole(db: Kysely<Schema>, pairId: string, { members = [] }: ChangePair): Promise<boolean> {
  const seats = await db
    .selectFrom("pair_member")
    .innerJoin("pair", "pair.id", "pair_member.pair_id")
    .select(["member", "role"])
    .where("pair_id", "=", pairId)
    .where("pair.workspace_id", "is not", null)
    .where("pair.relation", "is not", null)
    .execute();
  return members.some(({ member, role }) =>
    seats.some((seat) => seat.member === member && role !== undefined && role !== seat.role),
  );
}

async function readPairs(db: Kysely<Schema> | Transaction<Schema>, userId: string, pairId?: string): Promise<Pair[]> {
  let query = db
    .selectFrom("pair_member as mine")
    .innerJoin("pair", "pair.id", "mine.pair_id")
    .innerJoin("pair_member as seat", "seat.pair_id", "mine.pair_id")
    .leftJoin("workspace", "workspace.id", "pair.workspace_id")
    .select(["pair.id", "pair.created_at", "pair.frozen_at", "pair.frozen_why", "pair.going_told_at"])
    .select(["workspace.settings", "mine.member as me"])
    .select(["seat.member", "seat.name", "seat.role", "seat.user_id", "seat.left_at", "seat.person_id"])
    .select((seat) =>
      seat
        .selectFrom("pair_member as also")
        .innerJoin("pair_member as own", "own.pair_id", "also.pair_id")
        .select((also) => also.fn.min("also.person_id").as("person_id"))
        .whereRef("also.user_id", "=", "seat.user_id")
        .where("own.user_id", "=", userId)
        .as("person_elsewhere"),
    )
    .where("mine.user_id", "=", userId)
    .orderBy("pair.created_at", "desc")
    .orderBy("pair.id");
  if (pairId !== undefined) query = query.where("mine.pair_id", "=", pairId);

  const pairs = new Map<string, Pair>();
  for (const row of await query.execute()) {
    const archive = readArchive(row, row.settings);
    const fresh: Pair = {
      ...{ id: row.id, me: row.me, members: [], createdAt: row.created_at },
      ...(archive && { archive: { ...archive, why: row.frozen_why } }),
    };
    const pair = pairs.get(row.id) ?? fresh;
    const { member, name, role } = row;
    if (member !== row.me) {
      const account = row.user_id === null ? null : alikeFor(userId, row.user_id);
      const person = row.person_id ?? row.person_elsewhere ?? account;
      if (person !== null) pair.person = person;
    }
    pair.members.push({
      member,
      name,
      role,
      joined: row.user_id !== null,
      ...(row.left_at !== null && { left: true }),
    });
    pairs.set(row.id, pair);
  }
  for (const pair of pairs.values()) {
    pair.members.sort((one, other) => MEMBERS.indexOf(one.member) - MEMBERS.indexOf(other.member));
  }
  return [...pairs.values()];
}

/** Equal for equal accounts in what one user is told, and of no use beside what another is told. */
function alikeFor(userId: string, account: string): string {
  return createHash("sha256")
    .update(JSON.stringify([userId, account]), "utf8")
    .digest("base64url")
    .slice(0, 22);
}
