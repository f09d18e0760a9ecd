import { createHash } from "node:crypto";
import { peopleMatching } from "@candor/core/capture/parse-capture.ts";
import { judgeSender } from "@candor/core/mail/judge-sender.ts";
import { mailTopic } from "@candor/core/mail/mail-topic.ts";
import { readAuthenticationResults } from "@candor/core/mail/read-authentication-results.ts";
import { otherMember } from "@candor/core/person/member.ts";
import type { IncomingMail, Taking } from "@candor/integrations/mail/incoming/incoming-mail.ts";
import type { Kysely } from "kysely";
import type { Schema } from "../database/schema.ts";
import { listPairs } from "../people/pairs.ts";
import { addressOf } from "../sign-in/find-account.ts";
import { readSenders } from "./mail-settings.ts";
import { partsIn } from "./service-address.ts";
import { type TellingPorts, tellSender } from "./tell-sender.ts";
import { type AddressHolder, topicHolderOf } from "./topic-addresses.ts";

export type TopicTaking = TellingPorts & {
  db: Kysely<Schema>;
  serviceAddress: string;
  trustedServer: string | null;
  /** `from`: its sender; null: it has none */
  refused: (why: string, from: string | null) => void;
  /** of a page */
  newTopicId: () => string;
  now: () => Date;
};

const MAX_HOPS = 30;
const MOST_AN_HOUR = 60;
const MOST_A_DAY = 300;
const MOST_WAITING = 300;
const MOST_REFUSED_A_DAY = 50; // noted; more are refused all the same

type Addressed = AddressHolder & { token: string; name: string | null };

/** @returns null: the address makes no topics. */
export async function topicAddress(
  { db, serviceAddress }: Pick<TopicTaking, "db" | "serviceAddress">,
  address: string,
): Promise<Addressed | null> {
  const parts = partsIn(address, serviceAddress);
  const holder = parts && (await topicHolderOf(db, parts.token));
  return parts && holder ? { ...holder, ...parts } : null;
}

/**
 * Takes a mail to somebody's own address as a topic, once: written down here, and onto its page right after. Whatever is not
 * taken is noted for its owner with the reason.
 */
export async function takeTopic(
  taking: TopicTaking,
  { mail, raw, isCut }: { mail: IncomingMail; raw: Uint8Array; isCut: boolean },
  to: Addressed,
): Promise<Taking> {
  const { db, serviceAddress, trustedServer } = taking;
  const now = taking.now();
  const isOurs = mail.from === serviceAddress || (mail.from !== null && partsIn(mail.from, serviceAddress) !== null);
  if (isOurs || mail.loops.includes(serviceAddress) || mail.hops > MAX_HOPS) {
    taking.refused("loop", mail.from);
    return "loop";
  }
  const user = await db
    .selectFrom("user")
    .select(["name", "email", "emailVerified"])
    .where("id", "=", to.userId)
    .executeTakeFirst();
  if (!user) return "not_believed";
  const account = addressOf({ ...user, emailVerified: Boolean(user.emailVerified) })?.toLowerCase() ?? null;
  const hash = hashOf(raw, mail, to.token);
  const refuse = async (why: string, isToBeTold = false): Promise<Taking> => {
    taking.refused(why, mail.from);
    await noteRefused(db, { hash, userId: to.userId, why, from: mail.from ?? "" }, now);
    if (isToBeTold && account !== null) await tellSender(taking, { userId: to.userId, to: account, why, mail }, now);
    return why === "other_sender" || why === "no_sender" || why === "not_authenticated" ? "not_believed" : "taken";
  };
  if (mail.isAutomatic || mail.failure !== null) return refuse("automatic");
  const results = trustedServer === null ? "not_asked" : readAuthenticationResults(mail.authentication, trustedServer);
  const senders = await readSenders(db, to.userId);
  const verdict = judgeSender({ from: mail.from, own: account === null ? senders : [account, ...senders], results });
  if (verdict.type === "refused") return refuse(verdict.why);
  if (await isTooMuch(db, to.userId, now)) {
    taking.refused("busy", mail.from);
    return "busy";
  }
  const place = await readPlace(db, to, mail);
  const topic = mailTopic({
    ...{ subject: place.subject, text: place.text, names: user.name === "" ? [] : [user.name] },
    isAnswer: mail.answers.length > 0,
  });
  if (topic === null) return refuse(mail.files.length > 0 ? "only_files" : "empty", true);
  const less = mail.files.length > 0 ? "files" : isCut || topic.isCut ? "long" : null;
  const kept = await db
    .insertInto("mail_taken")
    .values({
      ...{ message_hash: hash, user_id: to.userId, pair_id: place.pairId, why: less, from_address: "" },
      ...{ state: place.pairId === null ? "inbox" : "waiting", topic_id: taking.newTopicId() },
      ...{ title: topic.title, notes: topic.notes, received_at: now.toISOString() },
    })
    .onConflict((conflict) => conflict.column("message_hash").doNothing())
    .returning("message_hash")
    .executeTakeFirst();
  if (kept && less !== null && account !== null)
    await tellSender(taking, { userId: to.userId, to: account, why: less, mail }, now);
  return "taken";
}

