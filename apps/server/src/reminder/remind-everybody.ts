import { ASK_AGAIN_DAYS } from "@candor/core/portrait/re-ask.ts";
import { dueReminders } from "@candor/core/reminder/due-reminders.ts";
import { judgeReminderMail } from "@candor/core/reminder/judge-reminder-mail.ts";
import type { Tables } from "../cadence/read-records.ts";
import { oneOf } from "../database/one-of.ts";
import { queueMail } from "../mail/queue-mail.ts";
import { zoneOfUser } from "../people/zone-of-user.ts";
import { addressOf } from "../sign-in/find-account.ts";
import { chosenNotices } from "./notice-settings.ts";
import { readHeard, readSaid } from "./reminder-facts.ts";
import { type UnsubscribeLinks, unsubscribeHeaders } from "./unsubscribe-link.ts";
import { writeReminderMail } from "./write-reminder-mail.ts";

export type ReminderPorts = { newId: () => string; linkOf: (path: string) => string; links: UnsubscribeLinks };

const DAY_MILLISECONDS = 86_400_000;

/**
 * Reminds by mail whoever wants it of what is due. What was sent is noted in the transaction that promises the mail, so
 * that two who do this at once send one, and a stop in between neither loses nor repeats any.
 *
 * @returns how many mails wait now.
 */
export async function remindEverybody(tables: Tables, ports: ReminderPorts, now: Date): Promise<number> {
  const heard = await readHeard(tables, null, now);
  const asked = new Set([...heard.keys(), ...(await readLongSaid(tables, now))]);
  if (asked.size === 0) return 0;
  const [settings, notices, addresses, said] = [
    await readSettings(tables, asked),
    await readNoticeSettings(tables, asked),
    await readAddresses(tables, asked),
    await readSaid(tables, asked),
  ];
  const instant = Temporal.Instant.fromEpochMilliseconds(now.getTime());
  let queued = 0;
  for (const userId of asked) {
    const to = addresses.get(userId);
    if (!to) continue;
    const setting = settings.get(userId);
    const reminders = dueReminders({ heard: heard.get(userId) ?? [], portrait: said.get(userId) ?? [] }, instant);
    const { isAllOff, quiet } = chosenNotices(notices.get(userId));
    const known = {
      on: setting?.is_on !== 0 && !isAllOff,
      mailedAt: setting?.mailed_at ?? null,
      portraitAt: setting?.portrait_at ?? null,
    };
    const verdict = judgeReminderMail(
      reminders,
      { ...known, quiet, timeZone: await zoneOfUser(tables, userId) },
      instant,
    );
    if (verdict.type === "wait") continue;
    const mail = writeReminderMail(verdict.reminders, ports.linkOf);
    const headers = unsubscribeHeaders(ports.linkOf(ports.links.pathFor(userId, "weekly")));
    const expiresAt = new Date(verdict.until.epochMilliseconds);
    const asksPortrait = verdict.reminders.some(({ type }) => type === "portrait");
    if (
      await send(tables, { userId, wasMailedAt: known.mailedAt, asksPortrait }, now, (tx) =>
        queueMail(tx, { id: ports.newId(), to, ...mail, headers, expiresAt }, now),
      )
    )
      queued += 1;
  }
  return queued;
}

type Sent = { userId: string; wasMailedAt: string | null; asksPortrait: boolean };

function send(
  { db }: Tables,
  { userId, wasMailedAt, asksPortrait }: Sent,
  now: Date,
  promise: (tx: Tables["db"]) => Promise<void>,
): Promise<boolean> {
  const at = now.toISOString();
  return db.transaction().execute(async (tx) => {
    await tx
      .insertInto("reminder_setting")
      .values({ user_id: userId, is_on: 1, time_zone: null, mailed_at: null, portrait_at: null })
      .onConflict((conflict) => conflict.column("user_id").doNothing())
      .execute();
    const noted = await tx
      .updateTable("reminder_setting")
      .set({ mailed_at: at, ...(asksPortrait ? { portrait_at: at } : {}) })
      .where("user_id", "=", userId)
      .where("is_on", "=", 1)
      .where("mailed_at", wasMailedAt === null ? "is" : "=", wasMailedAt)
      .executeTakeFirst();
    if (noted.numUpdatedRows === 0n) return false;
    await promise(tx);
    return true;
  });
}

/** Those who said something of themselves half a year ago, and were not asked about it since. */
async function readLongSaid({ db }: Tables, now: Date): Promise<string[]> {
  const before = new Date(now.getTime() - ASK_AGAIN_DAYS * DAY_MILLISECONDS).toISOString();
  const rows = await db
    .selectFrom("portrait_entry")
    .leftJoin("reminder_setting", "reminder_setting.user_id", "portrait_entry.user_id")
    .select("portrait_entry.user_id")
    .distinct()
    .where("replaced_at", "is", null)
    .where("text", "!=", "")
    .where("written_at", "<=", before)
    .where((eb) => eb.or([eb("portrait_at", "is", null), eb("portrait_at", "<=", before)]))
    .where((eb) => eb.or([eb("is_on", "is", null), eb("is_on", "=", 1)]))
    .execute();
  return rows.map(({ user_id }) => user_id);
}

async function readSettings({ db, engine }: Tables, users: ReadonlySet<string>) {
  const rows = await db
    .selectFrom("reminder_setting")
    .selectAll()
    .where("user_id", "in", oneOf(engine, users))
    .execute();
  return new Map(rows.map((row) => [row.user_id, row]));
}

async function readNoticeSettings({ db, engine }: Tables, users: ReadonlySet<string>) {
  const rows = await db.selectFrom("notice_setting").selectAll().where("user_id", "in", oneOf(engine, users)).execute();
  return new Map(rows.map((row) => [row.user_id, row]));
}

async function readAddresses({ db, engine }: Tables, users: ReadonlySet<string>): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom("user")
    .select(["id", "email", "emailVerified"])
    .where("id", "in", oneOf(engine, users))
    .execute();
  return new Map(
    rows.flatMap(({ id, email, emailVerified }) => {
      const address = addressOf({ email, emailVerified: Boolean(emailVerified) });
      return address === null ? [] : [[id, address] as const];
    }),
  );
}
