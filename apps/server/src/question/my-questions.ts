import type { Id } from "@candor/core/id.ts";
import type { MarkQuestion, MyQuestions, SaveOwnQuestion } from "@candor/protocol/http/question.ts";
import type { Kysely } from "kysely";
import type { Schema } from "../database/schema.ts";

export const MAX_OWN_QUESTIONS = 1_000;
export const MAX_QUESTION_MARKS = 5_000; // the bank several times over

export async function readQuestions(db: Kysely<Schema>, userId: string): Promise<MyQuestions> {
  const own = await db
    .selectFrom("own_question")
    .select(["id", "text", "occasion", "asks", "depth"])
    .where("user_id", "=", userId)
    .orderBy("added_at")
    .orderBy("id")
    .execute();
  const marks = await db
    .selectFrom("question_mark")
    .select(["question", "hidden", "favourite"])
    .where("user_id", "=", userId)
    .orderBy("question")
    .execute();
  return {
    own,
    hidden: marks.filter((mark) => mark.hidden === 1).map((mark) => mark.question),
    favourites: marks.filter((mark) => mark.favourite === 1).map((mark) => mark.question),
  };
}

export async function saveOwnQuestion(
  db: Kysely<Schema>,
  userId: string,
  id: Id,
  question: SaveOwnQuestion,
  now: Date,
): Promise<"saved" | "too_many_questions"> {
  const saved = { ...question, saved_at: now.toISOString() };
  return db.transaction().execute(async (tx) => {
    const changed = await tx
      .updateTable("own_question")
      .set(saved)
      .where("user_id", "=", userId)
      .where("id", "=", id)
      .returning("id")
      .executeTakeFirst();
    if (changed) return "saved";
    if ((await countRows(tx, "own_question", userId)) >= MAX_OWN_QUESTIONS) return "too_many_questions";
    await tx
      .insertInto("own_question")
      .values({ user_id: userId, id, ...saved, added_at: saved.saved_at })
      .onConflict((conflict) => conflict.columns(["user_id", "id"]).doUpdateSet(saved))
      .execute();
    return "saved";
  });
}

/** Takes a question away with its marks; one that is not there is gone already. */
export async function removeOwnQuestion(db: Kysely<Schema>, userId: string, id: Id): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const removed = await tx
      .deleteFrom("own_question")
      .where("user_id", "=", userId)
      .where("id", "=", id)
      .returning("id")
      .executeTakeFirst();
    if (removed)
      await tx.deleteFrom("question_mark").where("user_id", "=", userId).where("question", "=", id).execute();
  });
}

/** @param id of the bank or of their own; the server does not look whether there is one. */
export async function markQuestion(
  db: Kysely<Schema>,
  userId: string,
  id: Id,
  { hidden, favourite }: MarkQuestion,
): Promise<"marked" | "too_many_marks"> {
  const changes = {
    ...(hidden !== undefined && { hidden: Number(hidden) }),
    ...(favourite !== undefined && { favourite: Number(favourite) }),
  };
  return db.transaction().execute(async (tx) => {
    const before = await tx
      .selectFrom("question_mark")
      .select("question")
      .where("user_id", "=", userId)
      .where("question", "=", id)
      .executeTakeFirst();
    if (!before) {
      if (!hidden && !favourite) return "marked";
      if ((await countRows(tx, "question_mark", userId)) >= MAX_QUESTION_MARKS) return "too_many_marks";
    } else if (hidden === undefined && favourite === undefined) return "marked";
    await tx
      .insertInto("question_mark")
      .values({ user_id: userId, question: id, hidden: 0, favourite: 0, ...changes })
      .onConflict((conflict) => conflict.columns(["user_id", "question"]).doUpdateSet(changes))
      .execute();
    await tx
      .deleteFrom("question_mark")
      .where("user_id", "=", userId)
      .where("question", "=", id)
      .where("hidden", "=", 0)
      .where("favourite", "=", 0)
      .execute();
    return "marked";
  });
}

async function countRows(db: Kysely<Schema>, table: "own_question" | "question_mark", userId: string): Promise<number> {
  const { rows } = await db
    .selectFrom(table)
    .select((query) => query.fn.countAll<number | string>().as("rows"))
    .where("user_id", "=", userId)
    .executeTakeFirstOrThrow();
  return Number(rows);
}
