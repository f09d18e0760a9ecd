import {
  type InvitedEvent,
  type Invitee,
  writeInvitation,
} from "@candor/integrations/calendar/itip/write-invitation.ts";
import type { Kysely } from "kysely";
import type { Schema } from "../database/schema.ts";
import { queueMail } from "../mail/queue-mail.ts";
import { addressOf } from "../sign-in/find-account.ts";
import type { KnownHandoff } from "./read-handoffs.ts";

export type MailEdge = {
  newId: () => string;
  now: Date;
  linkOf: (path: string) => string;
  /** the address all mail comes from; null: this server sends none, and mails are read by whoever runs it */
  mailFrom: string | null;
};

type Told = {
  id: string;
  start: string;
  time_zone: string;
  minutes: number;
  revision: number;
  why: "new" | "moved" | "called_off";
};

const EXPIRES_DAYS = 14;
const DAY = 86_400_000;

/**
 * Promises a mail to each of the three, with the time for their calendar: when, who, and where to answer. What the three
 * talk about stands nowhere in it.
 */
export async function queueThreeMails(
  tx: Kysely<Schema>,
  known: KnownHandoff,
  told: Told,
  { newId, now, linkOf, mailFrom }: MailEdge,
): Promise<void> {
  const people = await reachable(tx, known);
  const link = linkOf(`/settings/handoff?with=${known.edge}`);
  const names = [known.report, known.from, known.to ?? ""].map((id) => known.people.get(id)?.name ?? "");
  const organizer = { name: "Candor", address: mailFrom ?? "candor@localhost" };
  const calendar = writeInvitation({
    method: told.why === "called_off" ? "CANCEL" : "REQUEST",
    ...{ organizer, attendees: people, asks: false, summary: summaryOf(names), link },
    event: eventOf(told, now),
  });
  const expiresAt = new Date(now.getTime() + EXPIRES_DAYS * DAY);
  const { subject, text } = say(told, names, link);
  for (const { address } of people) {
    await queueMail(tx, { id: newId(), to: address, subject, text, expiresAt, calendar }, now);
  }
}

function summaryOf(names: readonly string[]): string {
  return `Hand-over: ${names.join(", ")}`;
}

function say(told: Told, names: readonly string[], link: string): { subject: string; text: string } {
  const when = sayWhen(told);
  const who = names.join(", ");
  const said = {
    new: { subject: `A talk of three: ${when}`, first: `${names[0]} proposes that the three of you talk: ${when}.` },
    moved: { subject: `Another time for the talk of three: ${when}`, first: `It is now proposed for ${when}.` },
    called_off: {
      subject: `Called off: the talk of three, ${when}`,
      first: `The talk of three is called off: ${when}.`,
    },
  }[told.why];
  const ask =
    told.why === "called_off"
      ? "You need do nothing."
      : "Say there whether you come. Nobody reads answers to this mail.";
  return { subject: said.subject, text: [said.first, `${who}.`, link, ask, ""].join("\n\n") };
}

/** "Wed 2 Dec 2026, 10:00 (Europe/Berlin), 30 minutes" */
function sayWhen({ start, time_zone, minutes }: Told): string {
  const day = Temporal.PlainDate.from(start.slice(0, 10)).toLocaleString("en-GB", {
    ...{ weekday: "short", day: "numeric", month: "short", year: "numeric" },
  });
  return `${day}, ${start.slice(11, 16)} (${time_zone.replaceAll("_", " ")}), ${minutes} minutes`;
}

function eventOf({ id, start, time_zone, minutes, revision }: Told, now: Date): InvitedEvent {
  return {
    ...{ uid: `${id}@three.candor`, sequence: revision, stamp: now.getTime() },
    place: { start, timeZone: time_zone, minutes },
    ...{ everyWeeks: null, until: null, skipped: [], instead: null, follows: null },
  };
}

async function reachable(tx: Kysely<Schema>, { report, from, to }: KnownHandoff): Promise<Invitee[]> {
  const rows = await tx
    .selectFrom("person")
    .innerJoin("user", "user.id", "person.user_id")
    .select(["person.name", "user.email", "user.emailVerified"])
    .where("person.id", "in", [report, from, ...(to === null ? [] : [to])])
    .where("person.left_at", "is", null)
    .orderBy("person.id")
    .execute();
  return rows.flatMap(({ name, email, emailVerified }) => {
    const address = addressOf({ email, emailVerified: emailVerified === true || emailVerified === 1 });
    return address === null ? [] : [{ name, address }];
  });
}
