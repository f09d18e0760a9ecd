import { readEmailAddress } from "@candor/core/person/email-address.ts";
import { createTransport } from "nodemailer";
import { IntegrationError } from "../../integration-error.ts";
import type { MailSender } from "../mail.ts";
import { plainHeader } from "../plain-header.ts";

const CONNECT_MILLISECONDS = 10_000;
const SILENCE_MILLISECONDS = 30_000;

/**
 * Mail out through an SMTP server, one connection at a time. Certificates are checked.
 *
 * @param url smtp:// (STARTTLS where the server offers it) or smtps://, with name and password where it wants them.
 * @param from the address all mail comes from, or `Name <address>`.
 */
export function openSmtp({ url, from }: { url: string; from: string }): MailSender {
  const transport = createTransport(
    {
      url,
      pool: true,
      maxConnections: 1,
      connectionTimeout: CONNECT_MILLISECONDS,
      greetingTimeout: CONNECT_MILLISECONDS,
      socketTimeout: SILENCE_MILLISECONDS,
      // Nothing in a mail of ours is read from a file or fetched from an address.
      disableFileAccess: true,
      disableUrlAccess: true,
    },
    { from: plainHeader(from) },
  );
  return {
    async send({ to, subject, text, messageId, from: sender, calendar, headers }) {
      const address = readEmailAddress(to);
      if (address === null || address !== to) return { type: "refused", reason: "no single plain address" };
      try {
        await transport.sendMail({
          ...(sender && { from: { name: plainHeader(sender.name), address: sender.address } }),
          to: { name: "", address },
          subject: plainHeader(subject),
          text,
          ...(calendar && { icalEvent: { method: calendar.method, content: calendar.text, filename: "invite.ics" } }),
          messageId: `<${plainHeader(messageId)}>`,
          // Asks whoever answers by themselves, such as an out-of-office notice, not to (RFC 3834).
          headers: {
            "Auto-Submitted": "auto-generated",
            ...Object.fromEntries(Object.entries(headers ?? {}).map(([name, value]) => [name, plainHeader(value)])),
          },
        });
        return { type: "sent" };
      } catch (error) {
        const reason = refusal(error);
        if (reason !== null) return { type: "refused", reason };
        throw new IntegrationError("the mail server", "taking a mail", { cause: error });
      }
    },
    async close() {
      transport.close();
    },
  };
}

/** A permanent answer (RFC 5321 §4.2.1) to the recipient or to the mail itself; to signing in it is the operator's to mend. */
function refusal(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  const { responseCode, code } = error as Error & { responseCode?: number; code?: string };
  const isOfThisMail = code === "EENVELOPE" || code === "EMESSAGE";
  return isOfThisMail && responseCode !== undefined && responseCode >= 500
    ? `the mail server said ${responseCode}`
    : null;
}
