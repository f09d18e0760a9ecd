import type { SkipTold } from "@candor/protocol/http/skip.ts";
import { queueMail } from "../mail/queue-mail.ts";
import { addressOf } from "../sign-in/find-account.ts";
import type { LockedPlace } from "../workspace/place.ts";

/** How notices go out. */
export type NoticePost = { linkOf: (path: string) => string; newId: () => string; way: "smtp" | "operator" };

/** How notices go out of this server. */
export function noticePost({
  origin,
  newId,
  signIn,
}: {
  origin: () => string;
  newId: () => string;
  signIn: { mail: Pick<NoticePost, "way"> };
}): NoticePost {
  return { linkOf: (path) => origin() + path, newId, way: signIn.mail.way };
}

const MAIL_DAYS = 14; // a notice that comes later is none
const MILLISECONDS_A_DAY = 86_400_000;

/** Promises a manager between their notice by mail, where an address of theirs is known. In the product it shows anyhow. */
export async function sendNotice(
  { tx, now }: LockedPlace,
  manager: string,
  { subject, paragraphs }: { subject: string; paragraphs: readonly string[] },
  { linkOf, newId, way }: NoticePost,
  notBefore: Date = now,
): Promise<{ way: SkipTold["way"]; mailId: string | null }> {
  const to = await addressFor(tx, manager);
  if (to === null) return { way: "here", mailId: null };
  const text = [...paragraphs, `It also stands here: ${linkOf("/settings/skip-levels")}`].join("\n\n");
  const expiresAt = new Date(now.getTime() + MAIL_DAYS * MILLISECONDS_A_DAY);
  const id = newId();
  await queueMail(tx, { id, to, subject, text, expiresAt, notBefore }, now);
  return { way: way === "smtp" ? "mail" : "operator", mailId: id };
}

/** The address by which they sign in; of whoever has not come yet, the one that the workspace has of them. */
async function addressFor(tx: LockedPlace["tx"], person: string): Promise<string | null> {
  const row = await tx
    .selectFrom("person")
    .leftJoin("user", "user.id", "person.user_id")
    .select(["person.email", "person.left_at", "user.email as signsInAs", "user.emailVerified"])
    .where("person.id", "=", person)
    .executeTakeFirst();
  if (!row || row.left_at !== null) return null;
  const { signsInAs, emailVerified } = row;
  const own = signsInAs === null ? null : addressOf({ email: signsInAs, emailVerified: Boolean(emailVerified) });
  return own ?? row.email;
}
