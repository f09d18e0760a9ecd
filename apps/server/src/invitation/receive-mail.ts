import { createHash } from "node:crypto";
import { judgeReply } from "@candor/core/invitation/judge-reply.ts";
import type { Reply } from "@candor/core/invitation/reply.ts";
import type { IncomingMail } from "@candor/integrations/mail/incoming/incoming-mail.ts";
import type { Kysely } from "kysely";
import type { Schema } from "../database/schema.ts";
import { tokenIn } from "../mail-in/service-address.ts";
import { keepNote } from "./keep-note.ts";
import { holderOf, type TokenHolder } from "./mail-token.ts";
import { parseSent } from "./tell-calendars.ts";

const MAX_HOPS = 30;
const COUNTS: ReadonlySet<string> = new Set(["counts", "bounced"]);
const FORGOTTEN_MILLISECONDS = 90 * 86_400_000;

export type Receiving = {
  db: Kysely<Schema>;
  serviceAddress: string;
  now: () => Date;
  /** `from`: its sender; null: it has none */
  refused: (why: string, from: string | null) => void;
  readMail: (raw: Uint8Array) => Promise<IncomingMail>;
  readReplies: (text: string, now: number) => { method: string; replies: Reply[] };
};

/** Whether answers to a series come in at an address. */
export async function knowsAddress({ db, serviceAddress }: Receiving, address: string): Promise<boolean> {
  const token = tokenIn(address, serviceAddress);
  if (token === null) return false;
  return (await holderOf(db, token)) !== null;
}

/**
 * Takes in what came by mail, once, and writes down what it was taken for. Nothing is ever sent back of itself: two
 * machines that answer each other would never end.
 */
export async function receiveMail(
  receiving: Receiving,
  raw: Uint8Array,
  addresses: readonly string[],
): Promise<"taken" | "loop"> {
  const { db, serviceAddress, now } = receiving;
  const mail = await receiving.readMail(raw);
  const isOurs = mail.from === serviceAddress || (mail.from !== null && tokenIn(mail.from, serviceAddress) !== null);
  if (isOurs || mail.hops > MAX_HOPS) {
    receiving.refused("loop", mail.from);
    return "loop";
  }
  const replies = mail.calendars.flatMap((text) => receiving.readReplies(text, now().getTime()).replies);
  for (const address of new Set(addresses)) {
    const token = tokenIn(address, serviceAddress);
    if (token !== null) await takeFor(receiving, token, mail, replies, hashOf(raw, mail, token));
  }
  const forgotten = new Date(now().getTime() - FORGOTTEN_MILLISECONDS).toISOString();
  await db.deleteFrom("invitation_note").where("received_at", "<", forgotten).execute();
  return "taken";
}

function hashOf(raw: Uint8Array, { messageId, from }: IncomingMail, token: string): string {
  const hash = createHash("sha256").update(`${token}\n`);
  // Whoever forges a mail under the id of another does not keep that one out.
  return (messageId === null ? hash.update(raw) : hash.update(`${from}\n${messageId}`)).digest("base64url");
}

