import type { Kysely } from "kysely";
import type { Schema } from "../database/schema.ts";

export type MailToQueue = {
  id: string;
  /** one plain address, as `readEmailAddress` gives it */
  to: string;
  subject: string;
  text: string;
  expiresAt: Date;
  /** left out: at once */
  notBefore?: Date;
  /** an invitation that goes with it, an iCalendar file with METHOD:REQUEST or METHOD:CANCEL */
  calendar?: string;
  /** what else stands in its head, such as `Reply-To` */
  headers?: Readonly<Record<string, string>>;
};

/**
 * Promises a mail, in the transaction of whatever it tells of: it goes out though the server be killed, and nobody waits
 * for the mail server. Wake the delivery once that transaction has committed.
 */
export async function queueMail(db: Kysely<Schema>, mail: MailToQueue, now: Date): Promise<void> {
  const at = now.toISOString();
  await db
    .insertInto("mail_outbox")
    .values({
      id: mail.id,
      to_address: mail.to,
      subject: mail.subject,
      text: mail.text,
      created_at: at,
      expires_at: mail.expiresAt.toISOString(),
      next_try_at: mail.notBefore?.toISOString() ?? at,
      calendar: mail.calendar ?? null,
      headers: mail.headers ? JSON.stringify(mail.headers) : null,
    })
    .execute();
}
