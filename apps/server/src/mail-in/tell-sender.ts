import type { IncomingMail } from "@candor/integrations/mail/incoming/incoming-mail.ts";
import type { Kysely } from "kysely";
import type { Schema } from "../database/schema.ts";
import { queueMail } from "../mail/queue-mail.ts";

export type TellingPorts = {
  db: Kysely<Schema>;
  serviceAddress: string;
  newId: () => string;
  linkOf: (path: string) => string;
  /** something was queued */
  wakeMail: () => void;
};

const APART_MILLISECONDS = 86_400_000;
const OF_USE_MILLISECONDS = 2 * 86_400_000;

type Telling = { userId: string; to: string; why: string; mail: Pick<IncomingMail, "files" | "messageId" | "subject"> };

/**
 * Answers a mail of which something was not taken: to the address of the account alone, never to whom the mail says it is
 * from, and at most once a day, so that no two machines go on answering each other.
 */
export async function tellSender(ports: TellingPorts, { userId, to, why, mail }: Telling, now: Date): Promise<void> {
  const { db, serviceAddress } = ports;
  const at = now.toISOString();
  const before = new Date(now.getTime() - APART_MILLISECONDS).toISOString();
  const isQueued = await db.transaction().execute(async (tx) => {
    await tx
      .insertInto("mail_setting")
      .values({ user_id: userId, told_at: null })
      .onConflict((conflict) => conflict.column("user_id").doNothing())
      .execute();
    const first = await tx
      .updateTable("mail_setting")
      .set({ told_at: at })
      .where("user_id", "=", userId)
      .where((eb) => eb.or([eb("told_at", "is", null), eb("told_at", "<=", before)]))
      .returning("user_id")
      .executeTakeFirst();
    if (!first) return false;
    const expiresAt = new Date(now.getTime() + OF_USE_MILLISECONDS);
    const headers = {
      "X-Loop": serviceAddress,
      "Auto-Submitted": "auto-replied",
      ...(mail.messageId === null ? {} : { "In-Reply-To": `<${mail.messageId}>`, References: `<${mail.messageId}>` }),
    };
    const { subject, text } = writeAnswer(why, mail, ports.linkOf("/settings/connections"));
    await queueMail(tx, { id: ports.newId(), to, subject, text, expiresAt, headers }, now);
    return true;
  });
  if (isQueued) ports.wakeMail();
}

function writeAnswer(
  why: string,
  { files, subject }: Telling["mail"],
  link: string,
): { subject: string; text: string } {
  const about = subject.trim() === "" ? "your mail" : `your mail “${subject.trim().slice(0, 100)}”`;
  const named = files.map((name) => `- ${name}`).join("\n");
  const noFiles = "Candor keeps text and no files; where you keep them, a link to each does as well.";
  const body: Readonly<Record<string, string[]>> = {
    files: [`What you wrote in ${about} was taken as a topic. What was attached was not:`, named, noFiles],
    only_files: [
      `Of ${about} nothing was taken: it has no words of its own, and what was attached is not kept:`,
      named,
      noFiles,
    ],
    long: [`${capital(about)} is longer than a topic can be. Its beginning was taken; the rest was not.`],
    empty: [`Of ${about} nothing was taken: below what it answers there are no words of your own.`],
  };
  const end = `More of today’s mails that were not taken whole are listed here, without another mail about them:\n${link}`;
  return { subject: "Candor: not all of your mail was taken", text: `${[...(body[why] ?? []), end].join("\n\n")}\n` };
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
