import type { Config } from "../config.ts";
import type { Database } from "../database/open-database.ts";
import type { WokenJob } from "../nodes/woken-job.ts";
import { addressIn, type MailConfig } from "./mail-config.ts";
import { openMailDelivery } from "./open-mail-delivery.ts";

export type Mailing = {
  /** "operator": no mail server is set, and whoever runs this one reads the mails here */
  way: "smtp" | "operator";
  /** Something was queued and has been committed; whichever node sends mail hears of it. */
  wake(): void;
  begin(): void;
  close(): Promise<void>;
};

const MAIL_IS_QUEUED = "mail"; // as a whisper to the other nodes

export function openMailing(
  config: Config["mail"],
  parts: { database: Database; now: () => Date; report: (fault: unknown, doing: string) => void },
): Mailing {
  const { nodes } = parts.database;
  const job = config && openMailJob(config, parts);
  nodes.onWhisper((text) => {
    if (text === MAIL_IS_QUEUED) job?.wake();
  });
  return {
    way: config === null ? "operator" : "smtp",
    wake() {
      job?.wake();
      nodes.whisper(MAIL_IS_QUEUED, MAIL_IS_QUEUED);
    },
    begin: () => job?.begin(),
    close: async () => job?.close(),
  };
}

function openMailJob(
  { url, from }: MailConfig,
  parts: { database: Database; now: () => Date; report: (fault: unknown, doing: string) => void },
): WokenJob {
  const { report, now } = parts;
  const { db } = parts.database;
  const domain = addressIn(from)?.split("@")[1] ?? "localhost";
  // Read with the first mail: most servers start long before that.
  const openSender = async () => (await import("@candor/integrations/mail/smtp/open-smtp.ts")).openSmtp({ url, from });
  return openMailDelivery({ db, domain, report }, { openSender, now });
}
