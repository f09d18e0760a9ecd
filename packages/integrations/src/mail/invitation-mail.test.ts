import { afterEach, beforeEach, expect, test } from "vitest";
import type { MailSender } from "./mail.ts";
import { openSmtp } from "./smtp/open-smtp.ts";
import { openSmtpInbox, type SmtpInbox } from "./testing/smtp-inbox.ts";

const ICS =
  "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nUID:u\r\nSUMMARY:ü ☕\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
const SERVICE = "meetings+k7f3@example.org";
let inbox: SmtpInbox;
let sender: MailSender;

beforeEach(async () => {
  inbox = await openSmtpInbox();
  sender = openSmtp({ url: inbox.url, from: "Candor <candor@example.org>" });
});
afterEach(async () => {
  await sender.close();
  await inbox.close();
});

async function sent(changes: { name?: string } = {}) {
  await sender.send({
    ...{ to: "ana@example.org", subject: "Invitation", text: "You meet.", messageId: "1@example.org" },
    from: { name: changes.name ?? "Ana and Ben", address: SERVICE },
    calendar: { method: "REQUEST", text: ICS },
  });
  const [raw = ""] = inbox.raw;
  const [head = ""] = raw.split("\r\n\r\n");
  return { raw, head, mail: inbox.mails[0] };
}

/** The kinds of parts, as they come. */
function partsOf(raw: string): string[] {
  return [...raw.matchAll(/^Content-Type:\s*([\w/+-]+)/gim)].map(([, type = ""]) => type.toLowerCase());
}

test("an invitation has its text and one calendar beside it, the calendar last, of the method that stands in it", async () => {
  const { raw, mail } = await sent();
  const alternative = raw.slice(raw.search(/multipart\/alternative/i));
  expect(partsOf(raw).slice(0, 2)).toEqual(["multipart/mixed", "multipart/alternative"]);
  const within = alternative.slice(0, alternative.search(/application\/ics/i));
  expect(partsOf(within).filter((type) => type !== "application/ics")).toEqual(["text/plain", "text/calendar"]);
  expect(raw.match(/^Content-Type: text\/calendar[^\n]*\n?[^\n]*method=REQUEST/gim)).toHaveLength(1);
  const calendar = mail?.attachments.find(({ mimeType }) => mimeType === "text/calendar");
  expect(calendar?.method).toBe("REQUEST");
  expect(new TextDecoder().decode(calendar?.content as ArrayBuffer)).toContain("SUMMARY:ü ☕");
});

test("it comes from the address that reads the answers, and what cannot be delivered comes back there", async () => {
  const { mail, head } = await sent();
  expect(mail?.from).toEqual({ name: "Ana and Ben", address: SERVICE });
  expect(head).toMatch(/^Auto-Submitted: auto-generated$/m);
  expect(inbox.senders).toEqual([SERVICE]);
});

test("no name of anybody gets a header or another sender in", async () => {
  const { mail, head } = await sent({ name: 'Eve" <eve@evil.example>\r\nBcc: all@example.org\r\n' });
  expect(mail?.from?.address).toBe(SERVICE);
  expect(head).not.toMatch(/^Bcc:/im);
  expect(inbox.recipients).toEqual([["ana@example.org"]]);
});
