import { randomBytes, randomUUID } from "node:crypto";
import type { MailSender } from "@candor/integrations/mail/mail.ts";
import { createAddressSeal } from "../calendar/address-seal.ts";
import { addressIn } from "../mail/mail-config.ts";
import { wokenJob } from "../nodes/woken-job.ts";
import type { OpenParts } from "../start/close-all.ts";
import type { Base } from "../start/open-base.ts";
import type { AnnouncingPorts } from "./announcement-routes.ts";

const IS_PROMISED = "announce"; // as a whisper to the other nodes

export const CHANNEL_SEAL = "candor announcement channels 1";

/** What routes of announcements need, and the job that sends them; on several nodes each sends what it gets hold of. */
export function openAnnouncing(
  { config, secret, database, now, report }: Base,
  open: OpenParts,
): { ports: AnnouncingPorts; begin(): void } {
  const { db, nodes } = database;
  const seal = createAddressSeal(secret, randomBytes, CHANNEL_SEAL);
  const allowed = config.webhookOrigins;
  let sender: Promise<MailSender> | undefined;
  const { mail } = config;
  const openSender = ({ url, from }: { url: string; from: string }) => {
    sender ??= import("@candor/integrations/mail/smtp/open-smtp.ts").then((smtp) => smtp.openSmtp({ url, from }));
    return sender;
  };
  const job = wokenJob({
    step: async () => {
      const first = await db
        .selectFrom("announcement_delivery")
        .select("id")
        .where("state", "in", ["waiting", "sending"])
        .limit(1)
        .executeTakeFirst();
      if (first === undefined) return false; // mostly: nothing of it is loaded
      const { deliverDue } = await import("./deliver-announcements.ts");
      return deliverDue({
        ...{ db, seal, allowed, newId: randomUUID, now, report },
        mail: mail && { sender: () => openSender(mail), domain: addressIn(mail.from)?.split("@")[1] ?? "localhost" },
      });
    },
    ...{ report, doing: "sending announcements" },
  });
  open.push(async () => {
    await job.close();
    await (await sender)?.close();
  });
  nodes.onWhisper((text) => {
    if (text === IS_PROMISED) job.wake();
  });
  return {
    ports: {
      seal,
      allowed,
      wake() {
        job.wake();
        nodes.whisper(IS_PROMISED, IS_PROMISED);
      },
    },
    begin: () => {
      if (config.services.has("jobs")) job.begin();
    },
  };
}
