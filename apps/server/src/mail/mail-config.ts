import { readEmailAddress } from "@candor/core/person/email-address.ts";

export type MailConfig = {
  /** with name and password, if any; never logged */
  url: string;
  /** an address, or `Name <address>` */
  from: string;
};

/** @param problems gets a sentence for each wrong value; the URL may hold a password and is not repeated. */
export function readMail(
  { url, from }: { url: string | undefined; from: string | undefined },
  problems: string[],
): MailConfig | null {
  if (url === undefined && from === undefined) return null;
  const parsed = url === undefined ? null : URL.parse(url);
  if (url === undefined) problems.push("CANDOR_SMTP_URL is missing: CANDOR_MAIL_FROM alone sends no mail.");
  else if (!parsed?.hostname || !/^smtps?:$/.test(parsed.protocol))
    problems.push("CANDOR_SMTP_URL must begin with smtp:// or smtps:// and name a mail server.");
  if (from === undefined) problems.push("CANDOR_MAIL_FROM is missing: mail has to come from an address of yours.");
  else if (addressIn(from) === null)
    problems.push(`CANDOR_MAIL_FROM must be an address, or a name and <an address>, not "${from}".`);
  return url === undefined || from === undefined ? null : { url, from };
}

/** @returns the address in `Name <address>`, or the text itself if it is one. */
export function addressIn(from: string): string | null {
  const named = /^[^<>@]*<([^<>]+)>$/.exec(from.trim())?.[1];
  return readEmailAddress(named ?? from);
}
