import { createHash, timingSafeEqual } from "node:crypto";
import { may } from "@candor/core/access/may.ts";
import { type MemberId, otherMember } from "@candor/core/person/member.ts";
import type { Invitation, InvitationView, NewInvitation, Pair } from "@candor/protocol/http/people.ts";
import type { Kysely, Selectable } from "kysely";
import { noteAccess } from "../access/note-access.ts";
import type { Schema } from "../database/schema.ts";
import type { InvitationTable } from "../database/tables/pair-tables.ts";
import { claimAccount } from "./claim-account.ts";
import { readMembership, readPair } from "./pairs.ts";

export const INVITATION_DAYS = 14;
export const MAX_OPEN_INVITATIONS = 20; // per pair; each can be revoked, so nobody needs more
const SECRET_BYTES = 32; // 256 bits: not to be guessed, so that it can be stored under a plain hash

const MILLISECONDS_A_DAY = 86_400_000;

/** What the edge brings: new ids and secrets come from its source of chance. */
export type InvitationSeeds = { id: string; secret: Uint8Array };

export type InviteResult =
  | { type: "invited"; invitation: NewInvitation }
  | { type: "not_found" }
  | { type: "seat_taken" }
  | { type: "page_frozen" }
  | { type: "too_many_invitations" };

/** Invites to the seat beside the one who asks. */
export async function invite(
  db: Kysely<Schema>,
  pairId: string,
  userId: string,
  seeds: InvitationSeeds,
  now: Date,
): Promise<InviteResult> {
  if (seeds.secret.length < SECRET_BYTES) throw new RangeError(`an invitation needs ${SECRET_BYTES} random bytes`);
  return db.transaction().execute(async (tx) => {
    const membership = await readMembership(tx, pairId, userId);
    if (!membership) return { type: "not_found" };
    const member = otherMember(membership.member);
    const seat = await tx
      .selectFrom("pair_member")
      .select(["user_id", "left_at"])
      .where("pair_id", "=", pairId)
      .where("member", "=", member)
      .executeTakeFirst();
    // Whoever comes after somebody who left begins a page of their own, and reads nothing of this one.
    const otherSeatIsTaken = seat?.user_id != null || seat?.left_at != null;
    const isFrozen = await isFrozenAt(tx, pairId, now);
    const verdict = may(membership.member, { action: "invite", otherSeatIsTaken, isFrozen });
    if (verdict.type === "denied") {
      const { why } = verdict;
      return { type: why === "seat_taken" || why === "page_frozen" ? why : "not_found" };
    }
    if ((await countOpen(tx, pairId, now)) >= MAX_OPEN_INVITATIONS) return { type: "too_many_invitations" };
    const secret = Buffer.from(seeds.secret).toString("base64url");
    const row = {
      id: seeds.id,
      pair_id: pairId,
      member,
      secret_hash: hashSecret(secret).toString("hex"),
      created_by: userId,
      created_at: now.toISOString(),
      expires_at: new Date(now.getTime() + INVITATION_DAYS * MILLISECONDS_A_DAY).toISOString(),
      revoked_at: null,
      accepted_by: null,
      accepted_at: null,
    };
    await tx.insertInto("invitation").values(row).execute();
    await noteAccess(tx, { pairId, kind: "invited", member, name: "", actor: membership.member }, now);
    return { type: "invited", invitation: { ...describe(row, null), secret } };
  });
}

async function countOpen(db: Kysely<Schema>, pairId: string, now: Date): Promise<number> {
  const { open } = await db
    .selectFrom("invitation")
    .select((query) => query.fn.countAll<number | string>().as("open"))
    .where("pair_id", "=", pairId)
    .where("revoked_at", "is", null)
    .where("accepted_by", "is", null)
    .where("expires_at", ">", now.toISOString())
    .executeTakeFirstOrThrow();
  return Number(open);
}

/** @returns the newest first; null where the user has no seat in the pair. */
export async function listInvitations(
  db: Kysely<Schema>,
  pairId: string,
  userId: string,
): Promise<Invitation[] | null> {
  if (!(await readMembership(db, pairId, userId))) return null;
  const rows = await db
    .selectFrom("invitation")
    .leftJoin("pair_member", (join) =>
      join
        .onRef("pair_member.pair_id", "=", "invitation.pair_id")
        .onRef("pair_member.invitation_id", "=", "invitation.id"),
    )
    .leftJoin("user", "user.id", "invitation.accepted_by")
    .selectAll("invitation")
    .select(["pair_member.name as seat_name", "user.name as user_name"])
    .where("invitation.pair_id", "=", pairId)
    .orderBy("invitation.created_at", "desc")
    .orderBy("invitation.id")
    .execute();
  return rows.map((row) => describe(row, row.accepted_by === null ? null : (row.seat_name ?? row.user_name ?? "")));
}

function describe(
  row: Pick<Selectable<InvitationTable>, "id" | "created_at" | "expires_at" | "revoked_at">,
  acceptedBy: string | null,
): Invitation {
  return { id: row.id, createdAt: row.created_at, expiresAt: row.expires_at, revokedAt: row.revoked_at, acceptedBy };
}