async function takeFor(
  { db, serviceAddress, now, refused }: Receiving,
  token: string,
  mail: IncomingMail,
  replies: readonly Reply[],
  hash: string,
): Promise<void> {
  const at = now().toISOString();
  await db.transaction().execute(async (tx) => {
    const holder = await holderOf(tx, token);
    if (!holder) return;
    const { pairId, mailedTo } = holder;
    const row = await tx
      .selectFrom("series_invitation")
      .select("sent")
      .where("pair_id", "=", pairId)
      .executeTakeFirst();
    if (!row) return;
    const first = await tx
      .insertInto("invitation_note")
      .values({
        ...{ message_hash: hash, pair_id: pairId, user_id: null, verdict: "", received_at: at },
        from_address: mail.from ?? "",
      })
      .onConflict((conflict) => conflict.column("message_hash").doNothing())
      .returning("message_hash")
      .executeTakeFirst();
    if (!first) return; // it came before
    const note = async (verdict: string, userId: string | null) => {
      if (!COUNTS.has(verdict)) refused(verdict, mail.from);
      await tx
        .updateTable("invitation_note")
        .set({ verdict, user_id: userId, ...(userId === null ? {} : { from_address: "" }) })
        .where("message_hash", "=", hash)
        .execute();
      await keepNote(tx, pairId, hash, now());
    };
    const invitees = await readInvitees(tx, pairId);
    const sender = invitees.find(({ address }) => address === mail.from)?.userId ?? null;
    if (mail.failure !== null) {
      await note((await markBounced(tx, holder, serviceAddress, mail.failure)) ? "bounced" : "unknown_failure", sender);
      return;
    }
    if (replies.length === 0) {
      await note(mail.isAutomatic ? "automatic" : "no_answer", sender);
      return;
    }
    const sent = parseSent(row.sent);
    let verdict = "";
    let person = sender;
    for (const reply of replies) {
      const answers = await readAnswers(tx, pairId);
      const judged = judgeReply({ reply, from: mail.from, mailedTo, sent, invitees, answers });
      if (judged.type === "ignored") {
        verdict ||= judged.why;
        continue;
      }
      verdict = "counts";
      person = judged.userId;
      const answer = {
        ...{ answer: reply.type as "accepted", words: reply.words, sequence: judged.sequence, received_at: at },
        proposed: judged.proposed === null ? null : JSON.stringify(judged.proposed),
        stamp: String(reply.stamp),
      };
      await tx
        .insertInto("invitation_answer")
        .values({ pair_id: pairId, user_id: judged.userId, uid: reply.uid, slot: judged.slot, ...answer })
        .onConflict((conflict) => conflict.columns(["pair_id", "user_id", "uid", "slot"]).doUpdateSet(answer))
        .execute();
    }
    await note(verdict, person);
  });
}

/** Those who were invited, by the addresses that the newest mails to them went to. */
export async function readInvitees(db: Kysely<Schema>, pairId: string): Promise<{ userId: string; address: string }[]> {
  const rows = await db
    .selectFrom("invitation_mail")
    .innerJoin("pair_member", (join) =>
      join.onRef("pair_member.user_id", "=", "invitation_mail.user_id").on("pair_member.pair_id", "=", pairId),
    )
    .select(["invitation_mail.user_id", "to_address"])
    .where("invitation_mail.pair_id", "=", pairId)
    .orderBy("created_at", "desc")
    .execute();
  const newest = new Map<string, string>();
  for (const { user_id, to_address } of rows) if (!newest.has(user_id)) newest.set(user_id, to_address);
  return [...newest].map(([userId, address]) => ({ userId, address }));
}

export async function readAnswers(db: Kysely<Schema>, pairId: string) {
  const rows = await db.selectFrom("invitation_answer").selectAll().where("pair_id", "=", pairId).execute();
  return rows.map(({ user_id, uid, slot, answer, words, proposed, sequence, stamp, received_at }) => ({
    ...{ userId: user_id, uid, slot, answer, words, proposed, sequence, stamp: Number(stamp), receivedAt: received_at },
  }));
}

/** By the id of the mail that came back, to where that mail came from; whoever knows none can say nothing of it. */
async function markBounced(
  tx: Kysely<Schema>,
  { pairId, mailedTo }: TokenHolder,
  serviceAddress: string,
  { messageId, reason }: NonNullable<IncomingMail["failure"]>,
): Promise<boolean> {
  const [id, domain] = messageId?.split("@") ?? [];
  if (id === undefined || domain !== serviceAddress.split("@")[1]) return false;
  const marked = await tx
    .updateTable("invitation_mail")
    .set({ state: "bounced", reason, next_try_at: null, mail: "" })
    .where("id", "=", id)
    .where("pair_id", "=", pairId)
    .$if(mailedTo !== null, (query) => query.where("to_address", "=", mailedTo))
    .returning("id")
    .executeTakeFirst();
  return marked !== undefined;
}
