import type { MailInbox, MyMail } from "@candor/protocol/http/my-mail.ts";
import type { Kysely } from "kysely";
import type { Schema } from "../database/schema.ts";
import { addressOf } from "../sign-in/find-account.ts";
import { readSenders } from "./mail-settings.ts";
import { answerAddress } from "./service-address.ts";

const SHOWN = 20;
const SHOWN_MILLISECONDS = 14 * 86_400_000;

export async function readMyMail(
  db: Kysely<Schema>,
  userId: string,
  serviceAddress: string | null,
  now: Date,
): Promise<MyMail> {
  const rows = await db
    .selectFrom("mail_address")
    .leftJoin("pair", "pair.id", "mail_address.pair_id")
    .select(["token", "pair_id", "frozen_at"])
    .where("user_id", "=", userId)
    .orderBy("pair_id")
    .execute();
  const user = await db
    .selectFrom("user")
    .select(["email", "emailVerified"])
    .where("id", "=", userId)
    .executeTakeFirst();
  const recent = await db
    .selectFrom("mail_taken")
    .select(["received_at", "state", "why", "pair_id", "from_address"])
    .where("user_id", "=", userId)
    .where("received_at", ">", new Date(now.getTime() - SHOWN_MILLISECONDS).toISOString())
    .orderBy("received_at", "desc")
    .limit(SHOWN)
    .execute();
  const at = (token: string) => answerAddress(serviceAddress ?? "", token);
  const own = rows.find(({ pair_id }) => pair_id === "");
  return {
    isOn: serviceAddress !== null,
    address: own && serviceAddress !== null ? at(own.token) : null,
    pages: rows
      .filter(({ pair_id, frozen_at }) => pair_id !== "" && (frozen_at === null || frozen_at > now.toISOString()))
      .flatMap(({ pair_id, token }) => (serviceAddress === null ? [] : [{ pair: pair_id, address: at(token) }])),
    from: user ? addressOf({ ...user, emailVerified: Boolean(user.emailVerified) }) : null,
    senders: await readSenders(db, userId),
    recent: recent.map(({ received_at, state, why, pair_id, from_address }) => ({
      ...{ at: received_at, state, why, pair: pair_id, from: from_address || null },
    })),
  };
}

export async function readMailInbox(db: Kysely<Schema>, userId: string): Promise<MailInbox> {
  const rows = await db
    .selectFrom("mail_taken")
    .select(["message_hash as id", "title", "notes", "received_at as at"])
    .where("user_id", "=", userId)
    .where("state", "=", "inbox")
    .orderBy("received_at")
    .execute();
  return { topics: rows };
}

const TAKEN_IN_PART = ["files", "long"];

/**
 * Puts what lies in the inbox onto a page, or what was thrown away back into it.
 *
 * @returns false: there is no such mail of theirs, or it stands on a page already.
 */
export async function placeMailed(
  db: Kysely<Schema>,
  { userId, id, pairId }: { userId: string; id: string; pairId: string | null },
): Promise<boolean> {
  const placed = await db
    .updateTable("mail_taken")
    .set(({ eb, ref }) => ({
      ...{ state: pairId === null ? ("inbox" as const) : ("waiting" as const), pair_id: pairId },
      // That not all of it was taken stays true.
      why: eb.case().when("why", "in", TAKEN_IN_PART).then(ref("why")).else(null).end(),
    }))
    .where("message_hash", "=", id)
    .where("user_id", "=", userId)
    .where((eb) =>
      eb.or([eb("state", "=", "inbox"), eb.and([eb("state", "=", "refused"), eb("why", "=", "thrown_away")])]),
    )
    .returning("message_hash")
    .executeTakeFirst();
  return placed !== undefined;
}

/** Its words are kept for a while, so that it can be taken back. */
export async function throwAway(db: Kysely<Schema>, { userId, id }: { userId: string; id: string }): Promise<boolean> {
  const thrown = await db
    .updateTable("mail_taken")
    .set({ state: "refused", why: "thrown_away" })
    .where("message_hash", "=", id)
    .where("user_id", "=", userId)
    .where("state", "=", "inbox")
    .returning("message_hash")
    .executeTakeFirst();
  return thrown !== undefined;
}
