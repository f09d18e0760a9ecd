import type { MailReceiver, MailReception } from "@candor/integrations/mail/incoming/incoming-mail.ts";
import type { PageActs } from "../api/page-acts.ts";
import { hasChat } from "../chat/chat-config.ts";
import { createTellRefusal } from "../http/tell-refusals.ts";
import type { JobLease } from "../nodes/job-lease.ts";
import type { OpenParts } from "../start/close-all.ts";
import type { Base } from "../start/open-base.ts";
import { createReception } from "./create-reception.ts";

const LOOK_MILLISECONDS = 30_000; // another node may have taken a mail and died

type Needs = {
  lease: JobLease;
  newId: () => string;
  random: (size: number) => Uint8Array;
  linkOf: (path: string) => string;
  wakeMail: () => void;
  act: PageActs["act"];
};

export type MailIn = {
  /** of the service; null: no mail comes in */
  address: string | null;
  /** each of them signs what a provider hands over; none: nobody hands over any */
  hookSecrets: readonly string[];
  reception: MailReception;
  /** Something is to be written onto a page; it is, beside everything else. */
  wake(): void;
};

/**
 * Where mail comes in, by whatever way: answers to invitations and topics go through one reception. Nothing of it is loaded
 * before the first mail.
 */
export function openMailIn(base: Base, needs: Needs, open: OpenParts): MailIn & { begin(): Promise<void> } {
  const { config, report } = base;
  const { mailIn } = config;
  const writer = openWriter(base, needs);
  const { db } = base.database;
  const { now } = base;
  const tell = createTellRefusal(base.log, () => performance.now());
  const place = { serviceAddress: mailIn?.address ?? "", trustedServer: mailIn?.trustedServer ?? null };
  const reception = createReception({ db, now, ...place, ...needs, tell, taken: writer.wake });
  const receivers: MailReceiver[] = [];
  open.push(async () => {
    for (const receiver of receivers) await receiver.close();
    await writer.close();
  });
  return {
    address: mailIn?.address ?? null,
    hookSecrets: mailIn?.hookSecrets ?? [],
    reception,
    wake: writer.wake,
    async begin() {
      if ((mailIn === null && !hasChat(config.chat)) || !config.services.has("jobs")) return;
      const { listen, imap } = mailIn ?? { listen: null, imap: null };
      const fault = (error: unknown) => report(error, "taking in a mail");
      if (listen !== null) {
        const { openSmtpListener } = await import("@candor/integrations/mail/incoming/open-smtp-listener.ts");
        const receiver = await openSmtpListener(listen, reception, fault);
        receivers.push(receiver);
        base.log.info("mail comes in", { host: listen.host, port: receiver.port });
      }
      let mailbox: MailReceiver | null = null;
      needs.lease.onTurn(
        () => {
          writer.begin();
          if (imap === null || mailbox !== null) return;
          void import("@candor/integrations/mail/incoming/imap/open-imap-mailbox.ts").then(({ openImapMailbox }) => {
            mailbox = openImapMailbox(imap, reception, fault);
            receivers.push(mailbox);
            base.log.info("mail is looked for", { host: imap.host, port: imap.port });
          }, fault);
        },
        () => {
          writer.pause();
          void mailbox?.close();
          mailbox = null;
        },
      );
    },
  };
}

/** Writes what was taken onto its pages at once, and looks now and then for what somebody else left. */
function openWriter({ database, now, report }: Base, { act }: Needs) {
  let timer: NodeJS.Timeout | undefined;
  let isOpen = true;
  let isWoken = false;
  let running: Promise<void> | null = null;
  const run = () => {
    if (!isOpen) return;
    isWoken = true;
    running ??= (async () => {
      while (isWoken && isOpen) {
        isWoken = false;
        const { writeTopics } = await import("./write-topics.ts");
        await writeTopics({ db: database.db, act, now });
      }
    })()
      .catch((fault: unknown) => report(fault, "writing what came by mail"))
      .finally(() => {
        running = null;
      });
  };
  const look = async () => {
    const waiting = await database.db
      .selectFrom("mail_taken")
      .select("message_hash")
      .where("state", "=", "waiting")
      .limit(1)
      .executeTakeFirst();
    if (waiting) run();
  };
  const pause = () => clearInterval(timer);
  const looked = () => void look().catch((fault: unknown) => report(fault, "looking for what came by mail"));
  return {
    wake: run,
    begin() {
      pause();
      timer = setInterval(looked, LOOK_MILLISECONDS).unref();
      looked();
    },
    pause,
    async close() {
      isOpen = false;
      pause();
      await running;
    },
  };
}
