import type { Database } from "../../database/open-database.ts";
import type { Answer, Visitor } from "../../people/testing/open-app.ts";

export type ReadMail = { subject: string; text: string; code: string; link: { id: string; token: string } | null };

/** The mails that wait to go out to an address, oldest first. */
export async function readMails({ db }: Database, to: string): Promise<ReadMail[]> {
  const rows = await db
    .selectFrom("mail_outbox")
    .selectAll()
    .where("to_address", "=", to)
    .orderBy("created_at")
    .execute();
  return rows.map(({ subject, text }) => {
    const [, id = "", token = ""] = /\/sign-in\/link#([\w-]+)\.([\w-]+)/.exec(text) ?? [];
    const code = /^ {4}(\w{4}-\w{4})$/m.exec(text)?.[1] ?? "";
    return { subject, text, code, link: id === "" ? null : { id, token } };
  });
}

/** Asks for a mail and reads it, as if it had arrived. */
export async function askForMail(
  database: Database,
  visitor: Visitor,
  typed: string,
): Promise<ReadMail & { id: string }> {
  const email = typed.toLowerCase();
  await database.db.deleteFrom("mail_outbox").where("to_address", "=", email).execute();
  const { status, body } = await visitor.post("/api/auth/mail", { email: typed });
  if (status !== 200) throw new Error(`asking for a mail was refused: ${JSON.stringify(body)}`);
  const [mail] = await readMails(database, email);
  if (!mail) throw new Error("there is no mail");
  return { ...mail, id: (body as { id: string }).id };
}

export async function signInByMail(database: Database, visitor: Visitor, email: string): Promise<Answer> {
  const { id, code } = await askForMail(database, visitor, email);
  return visitor.post("/api/auth/mail/code", { id, code });
}
