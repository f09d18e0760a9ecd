import type { MailSender } from "@candor/integrations/mail/mail.ts";
import type { Kysely } from "kysely";
import type { Schema } from "../database/schema.ts";
import { answerAddress } from "../mail-in/service-address.ts";
import { composeMail, type MailToCalendar } from "./compose-mail.ts";
import { readMembers } from "./invitees.ts";

export type InvitationDelivery = {
  db: Kysely<Schema>;
  openSender: () => Promise<MailSender>;
  serviceAddress: string;
  linkOf: (path: string) => string;
  now: () => Date;
  report: (fault: unknown, doing: string) => void;
};

const WAITS = [30, 120, 600, 1800, 3600, 10_800]; // seconds after each failed try; from then on the last
const GIVEN_UP_AFTER = 4 * 86_400_000; // milliseconds, as mail servers do
const AT_ONCE = 20;

/**
 * Sends what is due. Each mail is put off before it is tried, so that a server that dies meanwhile leaves it to the next
 * try, and carries the same id and bytes each time, so that whoever gets it twice sees one.
 *
 * @returns whether there was as much as one round takes.
 */
export async function deliverInvitations(delivery: InvitationDelivery): Promise<boolean> {
  const { db, now } = delivery;
  const due = await db
    .selectFrom("invitation_mail")
    .selectAll()
    .where("next_try_at", "<=", now().toISOString())
    .orderBy("created_at")
    .orderBy("sequence")
    .limit(AT_ONCE)
    .execute();
  for (const mail of due) {
    const wait = WAITS[Math.min(mail.tries, WAITS.length - 1)] ?? 0;
    const taken = await db
      .updateTable("invitation_mail")
      .set({ tries: mail.tries + 1, next_try_at: new Date(now().getTime() + wait * 1000).toISOString() })
      .where("id", "=", mail.id)
      .where("tries", "=", mail.tries)
      .where("state", "=", "waiting")
      .returning("id")
      .executeTakeFirst();
    if (taken) await deliver(delivery, mail);
  }
  return due.length === AT_ONCE;
}

type Row = { id: string; pair_id: string; to_address: string; token: string | null; mail: string; created_at: string };

async function deliver(
  delivery: InvitationDelivery,
  { id, pair_id, to_address, token, mail, created_at }: Row,
): Promise<void> {
  const { db, now, report } = delivery;
  const end = (state: "sent" | "refused", reason: string | null) =>
    db
      .updateTable("invitation_mail")
      .set({ state, reason, mail: "", next_try_at: null })
      .where("id", "=", id)
      .execute();
  try {
    const row = await db
      .selectFrom("series_invitation")
      .select("token")
      .where("pair_id", "=", pair_id)
      .executeTakeFirstOrThrow();
    const members = await readMembers(db, pair_id);
    const composed = composeMail(JSON.parse(mail) as MailToCalendar, {
      ...{ to: to_address, messageId: messageIdOf(id, delivery.serviceAddress) },
      serviceAddress: answerAddress(delivery.serviceAddress, token ?? row.token),
      names: members.map(({ name }) => name || "Somebody"),
      // Whoever a mail goes to stands in it under the very address that it goes to.
      people: members.flatMap(({ name, address }) => (address === null ? [] : { name, address })),
      link: delivery.linkOf(`/p/${pair_id}`),
    });
    const result = await (await delivery.openSender()).send(composed);
    await end(result.type === "sent" ? "sent" : "refused", result.type === "sent" ? null : result.reason);
  } catch (fault) {
    report(fault, "sending an invitation, which is tried again");
    if (now().getTime() - Date.parse(created_at) > GIVEN_UP_AFTER) await end("refused", "no mail server took it");
  }
}

export function messageIdOf(id: string, serviceAddress: string): string {
  return `${id}@${serviceAddress.split("@")[1] ?? "localhost"}`;
}