export type RevokeResult =
  | { type: "not_found" }
  /** `seatFreed`: somebody had come through it, whose access ends now */
  | { type: "revoked"; pairId: string; seatFreed: boolean };

/** Whether an account has ever written on a page. */
export type HasWritten = (pairId: string, userId: string) => Promise<boolean>;

/**
 * Takes an invitation back, and with it the seat of whoever came through it. The seat keeps its name for the next one;
 * but once somebody has written from it, nobody comes after them, for whoever did would read what they wrote. Only the
 * side that invited can, and doing so twice changes nothing.
 */
export async function revokeInvitation(
  { db, hasWritten }: { db: Kysely<Schema>; hasWritten: HasWritten },
  invitationId: string,
  userId: string,
  now: Date,
): Promise<RevokeResult> {
  const guest = await readGuest(db, invitationId);
  const wrote = guest !== null && (await hasWritten(guest.pair_id, guest.user_id));
  return db.transaction().execute(async (tx) => {
    const row = await readRow(tx, invitationId);
    const membership = row && (await readMembership(tx, row.pair_id, userId));
    if (!row || !membership) return { type: "not_found" };
    const verdict = may(membership.member, { action: "revoke_invitation", offeredSeat: row.member });
    if (verdict.type === "denied") return { type: "not_found" };
    const at = now.toISOString();
    const ended = await tx
      .updateTable("invitation")
      .set({ revoked_at: at })
      .where("id", "=", invitationId)
      .where("revoked_at", "is", null)
      .returning("id")
      .executeTakeFirst();
    const freed = await tx
      .updateTable("pair_member")
      .set({ user_id: null, joined_at: null, invitation_id: null, ...(wrote && { left_at: at }) })
      .where("pair_id", "=", row.pair_id)
      .where("member", "=", row.member)
      .where("invitation_id", "=", invitationId)
      .where("left_at", "is", null)
      .returning("member")
      .executeTakeFirst();
    // Whoever has put the page away does not come back to it either.
    await tx
      .updateTable("pair_member")
      .set({ away_user_id: null })
      .where("pair_id", "=", row.pair_id)
      .where("member", "=", row.member)
      .where("invitation_id", "=", invitationId)
      .execute();
    if (ended || freed) {
      const kind = freed ? "seat_freed" : "link_revoked";
      await noteAccess(
        tx,
        { pairId: row.pair_id, kind, member: row.member, ...(!freed && { name: "" }), actor: membership.member },
        now,
      );
    }
    return { type: "revoked", pairId: row.pair_id, seatFreed: freed !== undefined };
  });
}

async function readGuest(db: Kysely<Schema>, invitationId: string) {
  const seat = await db
    .selectFrom("pair_member")
    .select(["pair_id", "user_id"])
    .where("invitation_id", "=", invitationId)
    .executeTakeFirst();
  return seat?.user_id ? { pair_id: seat.pair_id, user_id: seat.user_id } : null;
}

/** Why an invitation with the right secret opens nothing; without the right secret it is not found. */
export type InvitationRefusal =
  | "not_found"
  | "invitation_expired"
  | "invitation_revoked"
  | "invitation_used"
  | "seat_taken";

export type LookResult = { type: "invitation"; view: InvitationView } | { type: InvitationRefusal };

/** @param userId null: not signed in. Whoever is a member already may look through a link that is used up. */
export async function lookAtInvitation(
  db: Kysely<Schema>,
  invitationId: string,
  secret: string,
  userId: string | null,
  now: Date,
): Promise<LookResult> {
  const row = await readWithSecret(db, invitationId, secret);
  if (!row) return { type: "not_found" };
  const alreadyMember = userId !== null && (await readMembership(db, row.pair_id, userId)) !== null;
  const refusal = alreadyMember ? null : refuse(row, now);
  if (refusal) return { type: refusal };
  if (!alreadyMember && !(await isJoinable(db, row.pair_id, now))) return { type: "invitation_revoked" };
  const seats = await db
    .selectFrom("pair_member")
    .select(["member", "name"])
    .where("pair_id", "=", row.pair_id)
    .execute();
  const nameOf = (member: MemberId) => seats.find((seat) => seat.member === member)?.name ?? "";
  return {
    type: "invitation",
    view: {
      from: nameOf(otherMember(row.member)),
      suggestedName: nameOf(row.member),
      pairId: row.pair_id,
      alreadyMember,
    },
  };
}

export type AcceptResult = { type: "accepted"; pair: Pair } | { type: InvitationRefusal };

/**
 * Takes the seat that an invitation offers. Of two who accept at once one wins; a member who accepts again, or follows
 * their own link, just gets to the page.
 */
