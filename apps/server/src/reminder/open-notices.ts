import { randomBytes } from "node:crypto";
import type { PushMessage } from "@candor/protocol/http/notices.ts";
import { createAddressSeal } from "../calendar/address-seal.ts";
import { addressIn } from "../mail/mail-config.ts";
import { makeTopicToken } from "../mail-in/topic-addresses.ts";
import { type Job, repeatedJob } from "../nodes/repeated-job.ts";
import type { Base } from "../start/open-base.ts";
import { createUnsubscribeLinks, type UnsubscribeLinks } from "./unsubscribe-link.ts";

const FIRST_MILLISECONDS = 60_000; // not while everybody comes back after a start
const LOOK_MILLISECONDS = 300_000; // a reminder has an hour in which it may come

export type Notices = {
  /** by which browsers let this server write to them */
  publicKey: () => Promise<string>;
  links: UnsubscribeLinks;
  /** origins of push services within one's own network, which whoever runs this server vouches for */
  allowed: readonly string[];
  job: Job;
};

type Needs = { newId: () => string; linkOf: (path: string) => string; wake: () => void };

/** Tells people of their 1:1s before, by mail and by messages to their browsers. Nothing of it is loaded before it is needed. */
export function openNotices(base: Base, { newId, linkOf, wake }: Needs): Notices {
  const { config, database, secret, now, report } = base;
  const { db, engine } = database;
  const links = createUnsubscribeLinks(secret);
  const allowed = config.calendarOrigins;
  const keys = async () => {
    const { keepPushKeys } = await import("./push-keys.ts");
    return keepPushKeys(db, createAddressSeal(secret, randomBytes));
  };
  const push = async (userId: string, message: PushMessage, until: Date) => {
    try {
      const { pushTo } = await import("./push-to.ts");
      const contact = config.mail ? `mailto:${addressIn(config.mail.from)}` : linkOf("/");
      await pushTo({ db, keys: await keys(), contact, allowed, random: randomBytes, now }, userId, message, until);
    } catch (fault) {
      report(fault, "writing to browsers");
    }
  };
  const run = async () => {
    try {
      const wanted = await db.selectFrom("notice_setting").select("user_id").limit(1).executeTakeFirst();
      if (!wanted) return;
      const { tellBefore } = await import("./tell-before.ts");
      const newToken = () => makeTopicToken(randomBytes);
      const serviceAddress = config.mailIn?.address ?? null;
      const ports = { newId, newToken, linkOf, links, serviceAddress, push };
      if ((await tellBefore({ db, engine }, ports, now())) > 0) wake();
    } catch (fault) {
      report(fault, "telling of 1:1s before");
    }
  };
  return {
    publicKey: async () => (await keys()).publicKey,
    links,
    allowed,
    job: repeatedJob(run, { first: FIRST_MILLISECONDS, every: LOOK_MILLISECONDS }),
  };
}
