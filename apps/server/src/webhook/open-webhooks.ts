import { randomBytes } from "node:crypto";
import { createAddressSeal } from "../calendar/address-seal.ts";
import { wokenJob } from "../nodes/woken-job.ts";
import type { OpenParts } from "../start/close-all.ts";
import type { Base } from "../start/open-base.ts";
import type { WebhookPorts } from "./webhook-routes.ts";

const IS_PROMISED = "webhooks"; // as a whisper to the other nodes

/** What routes of webhooks need, and the job that tells them; on several nodes each sends what it gets hold of. */
export function openWebhooks(
  { config, secret, database, now, report }: Base,
  open: OpenParts,
): { ports: WebhookPorts; begin(): void } {
  const { db, nodes } = database;
  const seal = createAddressSeal(secret, randomBytes, "candor webhooks 1");
  const allowed = config.webhookOrigins;
  const job = wokenJob({
    step: async () => {
      const first = await db
        .selectFrom("webhook_delivery")
        .select("id")
        .where("state", "in", ["waiting", "sending"])
        .limit(1)
        .executeTakeFirst();
      if (first === undefined) return false; // mostly: nothing of it is loaded
      const { deliverMessages } = await import("./deliver-messages.ts");
      return deliverMessages({ db, seal, allowed, now, report });
    },
    ...{ report, doing: "telling webhooks" },
  });
  open.push(() => job.close());
  nodes.onWhisper((text) => {
    if (text === IS_PROMISED) job.wake();
  });
  return {
    ports: {
      ...{ seal, allowed, random: randomBytes },
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
