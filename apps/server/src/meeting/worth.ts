import { may } from "@candor/core/access/may.ts";
import type { Id } from "@candor/core/id.ts";
import { otherMember } from "@candor/core/person/member.ts";
import type { MeetingWorth, Worth } from "@candor/protocol/http/meeting.ts";
import type { Kysely } from "kysely";
import type { Schema } from "../database/schema.ts";
import { type Membership, readMembership } from "../people/pairs.ts";

/** For each seat of a pair. Counted by seat, so that nobody learns from the limit how much the other has said. */
export const MAX_ANSWERS_EACH = 5_000;

export type SayWorthResult =
  | { type: "said"; answer: MeetingWorth }
  | { type: "not_found" }
  | { type: "too_many_answers" };

/** Says whether a meeting was worth the time, or says it anew. The server does not ask the page for the meeting. */
export async function sayWorth(
  db: Kysely<Schema>,
  pairId: string,
  userId: string,
  { meeting, worth }: { meeting: Id; worth: Worth },
  now: Date,
): Promise<SayWorthResult> {
  return db.transaction().execute(async (tx): Promise<SayWorthResult> => {
    const membership = await readMembership(tx, pairId, userId);
    if (!membership || may(membership.member, { action: "take_part" }).type === "denied") return { type: "not_found" };
    const { member } = membership;
    const said = await tx
      .updateTable("meeting_worth")
      .set({ worth, said_at: now.toISOString() })
      .where("pair_id", "=", pairId)
      .where("meeting", "=", meeting)
      .where("member", "=", member)
      .returning("meeting")
      .executeTakeFirst();
    if (!said) {
      if ((await countAnswers(tx, membership)) >= MAX_ANSWERS_EACH) return { type: "too_many_answers" };
      await tx
        .insertInto("meeting_worth")
        .values({ pair_id: pairId, meeting, member, worth, said_at: now.toISOString() })
        // The same tap, sent twice at once.
        .onConflict((conflict) => conflict.columns(["pair_id", "meeting", "member"]).doUpdateSet({ worth }))
        .execute();
    }
    const [answer] = await readAnswers(tx, membership, meeting);
    if (!answer) throw new Error("an answer was kept that cannot be read");
    return { type: "said", answer };
  });
}

/** @returns null where the user has no seat in the pair. */
export async function listWorth(db: Kysely<Schema>, pairId: string, userId: string): Promise<MeetingWorth[] | null> {
  const membership = await readMembership(db, pairId, userId);
  return membership && readAnswers(db, membership);
}

async function countAnswers(db: Kysely<Schema>, { pairId, member }: Membership): Promise<number> {
  const { answers } = await db
    .selectFrom("meeting_worth")
    .select((query) => query.fn.countAll<number | string>().as("answers"))
    .where("pair_id", "=", pairId)
    .where("member", "=", member)
    .executeTakeFirstOrThrow();
  return Number(answers);
}

async function readAnswers(db: Kysely<Schema>, { pairId, member }: Membership, meeting?: Id): Promise<MeetingWorth[]> {
  const other = otherMember(member);
  // Begun from my answers, so that a meeting for which there is only the other's never gets this far.
  let query = db
    .selectFrom("meeting_worth as mine")
    .leftJoin("meeting_worth as theirs", (join) =>
      join
        .onRef("theirs.pair_id", "=", "mine.pair_id")
        .onRef("theirs.meeting", "=", "mine.meeting")
        .on("theirs.member", "=", other),
    )
    .select(["mine.meeting", "mine.worth as mine", "theirs.worth as theirs"])
    .where("mine.pair_id", "=", pairId)
    .where("mine.member", "=", member)
    .orderBy("mine.meeting");
  if (meeting !== undefined) query = query.where("mine.meeting", "=", meeting);
  return (await query.execute()).map(({ meeting, mine, theirs }) => {
    const verdict = may(member, { action: "see_worth", of: other, saidMine: mine !== null });
    return { meeting, mine, theirs: verdict.type === "allowed" ? theirs : null };
  });
}
