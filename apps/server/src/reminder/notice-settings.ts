import type { MyNotices, SetNotices } from "@candor/protocol/http/notices.ts";
import type { Tables } from "../cadence/read-records.ts";
import { zoneOfUser } from "../people/zone-of-user.ts";
import { addressOf } from "../sign-in/find-account.ts";
import type { MailedKind } from "./unsubscribe-link.ts";

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
    digest: { mail: said?.digest_mail === 1, push: said?.digest_push === 1 },
    reminder: { mail: said?.reminder_mail === 1, push: said?.reminder_push === 1 },
    withTitles: said?.with_titles === 1,
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
  { digest, reminder, withTitles, timeZone }: SetNotices,
): Promise<void> {
  const flag = (on: boolean) => (on ? 1 : 0);
  const said = {
    ...{ digest_mail: flag(digest.mail), digest_push: flag(digest.push) },
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
  await db
    .updateTable("notice_setting")
    .set(kind === "digest" ? { digest_mail: 0 } : { reminder_mail: 0 })
    .where("user_id", "=", userId)
    .execute();
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
