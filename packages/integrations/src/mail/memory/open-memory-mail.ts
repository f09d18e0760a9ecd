import { readEmailAddress } from "@candor/core/person/email-address.ts";
import { IntegrationError } from "../../integration-error.ts";
import type { Mail, MailSender } from "../mail.ts";
import { plainHeader } from "../plain-header.ts";

/** Mail that goes nowhere, for tests. `mails` are those taken, oldest first. */
export type MemoryMail = MailSender & {
  readonly mails: readonly Mail[];
  /** takes nothing until it is told to again */
  isAway: boolean;
  /** addresses that it refuses for good */
  readonly unknown: Set<string>;
};

export function openMemoryMail(): MemoryMail {
  const mails: Mail[] = [];
  const memory: MemoryMail = {
    mails,
    isAway: false,
    unknown: new Set(),
    async send(mail) {
      if (memory.isAway)
        throw new IntegrationError("the mail server", "taking a mail", { cause: new Error("it is away") });
      if (readEmailAddress(mail.to) !== mail.to) return { type: "refused", reason: "no single plain address" };
      if (memory.unknown.has(mail.to)) return { type: "refused", reason: "the mail server said 550" };
      mails.push({ ...mail, subject: plainHeader(mail.subject), messageId: plainHeader(mail.messageId) });
      return { type: "sent" };
    },
    close: async () => {},
  };
  return memory;
}
