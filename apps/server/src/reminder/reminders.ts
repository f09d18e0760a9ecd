import { dueReminders } from "@candor/core/reminder/due-reminders.ts";
import type { MyReminders, SetReminders } from "@candor/protocol/http/reminders.ts";
import type { Tables } from "../cadence/read-records.ts";
import { zoneOfUser } from "../people/zone-of-user.ts";
import { addressOf } from "../sign-in/find-account.ts";
import { readHeard, readSaid } from "./reminder-facts.ts";

export async function readReminders(tables: Tables, userId: string, now: Date): Promise<MyReminders> {
  const mine = new Set([userId]);
  const heard = (await readHeard(tables, mine, now)).get(userId) ?? [];
  const portrait = (await readSaid(tables, mine)).get(userId) ?? [];
  const setting = await tables.db
    .selectFrom("reminder_setting")
    .select("is_on")
    .where("user_id", "=", userId)
    .executeTakeFirst();
  const notices = await tables.db
    .selectFrom("notice_setting")
    .select("all_off")
    .where("user_id", "=", userId)
    .executeTakeFirst();
  const user = await tables.db
    .selectFrom("user")
    .select(["email", "emailVerified"])
    .where("id", "=", userId)
    .executeTakeFirst();
  return {
    due: dueReminders({ heard, portrait }, Temporal.Instant.fromEpochMilliseconds(now.getTime())),
    mail: {
      on: setting?.is_on !== 0,
      isAllOff: notices?.all_off === 1,
      timeZone: await zoneOfUser(tables, userId),
      hasAddress: user !== undefined && addressOf({ ...user, emailVerified: Boolean(user.emailVerified) }) !== null,
    },
  };
}

export async function setReminders(
  tables: Tables,
  userId: string,
  { on, timeZone }: SetReminders,
  now: Date,
): Promise<MyReminders> {
  const said = { is_on: on ? 1 : 0, time_zone: timeZone };
  await tables.db
    .insertInto("reminder_setting")
    .values({ user_id: userId, ...said, mailed_at: null, portrait_at: null })
    .onConflict((conflict) => conflict.column("user_id").doUpdateSet(said))
    .execute();
  return readReminders(tables, userId, now);
}
