import type { InvitationMessage } from "@candor/core/invitation/judge-invitations.ts";
import {
  type Invitation,
  type InvitedEvent,
  type Invitee,
  writeInvitation,
} from "@candor/integrations/calendar/itip/write-invitation.ts";
import type { Mail } from "@candor/integrations/mail/mail.ts";

/** What one mail says, without anybody's name or address. */
export type MailToCalendar = {
  type: InvitationMessage["type"] | "decline_counter";
  why: "new" | "changed" | "ended" | null;
  method: Invitation["method"];
  event: InvitedEvent;
};

export type MailFrame = {
  to: string;
  messageId: string;
  /** where its answer comes in, known to its recipient alone */
  serviceAddress: string;
  people: readonly Invitee[];
  /** both names, of whom one may not be reached by mail */
  names: readonly string[];
  link: string;
};

/** The mail itself. When, with whom, and where the agenda is; what it is about stands on the page alone. */
export function composeMail({ type, why, method, event }: MailToCalendar, frame: MailFrame): Mail {
  const { to, messageId, serviceAddress, people, names, link } = frame;
  const summary = `1:1 ${names.join(" and ")}`;
  const organizer = { name: `${names.join(" and ")} (by Candor)`, address: serviceAddress };
  const when = sayWhen(event);
  const said = saying(type, why, summary, when);
  const isAsking = method === "REQUEST" && why !== "ended";
  // Whoever has left is told of it by the address that they were invited by.
  const attendees = people.some(({ address }) => address === to) ? people : [...people, { name: to, address: to }];
  const invitation = { method, organizer, attendees, asks: isAsking, summary, link, event };
  return {
    ...{ to, messageId, from: organizer, subject: said.subject },
    text: [
      said.text,
      "",
      ...(isAsking ? ["Answer in your calendar; your answer shows on the page.", ""] : []),
      "The agenda is on your page:",
      link,
      "",
      "On the page either of you can stop these invitations. Nobody reads what is written back to this address but the",
      "answers of calendars.",
      "",
    ].join("\n"),
    calendar: { method, text: writeInvitation(invitation) },
  };
}

function saying(
  type: MailToCalendar["type"],
  why: MailToCalendar["why"],
  summary: string,
  when: string,
): { subject: string; text: string } {
  if (type === "cancel_series") return { subject: `Cancelled: ${summary}`, text: `The series is called off: ${when}.` };
  if (type === "cancel_occurrence" || type === "cancel_single")
    return { subject: `Cancelled: ${summary}, ${when}`, text: `This one does not take place: ${when}.` };
  if (type === "decline_counter")
    return { subject: `The time stays: ${summary}`, text: `Your other time does not suit. It stays: ${when}.` };
  if (type === "occurrence")
    return { subject: `Moved: ${summary}, ${when}`, text: `This one is at another time: ${when}.` };
  if (type === "single" && why === "new")
    return { subject: `Invitation: ${summary}, ${when}`, text: `You meet: ${when}.` };
  if (why === "ended")
    return {
      subject: `Ends: ${summary}`,
      text: `This series has had its last meeting. Where the two of you go on, that comes as a series of its own.`,
    };
  if (why === "changed") return { subject: `Changed: ${summary}, ${when}`, text: `It is at another time: ${when}.` };
  return { subject: `Invitation: ${summary}, ${when}`, text: `You meet: ${when}.` };
}

/** "every week from Wed 2 Dec 2026, 10:00 (Europe/Berlin), 30 minutes" */
function sayWhen({ place, everyWeeks }: InvitedEvent): string {
  const day = Temporal.PlainDate.from(place.start.slice(0, 10)).toLocaleString("en-GB", {
    ...{ weekday: "short", day: "numeric", month: "short", year: "numeric" },
  });
  const often = everyWeeks === null ? "" : everyWeeks === 1 ? "every week from " : `every ${everyWeeks} weeks from `;
  return `${often}${day}, ${place.start.slice(11, 16)} (${place.timeZone.replaceAll("_", " ")}), ${place.minutes} minutes`;
}
