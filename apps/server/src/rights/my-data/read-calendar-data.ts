import type { MyData } from "@candor/protocol/http/rights.ts";
import type { Kysely } from "kysely";
import { spansOf } from "../../calendar/calendar-sources.ts";
import type { Schema } from "../../database/schema.ts";
import { readPlannerSettings } from "../../planner/planner-settings.ts";
import { iso } from "./iso.ts";

/** When they are taken, what calendars were told of them, and what they planned. */
export async function readCalendarData(
  db: Kysely<Schema>,
  userId: string,
): Promise<
  Pick<
    MyData,
    | "calendars"
    | "calendarAccounts"
    | "busyShares"
    | "planner"
    | "plans"
    | "planningTurns"
    | "calendarInvitations"
    | "calendarAnswers"
  >
> {
  return {
    calendars: await readCalendars(db, userId),
    calendarAccounts: await readCalendarAccounts(db, userId),
    busyShares: await readBusyShares(db, userId),
    ...(await readPlanner(db, userId)),
    ...(await readCalendarInvitations(db, userId)),
  };
}

async function readCalendars(db: Kysely<Schema>, userId: string): Promise<MyData["calendars"]> {
  const rows = await db
    .selectFrom("calendar_source")
    .select(["kind", "name", "time_zone", "all_day_counts", "added_at", "read_at", "spans"])
    .where("user_id", "=", userId)
    .orderBy("added_at")
    .execute();
  return rows.map(({ kind, name, time_zone, all_day_counts, added_at, read_at, spans }) => ({
    ...{ kind, name, timeZone: time_zone, allDayCounts: all_day_counts === 1, since: added_at, readAt: read_at },
    busy: spansOf(spans).map(({ from, until, type }) => ({ from: iso(from), until: iso(until), type })),
  }));
}

async function readCalendarAccounts(db: Kysely<Schema>, userId: string): Promise<MyData["calendarAccounts"]> {
  const rows = await db
    .selectFrom("calendar_account")
    .leftJoin("calendar_target", "calendar_target.account_id", "calendar_account.id")
    .select(["kind", "calendar_account.name", "added_at as since", "calendar_target.name as putsInto"])
    .where("calendar_account.user_id", "=", userId)
    .orderBy("added_at")
    .execute();
  const { entries } = await db
    .selectFrom("calendar_entry")
    .select((query) => query.fn.countAll<number | string>().as("entries"))
    .where("user_id", "=", userId)
    .executeTakeFirstOrThrow();
  return rows.map((row) => ({ ...row, meetings: row.putsInto === null ? 0 : Number(entries) }));
}

async function readBusyShares(db: Kysely<Schema>, userId: string): Promise<MyData["busyShares"]> {
  return db
    .selectFrom("calendar_share")
    .select(["pair_id as pairId", "since"])
    .where("user_id", "=", userId)
    .orderBy("since")
    .execute();
}

async function readPlanner(
  db: Kysely<Schema>,
  userId: string,
): Promise<Pick<MyData, "planner" | "plans" | "planningTurns">> {
  const plans = await db
    .selectFrom("series_plan")
    .leftJoin("series_plan_step", "series_plan_step.plan_id", "series_plan.id")
    .select(["made_at as at", "pair_id as pairId", "state"])
    .where("user_id", "=", userId)
    .orderBy("made_at")
    .orderBy("pair_id")
    .execute();
  const planningTurns = await db
    .selectFrom("planning_turn")
    .innerJoin("planning_round", "planning_round.id", "planning_turn.round_id")
    .innerJoin("person", "person.id", "planning_turn.person_id")
    .innerJoin("workspace", "workspace.id", "planning_round.workspace_id")
    .select(["workspace.name as workspace", "begun_at as begun", "agreed_at as agreed", "settled_at as settled"])
    .where("person.user_id", "=", userId)
    .orderBy("begun_at")
    .execute();
  return { planner: await readPlannerSettings(db, userId), plans, planningTurns };
}

async function readCalendarInvitations(
  db: Kysely<Schema>,
  userId: string,
): Promise<Pick<MyData, "calendarInvitations" | "calendarAnswers">> {
  const calendarInvitations = await db
    .selectFrom("invitation_mail")
    .select(["pair_id as pairId", "to_address as to", "method", "created_at as at", "state"])
    .where("user_id", "=", userId)
    .orderBy("created_at")
    .execute();
  const calendarAnswers = await db
    .selectFrom("invitation_answer")
    .select(["pair_id as pairId", "answer", "words", "received_at as at"])
    .where("user_id", "=", userId)
    .orderBy("received_at")
    .execute();
  return { calendarInvitations, calendarAnswers };
}
