import type { Kysely } from "kysely";
import type { Schema } from "../database/schema.ts";

/**
 * Gives somebody's own questions and marks to another account of theirs. What both have is joined: of a question the
 * wording that was saved last, of marks those of either. Both may come to more than one person can add; none is dropped.
 *
 * @param db in a transaction.
 */
export async function claimQuestions(db: Kysely<Schema>, fromUser: string, toUser: string): Promise<void> {
  await claimOwn(db, fromUser, toUser);
  await claimMarks(db, fromUser, toUser);
}

async function claimOwn(db: Kysely<Schema>, fromUser: string, toUser: string): Promise<void> {
  const newer = await db
    .selectFrom("own_question as from")
    .innerJoin("own_question as to", (join) => join.onRef("to.id", "=", "from.id").on("to.user_id", "=", toUser))
    .selectAll("from")
    .where("from.user_id", "=", fromUser)
    .whereRef("from.saved_at", ">", "to.saved_at")
    .execute();
  for (const { id, text, occasion, asks, depth, saved_at } of newer) {
    const saved = { text, occasion, asks, depth, saved_at };
    await db.updateTable("own_question").set(saved).where("user_id", "=", toUser).where("id", "=", id).execute();
  }
  await db
    .updateTable("own_question")
    .set({ user_id: toUser })
    .where("user_id", "=", fromUser)
    .where("id", "not in", (query) =>
      query.selectFrom("own_question as mine").select("mine.id").where("mine.user_id", "=", toUser),
    )
    .execute();
  await db.deleteFrom("own_question").where("user_id", "=", fromUser).execute();
}

async function claimMarks(db: Kysely<Schema>, fromUser: string, toUser: string): Promise<void> {
  for (const mark of ["hidden", "favourite"] as const) {
    await db
      .updateTable("question_mark")
      .set({ [mark]: 1 })
      .where("user_id", "=", toUser)
      .where("question", "in", (query) =>
        query
          .selectFrom("question_mark as mine")
          .select("mine.question")
          .where("mine.user_id", "=", fromUser)
          .where(`mine.${mark}`, "=", 1),
      )
      .execute();
  }
  await db
    .updateTable("question_mark")
    .set({ user_id: toUser })
    .where("user_id", "=", fromUser)
    .where("question", "not in", (query) =>
      query.selectFrom("question_mark as mine").select("mine.question").where("mine.user_id", "=", toUser),
    )
    .execute();
  await db.deleteFrom("question_mark").where("user_id", "=", fromUser).execute();
}
