import type { Kysely } from "kysely";
import type { Schema } from "../database/schema.ts";

/**
 * Has those calendars looked at whose owner's pages were read anew since the last time, by one question for all of them.
 *
 * @param marks of the last time, by user; brought up to date.
 */
export async function noticeChanges(db: Kysely<Schema>, marks: Map<string, string>, now: Date): Promise<void> {
  const rows = await db
    .selectFrom("calendar_target")
    .innerJoin("pair_member", "pair_member.user_id", "calendar_target.user_id")
    .innerJoin("pair", "pair.id", "pair_member.pair_id")
    .leftJoin("page_state", "page_state.page", "pair.id")
    .select((query) => [
      "calendar_target.user_id",
      query.fn.sum<number | string | null>("page_state.projected_seq").as("read"),
      query.fn.count<number | string>("pair.id").as("pages"),
      query.fn.count<number | string>("pair.frozen_at").as("frozen"),
    ])
    .where("calendar_target.state", "=", "written")
    .groupBy("calendar_target.user_id")
    .execute();
  for (const { user_id, read, pages, frozen } of rows) {
    const mark = `${read} ${pages} ${frozen}`;
    const before = marks.get(user_id);
    marks.set(user_id, mark);
    if (before === undefined || before === mark) continue;
    await db
      .updateTable("calendar_target")
      .set({ next_at: now.toISOString() })
      .where("user_id", "=", user_id)
      .where("state", "=", "written")
      .execute();
  }
}
