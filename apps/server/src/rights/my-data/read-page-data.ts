import type { MyData } from "@candor/protocol/http/rights.ts";
import type { Kysely } from "kysely";
import type { Schema } from "../../database/schema.ts";
import { readWaiting } from "../../handoff/hand-over.ts";
import { listPairs } from "../../people/pairs.ts";

/** Their seats at pages, and what they said or asked there beside what the page itself holds. */
export async function readPageData(
  db: Kysely<Schema>,
  userId: string,
): Promise<Pick<MyData, "pages" | "invitations" | "worth" | "questions" | "questionMarks" | "notebooks" | "handoffs">> {
  return {
    pages: await readPages(db, userId),
    invitations: await readInvitations(db, userId),
    worth: await readWorth(db, userId),
    questions: await readQuestions(db, userId),
    questionMarks: await readMarks(db, userId),
    notebooks: await readNotebooks(db, userId),
    handoffs: await readHandoffs(db, userId),
  };
}

async function readPages(db: Kysely<Schema>, userId: string): Promise<MyData["pages"]> {
  const seats = await db
    .selectFrom("pair_member")
    .innerJoin("pair", "pair.id", "pair_member.pair_id")
    .select(["pair_id", "joined_at", "frozen_at"])
    .where("user_id", "=", userId)
    .execute();
  const mine = new Map(seats.map((seat) => [seat.pair_id, seat]));
  return (await listPairs(db, userId)).map(({ id, me, members }) => ({
    pairId: id,
    me,
    since: mine.get(id)?.joined_at ?? null,
    frozenAt: mine.get(id)?.frozen_at ?? null,
    members: members.map(({ member, name, role }) => ({ member, name, role })),
  }));
}

async function readInvitations(db: Kysely<Schema>, userId: string): Promise<MyData["invitations"]> {
  return db
    .selectFrom("invitation")
    .select(["pair_id as pairId", "created_at as at", "expires_at as expires"])
    .select(["revoked_at as revokedAt", "accepted_at as acceptedAt"])
    .where("created_by", "=", userId)
    .orderBy("created_at")
    .execute();
}

async function readWorth(db: Kysely<Schema>, userId: string): Promise<MyData["worth"]> {
  return db
    .selectFrom("meeting_worth")
    .innerJoin("pair_member", (join) =>
      join
        .onRef("pair_member.pair_id", "=", "meeting_worth.pair_id")
        .onRef("pair_member.member", "=", "meeting_worth.member"),
    )
    .select(["meeting_worth.pair_id as pairId", "meeting", "worth", "said_at as at"])
    .where("user_id", "=", userId)
    .orderBy("said_at")
    .execute();
}

async function readQuestions(db: Kysely<Schema>, userId: string): Promise<MyData["questions"]> {
  return db
    .selectFrom("own_question")
    .select(["id", "text", "occasion", "asks", "depth", "added_at as addedAt"])
    .where("user_id", "=", userId)
    .orderBy("added_at")
    .execute();
}

async function readMarks(db: Kysely<Schema>, userId: string): Promise<MyData["questionMarks"]> {
  const rows = await db
    .selectFrom("question_mark")
    .select(["question", "hidden", "favourite"])
    .where("user_id", "=", userId)
    .orderBy("question")
    .execute();
  return rows.map(({ question, hidden, favourite }) => ({
    question,
    hidden: hidden === 1,
    favourite: favourite === 1,
  }));
}

async function readNotebooks(db: Kysely<Schema>, userId: string): Promise<MyData["notebooks"]> {
  const rows = await db
    .selectFrom("vault")
    .leftJoin("note_record", (join) => join.onRef("vault_id", "=", "vault.id").on("size", ">", 0))
    .select((eb) => [
      "made_at",
      "changed_at",
      eb.fn.count<number | string>("seq").as("records"),
      eb.fn.sum<number | string | null>("size").as("bytes"),
    ])
    .where("user_id", "=", userId)
    .groupBy(["vault.id", "made_at", "changed_at", "rank"])
    .orderBy("rank")
    .execute();
  return rows.map(({ made_at, changed_at, records, bytes }) => ({
    since: made_at,
    changedAt: changed_at,
    records: Number(records),
    bytes: Number(bytes ?? 0),
  }));
}

async function readHandoffs(db: Kysely<Schema>, userId: string): Promise<MyData["handoffs"]> {
  const rows = await db
    .selectFrom("handoff")
    .select(["day", "state", "state_at as at", "letter"])
    .where("user_id", "=", userId)
    .orderBy("state_at")
    .execute();
  return rows.map(({ letter, ...row }) => ({ ...row, letter: readWaiting(letter)?.chosen.letter ?? null }));
}
