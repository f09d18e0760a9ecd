import { idFromRandom } from "@candor/core/id.ts";
import type { IncomingBytes, MailReception, Taking } from "@candor/integrations/mail/incoming/incoming-mail.ts";
import type { Kysely } from "kysely";
import type { Schema } from "../database/schema.ts";
import { shortHash, type TellRefusal } from "../http/tell-refusals.ts";

export type ReceptionPorts = {
  db: Kysely<Schema>;
  now: () => Date;
  /** of the service; empty: no mail comes in */
  serviceAddress: string;
  trustedServer: string | null;
  newId: () => string;
  random: (size: number) => Uint8Array;
  linkOf: (path: string) => string;
  wakeMail: () => void;
  /** says what was refused to whoever runs the server */
  tell: TellRefusal;
  /** something lies here that may be for a page */
  taken: () => void;
};

/** What to say of a mail to several addresses: whoever sends again what one of them had no room for repeats nothing. */
const FIRST: readonly Taking[] = ["busy", "taken"];

/** Answers to invitations and topics, by whatever way they come. Nothing of it is loaded before the first mail. */
export function createReception(ports: ReceptionPorts): MailReception {
  const { db, now, serviceAddress, trustedServer, newId, random, linkOf, wakeMail, tell, taken } = ports;
  const refused = (why: string, from: string | null) =>
    tell("a mail was refused", { why, sender: from && shortHash(from) });
  const parts = async () => {
    const [{ readMail }, { readReplies }, receive, topics] = await Promise.all([
      import("@candor/integrations/mail/incoming/read-mail.ts"),
      import("@candor/integrations/calendar/itip/read-replies.ts"),
      import("../invitation/receive-mail.ts"),
      import("./take-topic.ts"),
    ]);
    const taking = {
      ...{ db, serviceAddress, trustedServer, now, newId, linkOf, wakeMail, refused },
      newTopicId: () => idFromRandom(random(12)),
    };
    return {
      readMail,
      receive,
      topics,
      receiving: { db, serviceAddress, now, refused, readMail, readReplies },
      taking,
    };
  };
  return {
    refused: (why) => tell("a mail was refused", { why }),
    async knows(address) {
      const { receive, receiving, topics, taking } = await parts();
      return (await topics.topicAddress(taking, address)) !== null || receive.knowsAddress(receiving, address);
    },
    async take({ raw, isCut }: IncomingBytes, addresses) {
      const { readMail, receive, receiving, topics, taking } = await parts();
      const takings: Taking[] = [];
      const others: string[] = [];
      for (const address of new Set(addresses)) {
        const to = await topics.topicAddress(taking, address);
        if (to === null) others.push(address);
        else takings.push(await topics.takeTopic(taking, { mail: await readMail(raw), raw, isCut }, to));
      }
      if (others.length > 0) takings.push(await receive.receiveMail(receiving, raw, others));
      if (takings.includes("taken")) taken();
      return FIRST.find((each) => takings.includes(each)) ?? takings[0] ?? "taken";
    },
  };
}
