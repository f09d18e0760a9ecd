import type { Kysely } from "kysely";
import type { Schema } from "../database/schema.ts";

/** Whether somebody is told by mail of what goes by a UID. */
export type IsMailed = (userId: string, uid: string) => boolean;

/**
 * One channel for each person: whoever has their meetings put into a calendar of their own is not mailed as well, or they
 * would stand there twice. What somebody was mailed once goes on by mail, since nothing else ends it where it stands.
 */
export async function whoIsMailed(db: Kysely<Schema>, pairId: string): Promise<IsMailed> {
  const own = await db
    .selectFrom("calendar_target")
    .innerJoin("pair_member", "pair_member.user_id", "calendar_target.user_id")
    .select("calendar_target.user_id")
    .where("pair_member.pair_id", "=", pairId)
    .where("is_leaving", "=", 0)
    .execute();
  if (own.length === 0) return () => true;
  const putThere = new Set(own.map(({ user_id }) => user_id));
  const mails = await db
    .selectFrom("invitation_mail")
    .select(["user_id", "uid"])
    .where("pair_id", "=", pairId)
    .where("state", "in", ["waiting", "sent"])
    .execute();
  const mailed = new Set(mails.map(({ user_id, uid }) => `${user_id} ${uid}`));
  return (userId, uid) => !putThere.has(userId) || mailed.has(`${userId} ${uid}`);
}

/** The pairs whose series somebody is told of by mail, and which are put nowhere else for them. */
export async function pairsByMail(db: Kysely<Schema>, userId: string): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom("series_invitation")
    .innerJoin("invitation_mail", "invitation_mail.pair_id", "series_invitation.pair_id")
    .select(["series_invitation.pair_id", "invitation_mail.uid", "sent"])
    .where("is_on", "=", 1)
    .where("invitation_mail.user_id", "=", userId)
    .where("invitation_mail.state", "in", ["waiting", "sent"])
    .execute();
  // What was sent names the series by its UID, which stands in it whole.
  return new Set(rows.flatMap(({ pair_id, uid, sent }) => (sent.includes(JSON.stringify(uid)) ? [pair_id] : [])));
}
