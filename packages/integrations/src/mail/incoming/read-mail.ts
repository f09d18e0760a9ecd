import { htmlToText } from "@candor/core/mail/html-to-text.ts";
import { kindOfMail } from "@candor/core/mail/mail-topic.ts";
import { readEmailAddress } from "@candor/core/person/email-address.ts";
import PostalMime, { type Attachment, addressParser, type Email } from "postal-mime";
import type { IncomingMail } from "./incoming-mail.ts";

const MAX_CALENDARS = 5; // several copies of one are usual
const MAX_REASON = 300; // characters
const MAX_FILES = 20;
const MAX_FILE_NAME = 100; // characters
const MAX_HTML = 1_000_000; // characters
const MAX_TEXT = 200_000; // characters; a topic takes a part of that
const MAX_LINE = 10_000; // of a head
const RECIPIENT_HEADS = ["x-original-to", "delivered-to", "envelope-to", "x-envelope-to", "to", "cc"];
const AUTOMATIC_SUBJECT = /^(?:auto(?:matic)?[ -]?(?:reply|response|antwort)|out of (?:the )?office|abwesen)/i;

/** Reads a mail, whatever shape it has: the calendar may be the mail itself, one of its alternatives, or a file. */
export async function readMail(raw: Uint8Array): Promise<IncomingMail> {
  const mail = await parse(raw);
  const header = (name: string) => mail.headers.find(({ key }) => key === name)?.value.trim() ?? null;
  const all = (name: string) => mail.headers.filter(({ key }) => key === name).map(({ value }) => value);
  const calendars = [...new Set(mail.attachments.filter(isCalendar).map(textOf))].slice(0, MAX_CALENDARS);
  const answers = [...all("in-reply-to"), ...all("references")].flatMap(
    (value) => value.match(/[^<>\s]+@[^<>\s]+/g) ?? [],
  );
  const kind = kindOfMail(mail.subject ?? "", answers.length > 0);
  const auto = header("auto-submitted")?.toLowerCase() ?? "no";
  const failure = readFailure(mail, header("content-type") ?? "");
  return {
    messageId: bare(mail.messageId ?? null),
    from: readSender(all("from")),
    calendars,
    failure,
    isAutomatic:
      !/^no\b/.test(auto) ||
      header("x-autoreply") !== null ||
      header("x-autorespond") !== null ||
      /^(?:bulk|list|junk|auto_reply)/i.test(header("precedence") ?? "") ||
      ["list-id", "list-post", "list-unsubscribe", "feedback-id"].some((name) => header(name) !== null) ||
      header("return-path") === "<>" ||
      AUTOMATIC_SUBJECT.test(mail.subject ?? ""),
    hops: mail.headers.filter(({ key }) => key === "received").length,
    subject: storable(mail.subject ?? ""),
    text: storable(mail.text?.trim() ? mail.text : htmlToText((mail.html ?? "").slice(0, MAX_HTML), kind)).slice(
      0,
      MAX_TEXT,
    ),
    files: mail.attachments
      .filter((each) => !isCalendar(each) && !isPartOfText(each))
      .map(nameOf)
      .slice(0, MAX_FILES),
    loops: all("x-loop").flatMap(addressesIn),
    answers,
    authentication: all("authentication-results"),
    recipients: [...new Set(RECIPIENT_HEADS.flatMap(all).flatMap(addressesIn))],
  };
}

/** Whoever names two leaves open which of them a mail server found to be true. */
function readSender(heads: readonly string[]): string | null {
  const [sender, ...others] = heads.flatMap((head) => addressParser(head, { flatten: true }));
  return others.length > 0 ? null : readEmailAddress(sender?.address ?? "");
}

/** Without what PostgreSQL keeps in no text. */
function storable(text: string): string {
  return text.replaceAll("\0", "").toWellFormed();
}

