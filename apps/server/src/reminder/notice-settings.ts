import type { NoticeKind } from "@candor/core/reminder/judge-notice.ts";
import { USUAL_QUIET_HOURS } from "@candor/core/reminder/quiet-hours.ts";
import type { MyNotices, SetNotices } from "@candor/protocol/http/notices.ts";
import type { Selectable } from "kysely";
import type { Tables } from "../cadence/read-records.ts";
import type { NoticeSettingTable } from "../database/tables/notice-tables.ts";
import { zoneOfUser } from "../people/zone-of-user.ts";
import { addressOf } from "../sign-in/find-account.ts";
import type { MailedKind } from "./unsubscribe-link.ts";

export type Said = Omit<SetNotices, "timeZone">;

/** What somebody chose; undefined: nothing yet. */
export function chosenNotices(row: Selectable<NoticeSettingTable> | undefined): Said {
  return {
    digest: { mail: row?.digest_mail === 1, push: row?.digest_push === 1 },
    reminder: { mail: row?.reminder_mail === 1, push: row?.reminder_push === 1 },
    weekAhead: { mail: row?.week_mail === 1, push: row?.week_push === 1 },
    isAllOff: row?.all_off === 1,
    quiet: row ? { from: row.quiet_from, until: row.quiet_until } : USUAL_QUIET_HOURS,
    withTitles: row?.with_titles === 1,
  };
}

export function channelsOf(said: Said, kind: NoticeKind): Said["digest"] {
  return said[kind === "week_ahead" ? "weekAhead" : kind];
}

export async function readNotices(
  tables: Tables,
  { userId, sessionId }: { userId: string; sessionId: string },
  publicKey: string,
): Promise<MyNotices> {
  const { db } = tables;
  const said = await db.selectFrom("notice_setting").selectAll().where("user_id", "=", userId).executeTakeFirst();
  const user = await db
    .selectFrom("user")
    .select(["email", "emailVerified"])
    .where("id", "=", userId)
    .executeTakeFirst();
  const browsers = await db
    .selectFrom("push_subscription")
    .select("session_id")
    .where("user_id", "=", userId)
    .execute();
  return {
    ...chosenNotices(said),
    timeZone: await zoneOfUser(tables, userId),
    hasAddress: user !== undefined && addressOf({ ...user, emailVerified: Boolean(user.emailVerified) }) !== null,
    push: {
      publicKey,
      here: browsers.some(({ session_id }) => session_id === sessionId),
      browsers: browsers.length,
    },
  };
}

export async function setNotices(
  { db }: Tables,
  userId: string,
  { digest, reminder, weekAhead, isAllOff, quiet, withTitles, timeZone }: SetNotices,
): Promise<void> {
  const flag = (on: boolean) => (on ? 1 : 0);
  const said = {
    ...{ digest_mail: flag(digest.mail), digest_push: flag(digest.push) },
    ...{ week_mail: flag(weekAhead.mail), week_push: flag(weekAhead.push), all_off: flag(isAllOff) },
    ...{ quiet_from: quiet.from, quiet_until: quiet.until },
    ...{ reminder_mail: flag(reminder.mail), reminder_push: flag(reminder.push), with_titles: flag(withTitles) },
  };
  await db
    .insertInto("notice_setting")
    .values({ user_id: userId, ...said })
    .onConflict((conflict) => conflict.column("user_id").doUpdateSet(said))
    .execute();
  // Where they are is one thing, for all that comes by itself.
  await db
    .insertInto("reminder_setting")
    .values({ user_id: userId, is_on: 1, time_zone: timeZone, mailed_at: null, portrait_at: null })
    .onConflict((conflict) => conflict.column("user_id").doUpdateSet({ time_zone: timeZone }))
    .execute();
}

const ENDED: Readonly<Record<NoticeKind, Partial<Selectable<NoticeSettingTable>>>> = {
  digest: { digest_mail: 0 },
  reminder: { reminder_mail: 0 },
  week_ahead: { week_mail: 0 },
};

/** Ends mails of a kind, and nothing else that they said. */
export async function endMails({ db }: Pick<Tables, "db">, userId: string, kind: MailedKind): Promise<void> {
  if (kind === "weekly") {
    await db
      .insertInto("reminder_setting")
      .values({ user_id: userId, is_on: 0, time_zone: null, mailed_at: null, portrait_at: null })
      .onConflict((conflict) => conflict.column("user_id").doUpdateSet({ is_on: 0 }))
      .execute();
    return;
  }
  await db.updateTable("notice_setting").set(ENDED[kind]).where("user_id", "=", userId).execute();
}

/** Where a browser takes messages; whoever used it before gets none there any more. */
export async function keepBrowser(
  { db }: Pick<Tables, "db">,
  browser: { id: string; userId: string; sessionId: string; endpoint: string; p256dh: string; auth: string },
  now: Date,
): Promise<void> {
  const { id, userId, sessionId, ...given } = browser;
  const row = { ...given, user_id: userId, session_id: sessionId, made_at: now.toISOString() };
  await db.transaction().execute(async (tx) => {
    await tx.deleteFrom("push_subscription").where("session_id", "=", sessionId).execute();
    await tx
      .insertInto("push_subscription")
      .values({ id, ...row })
      .onConflict((conflict) => conflict.column("endpoint").doUpdateSet(row))
      .execute();
  });
}
