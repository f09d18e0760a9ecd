import type { MailSender } from "@candor/integrations/mail/mail.ts";
import type { Kysely } from "kysely";
import type { Schema } from "../database/schema.ts";

export type MailDelivery = {
  db: Kysely<Schema>;
  sender: MailSender;
  /** the right half of message ids */
  domain: string;
  report: (fault: unknown, doing: string) => void;
};

const WAITS = [5, 15, 60, 300, 900, 3600]; // seconds after each failed try; from then on the last
const AT_ONCE = 20; // mails of one round

/**
 * Sends what is due, one mail after the other. A mail is put off before it is tried: a process that dies meanwhile
 * leaves it to the next try, and another node does not send it at the same time.
 *
 * @returns whether there was as much as one round takes, so that more may be due.
 */
export async function deliverMail({ db, sender, domain, report }: MailDelivery, now: () => Date): Promise<boolean> {
  await db.deleteFrom("mail_outbox").where("expires_at", "<=", now().toISOString()).execute();
  const due = await db
    .selectFrom("mail_outbox")
    .selectAll()
    .where("next_try_at", "<=", now().toISOString())
    .orderBy("next_try_at")
    .limit(AT_ONCE)
    .execute();
  for (const mail of due) {
    if (!(await putOff(db, mail, now()))) continue; // another node has it
    try {
      const { to_address: to, subject, text } = mail;
      const calendar = mail.calendar === null ? null : { method: methodOf(mail.calendar), text: mail.calendar };
      const messageId = `${mail.id}@${domain}`;
      const headers = mail.headers === null ? null : (JSON.parse(mail.headers) as Record<string, string>);
      const more = { ...(calendar && { calendar }), ...(headers && { headers }) };
      const result = await sender.send({ to, subject, text, messageId, ...more });
      if (result.type === "refused") report(new Error(result.reason), "sending a mail that will never be taken");
      await db.deleteFrom("mail_outbox").where("id", "=", mail.id).execute();
    } catch (fault) {
      report(fault, "sending a mail, which is tried again");
    }
  }
  return due.length === AT_ONCE;
}

function methodOf(calendar: string): string {
  return /^METHOD:(\w+)/m.exec(calendar)?.[1] ?? "PUBLISH";
}

async function putOff(db: Kysely<Schema>, mail: { id: string; tries: number }, now: Date): Promise<boolean> {
  const wait = WAITS[Math.min(mail.tries, WAITS.length - 1)] ?? 0;
  const taken = await db
    .updateTable("mail_outbox")
    .set({ tries: mail.tries + 1, next_try_at: new Date(now.getTime() + wait * 1000).toISOString() })
    .where("id", "=", mail.id)
    .where("tries", "=", mail.tries)
    .returning("id")
    .executeTakeFirst();
  return taken !== undefined;
}

/** @returns when the next mail is due, in milliseconds since 1970; null: none waits. */
export async function nextMailDue(db: Kysely<Schema>): Promise<number | null> {
  const row = await db
    .selectFrom("mail_outbox")
    .select((query) => query.fn.min("next_try_at").as("at"))
    .executeTakeFirst();
  return row?.at ? Date.parse(row.at) : null;
}