export async function acceptInvitation(
  db: Kysely<Schema>,
  invitationId: string,
  { secret, name }: { secret: string; name: string },
  userId: string,
  now: Date,
): Promise<AcceptResult> {
  const row = await readWithSecret(db, invitationId, secret);
  if (!row) return { type: "not_found" };
  const mine = await readPair(db, row.pair_id, userId);
  if (mine) return { type: "accepted", pair: mine };
  const at = now.toISOString();
  return db.transaction().execute(async (tx): Promise<AcceptResult> => {
    // Both rows are taken by conditions that can hold only once, so that the database decides who was first.
    const used = await tx
      .updateTable("invitation")
      .set({ accepted_by: userId, accepted_at: at })
      .where("id", "=", invitationId)
      .where("accepted_by", "is", null)
      .where("revoked_at", "is", null)
      .where("expires_at", ">", at)
      .returning("id")
      .executeTakeFirst();
    if (!used) {
      const [current, pair] = [await readRow(tx, invitationId), await readPair(tx, row.pair_id, userId)];
      if (pair) return { type: "accepted", pair }; // the same person's click, sent twice
      return { type: (current && refuse(current, now)) ?? "not_found" };
    }
    const giveBack = () =>
      tx
        .updateTable("invitation")
        .set({ accepted_by: null, accepted_at: null })
        .where("id", "=", invitationId)
        .execute();
    if (!(await isJoinable(tx, row.pair_id, now))) {
      await giveBack();
      return { type: "invitation_revoked" };
    }
    const takeName = tx.updateTable("user").set({ name }).where("id", "=", userId).where("name", "=", "");
    const seated = await tx
      .updateTable("pair_member")
      .set({ user_id: userId, name, joined_at: at, invitation_id: invitationId })
      .where("pair_id", "=", row.pair_id)
      .where("member", "=", row.member)
      .where("user_id", "is", null)
      .where("left_at", "is", null)
      .returning("pair_id")
      .executeTakeFirst();
    if (!seated && (await carryOver(tx, row, userId))) {
      await takeName.execute();
      const carried = await readPair(tx, row.pair_id, userId);
      if (carried) return { type: "accepted", pair: carried };
    }
    if (!seated) {
      // Another invitation was quicker: this one stays unused, and says why.
      await giveBack();
      return { type: "seat_taken" };
    }
    await takeName.execute();
    await noteAccess(tx, { pairId: row.pair_id, kind: "joined", member: row.member, name, actor: row.member }, now);
    const pair = await readPair(tx, row.pair_id, userId);
    if (!pair) throw new Error("a seat was taken in a pair that cannot be read");
    return { type: "accepted", pair };
  });
}

/**
 * An invitation that somebody holds to their own seat takes all of their seats to the browser it is opened in. Only
 * seeding writes such ones: `invite` always offers the other seat.
 */
async function carryOver(
  db: Kysely<Schema>,
  { pair_id, member, created_by }: Selectable<InvitationTable>,
  userId: string,
): Promise<boolean> {
  const maker = await readMembership(db, pair_id, created_by);
  if (maker?.member !== member) return false;
  // A seeded person has never been here: nobody who has can give themselves away by a link.
  const session = await db.selectFrom("session").select("id").where("userId", "=", created_by).executeTakeFirst();
  return session === undefined && (await claimAccount(db, created_by, userId)).includes(pair_id);
}

/** A page that its maker has put away is joined by nobody, and neither is one that is only read any more. */
async function isJoinable(db: Kysely<Schema>, pairId: string, now: Date): Promise<boolean> {
  const held = await db
    .selectFrom("pair_member")
    .select("member")
    .where("pair_id", "=", pairId)
    .where("user_id", "is not", null)
    .executeTakeFirst();
  return held !== undefined && !(await isFrozenAt(db, pairId, now));
}

async function isFrozenAt(db: Kysely<Schema>, pairId: string, now: Date): Promise<boolean> {
  const frozen = await db
    .selectFrom("pair")
    .select("id")
    .where("id", "=", pairId)
    .where("frozen_at", "<=", now.toISOString())
    .executeTakeFirst();
  return frozen !== undefined;
}

function refuse(row: Selectable<InvitationTable>, now: Date): Exclude<InvitationRefusal, "seat_taken"> | null {
  if (row.revoked_at !== null) return "invitation_revoked";
  if (row.accepted_by !== null) return "invitation_used";
  if (row.expires_at <= now.toISOString()) return "invitation_expired";
  return null;
}

async function readRow(db: Kysely<Schema>, invitationId: string): Promise<Selectable<InvitationTable> | null> {
  return (await db.selectFrom("invitation").selectAll().where("id", "=", invitationId).executeTakeFirst()) ?? null;
}

const NO_HASH = "0".repeat(64); // compared where there is no invitation, so that both cases take as long

async function readWithSecret(
  db: Kysely<Schema>,
  invitationId: string,
  secret: string,
): Promise<Selectable<InvitationTable> | null> {
  const row = await readRow(db, invitationId);
  const same = timingSafeEqual(hashSecret(secret), Buffer.from(row?.secret_hash ?? NO_HASH, "hex"));
  return row && same ? row : null;
}

function hashSecret(secret: string): Buffer {
  return createHash("sha256").update(secret, "utf8").digest();
}