const UNREADABLE = "a part that could not be read"; // named to its sender as files are
const HEAD_BYTES = 200_000;

/**
 * What is put together so that nobody can read it, such as parts in parts without end, is still a mail with a sender and a
 * subject; were it an error, whoever sent it would be asked to send it again for days.
 */
async function parse(raw: Uint8Array): Promise<Email> {
  try {
    // Without it a report's parts would be put into the text.
    return await PostalMime.parse(raw, { attachmentEncoding: "arraybuffer", forceRfc822Attachments: true });
  } catch {
    const text = new TextDecoder("latin1").decode(raw.subarray(0, HEAD_BYTES));
    const end = /\r?\n\r?\n/.exec(text)?.index ?? text.length;
    const lines = text
      .slice(0, end)
      .replace(/\r?\n[ \t]+/g, " ")
      .split(/\r?\n/);
    const head = lines.filter((line) => line.length < MAX_LINE && !/^(?:content-|mime-version)/i.test(line));
    const mail = await PostalMime.parse(Buffer.from(`${head.join("\r\n")}\r\n\r\n`, "latin1"));
    const part = { filename: UNREADABLE, mimeType: "multipart/mixed", disposition: "attachment", content: "" } as const;
    return { ...mail, attachments: [part] };
  }
}

/** An image that stands in the text, such as the logo of a signature, is nothing that somebody attached. */
function isPartOfText({ disposition, contentId, related }: Attachment): boolean {
  return disposition !== "attachment" && (related === true || contentId !== undefined);
}

function nameOf({ filename, mimeType }: Attachment): string {
  return storable(filename ?? mimeType)
    .replace(/[\p{Cc}\s]+/gu, " ")
    .slice(0, MAX_FILE_NAME);
}

function addressesIn(value: string): string[] {
  return (value.match(/[^\s<>,;:"'()[\]]+@[^\s<>,;:"'()[\]]+/g) ?? []).map((each) => each.toLowerCase());
}

function isCalendar({ mimeType, filename }: Attachment): boolean {
  return /^text\/calendar\b/i.test(mimeType) || /^application\/ics\b/i.test(mimeType) || /\.ics$/i.test(filename ?? "");
}

function textOf({ content }: Attachment): string {
  return typeof content === "string" ? content : new TextDecoder().decode(content);
}

/** A report by a mail server (RFC 3464); one that says that it still tries is none. */
function readFailure(mail: Email, type: string): IncomingMail["failure"] {
  const report = mail.attachments.find(({ mimeType }) => /^message\/delivery-status\b/i.test(mimeType));
  const isReport = report !== undefined || /report-type="?delivery-status/i.test(type);
  if (!isReport) return null;
  const status = (report ? textOf(report) : (mail.text ?? "")).replace(/\r\n/g, "\n").replace(/\n[ \t]+/g, " ");
  const field = (name: string) => new RegExp(`^${name}:\\s*(.+)$`, "im").exec(status)?.[1]?.trim() ?? null;
  if (field("Action")?.toLowerCase() !== "failed") return null;
  const original = mail.attachments.find(({ mimeType }) =>
    /^(?:message\/rfc822|text\/rfc822-headers)\b/i.test(mimeType),
  );
  const headers = original ? textOf(original) : (mail.text ?? "");
  const recipient = (field("Original-Recipient") ?? field("Final-Recipient"))?.replace(/^[^;]*;/, "") ?? "";
  return {
    messageId: bare(/^message-id:\s*(<[^>\s]+>)/im.exec(headers)?.[1] ?? null),
    recipient: readEmailAddress(recipient),
    reason: (field("Diagnostic-Code")?.replace(/^[^;]*;\s*/, "") ?? field("Status") ?? "").slice(0, MAX_REASON),
  };
}

function bare(id: string | null): string | null {
  const text = id?.trim().replace(/^<|>$/g, "") ?? "";
  return text === "" || text.length > 998 ? null : text;
}