function hashOf(raw: Uint8Array, { messageId, from }: IncomingMail, token: string): string {
  const hash = createHash("sha256").update(`topic ${token}\n`);
  // Whoever forges a mail under the id of another does not keep that one out.
  return (messageId === null ? hash.update(raw) : hash.update(`${from}\n${messageId}`)).digest("base64url");
}

type Place = { pairId: string | null; subject: string; text: string };

/** Whose page it is for: the address says so, or a name behind it, or "+ana" or "@ana" in the subject or before all else. */
async function readPlace(
  db: Kysely<Schema>,
  { userId, pairId, name }: Addressed,
  { subject, text }: Pick<IncomingMail, "subject" | "text">,
): Promise<Place> {
  if (pairId !== "") return { pairId, subject, text };
  const people = (await listPairs(db, userId))
    .filter(({ archive }) => !archive)
    .map(({ id, me, members }) => ({ id, name: members.find(({ member }) => member === otherMember(me))?.name ?? "" }));
  const only = (word: string | undefined) => {
    const [one, another] = word === undefined ? [] : peopleMatching(word, people);
    return one && !another ? one.id : null;
  };
  if (name !== null) return { pairId: only(name), subject, text };
  const inSubject = /(?<!\S)[+@](\p{L}[\p{L}\p{N}-]*)/u.exec(subject);
  const bySubject = only(inSubject?.[1]);
  if (inSubject && bySubject !== null) return { pairId: bySubject, subject: subject.replace(inSubject[0], " "), text };
  const first = /^\s*[+@](\p{L}[\p{L}\p{N}-]*)[,:]?\s*/u.exec(text);
  const byText = only(first?.[1]);
  return first && byText !== null
    ? { pairId: byText, subject, text: text.slice(first[0].length) }
    : { pairId: null, subject, text };
}

/** Whether so much came for somebody of late, by mail and chats together, that it is no person who writes it. */
export async function isTooMuch(db: Kysely<Schema>, userId: string, now: Date): Promise<boolean> {
  const since = (hours: number) => new Date(now.getTime() - hours * 3_600_000).toISOString();
  const taken = await db
    .selectFrom("mail_taken")
    .select(["state", "received_at"])
    .where("user_id", "=", userId)
    .where("state", "!=", "refused")
    .where((eb) => eb.or([eb("received_at", ">", since(24)), eb("state", "=", "inbox")]))
    .execute();
  const today = taken.filter(({ received_at }) => received_at > since(24));
  const thisHour = today.filter(({ received_at }) => received_at > since(1));
  const waiting = taken.filter(({ state }) => state === "inbox");
  return thisHour.length >= MOST_AN_HOUR || today.length >= MOST_A_DAY || waiting.length >= MOST_WAITING;
}

async function noteRefused(
  db: Kysely<Schema>,
  { hash, userId, why, from }: { hash: string; userId: string; why: string; from: string },
  now: Date,
): Promise<void> {
  const { count } = await db
    .selectFrom("mail_taken")
    .select((query) => query.fn.countAll<number | string>().as("count"))
    .where("user_id", "=", userId)
    .where("state", "=", "refused")
    .where("received_at", ">", new Date(now.getTime() - 86_400_000).toISOString())
    .executeTakeFirstOrThrow();
  if (Number(count) >= MOST_REFUSED_A_DAY) return;
  await db
    .insertInto("mail_taken")
    .values({
      ...{ message_hash: hash, user_id: userId, pair_id: null, state: "refused", why, topic_id: "" },
      ...{ title: "", notes: "", from_address: from.slice(0, 200), received_at: now.toISOString() },
    })
    .onConflict((conflict) => conflict.column("message_hash").doNothing())
    .execute();
}
