import type { SmtpInbox } from "@candor/integrations/mail/testing/smtp-inbox.ts";
import type { CandorServer } from "./candor-server.ts";

/** A mail that a calendar reads. */
export type Invited = { to: string; from: string; subject: string; method: string; ics: string; text: string };

/** The mails that calendars read, oldest first. */
export function invitationsIn(inbox: SmtpInbox): Invited[] {
  return inbox.mails.flatMap(({ to, from, subject = "", attachments, text = "" }) => {
    const calendar = attachments.find(({ mimeType }) => mimeType === "text/calendar");
    if (!calendar) return [];
    const ics = typeof calendar.content === "string" ? calendar.content : new TextDecoder().decode(calendar.content);
    return [
      {
        ...{ to: to?.[0]?.address ?? "", from: from?.address ?? "", subject, text },
        ...{ method: calendar.method ?? "", ics: ics.replace(/\r?\n /g, "") },
      },
    ];
  });
}

/** A line of its event, unfolded. */
export function lineOf(sent: Invited | undefined, name: string): string {
  const event = sent?.ics.slice(sent.ics.indexOf("BEGIN:VEVENT")) ?? "";
  return new RegExp(`^${name}[;:].*$`, "m").exec(event)?.[0].trim() ?? "";
}

/** Where answers come in. */
export function listenerOf(server: CandorServer): number {
  const starts = [...server.output.matchAll(/"message":"mail comes in"[^\n]*"port":(\d+)/g)];
  return Number(starts.at(-1)?.[1]);
}
