import type { MyData } from "@candor/protocol/http/rights.ts";
import type { Kysely } from "kysely";
import type { Schema } from "../../database/schema.ts";

/** How often they meet whom, what they say of themselves, and their skip-levels. */
export async function readRhythmData(
  db: Kysely<Schema>,
  userId: string,
): Promise<
  Pick<
    MyData,
    "cadence" | "hours" | "reminders" | "portrait" | "portraitShares" | "skipRounds" | "skipTurns" | "skipNotices"
  >
> {
  return {
    ...(await readRhythm(db, userId)),
    ...(await readSkipLevels(db, userId)),
  };
}

async function readRhythm(
  db: Kysely<Schema>,
  userId: string,
): Promise<Pick<MyData, "cadence" | "hours" | "reminders" | "portrait" | "portraitShares">> {
  const stated = await db
    .selectFrom("cadence_stated")
    .innerJoin("pair_member", (join) =>
      join
        .onRef("pair_member.pair_id", "=", "cadence_stated.pair_id")
        .onRef("pair_member.member", "=", "cadence_stated.member"),
    )
    .select(["cadence_stated.pair_id as pairId", "every_weeks as everyWeeks", "first_role"])
    .select(["away_from as awayFrom", "back_since as backSince", "said_at as at"])
    .where("user_id", "=", userId)
    .orderBy("said_at")
    .execute();
  const budget = await db
    .selectFrom("cadence_budget")
    .select("minutes")
    .where("user_id", "=", userId)
    .executeTakeFirst();
  const reminders = await db
    .selectFrom("reminder_setting")
    .select(["is_on", "time_zone as timeZone", "mailed_at as mailedAt", "portrait_at as portraitAt"])
    .where("user_id", "=", userId)
    .executeTakeFirst();
  return {
    reminders: reminders ? remindersOf(reminders) : null,
    cadence: stated.map(({ first_role, ...each }) => ({ ...each, firstRole: first_role === 1 })),
    hours: budget?.minutes ?? null,
    portrait: await db
      .selectFrom("portrait_entry")
      .select(["part", "text", "written_at as at", "replaced_at as until"])
      .where("user_id", "=", userId)
      .orderBy("written_at")
      .execute(),
    portraitShares: await db
      .selectFrom("portrait_share")
      .select(["pair_id as pairId", "since"])
      .where("user_id", "=", userId)
      .orderBy("since")
      .execute(),
  };
}

async function readSkipLevels(
  db: Kysely<Schema>,
  userId: string,
): Promise<Pick<MyData, "skipRounds" | "skipTurns" | "skipNotices">> {
  const skipRounds = await db
    .selectFrom("skip_round")
    .innerJoin("person", "person.id", "skip_round.person_id")
    .select(["first_month as firstMonth", "meetings", "minutes", "begun_at as at"])
    .where("person.user_id", "=", userId)
    .orderBy("begun_at")
    .execute();
  const skipTurns = await db
    .selectFrom("skip_turn")
    .innerJoin("person", "person.id", "skip_turn.person_id")
    .select("month")
    .where("person.user_id", "=", userId)
    .orderBy("month")
    .execute();
  const skipNotices = await db
    .selectFrom("skip_notice")
    .innerJoin("person", "person.id", "skip_notice.between_id")
    .select(["told_at as at", "way", "read_at as readAt"])
    .where("person.user_id", "=", userId)
    .unionAll(
      db
        .selectFrom("skip_page_notice")
        .innerJoin("person", "person.id", "skip_page_notice.between_id")
        .select(["told_at as at", "way", "read_at as readAt"])
        .where("person.user_id", "=", userId),
    )
    .orderBy("at")
    .execute();
  return { skipRounds, skipTurns: skipTurns.map(({ month }) => month), skipNotices };
}

function remindersOf({ is_on, ...each }: { is_on: number } & Omit<NonNullable<MyData["reminders"]>, "on">) {
  return { ...each, on: is_on === 1 };
}
