import {
  type InvitationMessage,
  judgeInvitations,
  NOTHING_SENT,
  type SentInvitations,
} from "@candor/core/invitation/judge-invitations.ts";
import { momentOf } from "@candor/core/invitation/schedule.ts";
import { invitationOf } from "@candor/integrations/calendar/itip/invitation-of.ts";
import type { Kysely } from "kysely";
import type { Schema } from "../database/schema.ts";
import type { MailToCalendar } from "./compose-mail.ts";
import { type Member, readMembers } from "./invitees.ts";
import { tokenFor } from "./mail-token.ts";
import { readMarks } from "./read-marks.ts";
import { readSchedule } from "./read-schedule.ts";
import { type IsMailed, whoIsMailed } from "./who-is-mailed.ts";

const MOST_AN_HOUR = 40; // mails of one pair: whoever moves meetings to and fro fills nobody's mailbox
const UID_END = "@meeting.candor"; // by which a calendar that is read shows what of it is ours

/** What a mail that is queued is made with. */
export type MailSeeds = { newId: () => string; newToken: () => string };

export type Telling = MailSeeds & { db: Kysely<Schema>; now: () => Date };

/**
 * Queues what calendars are to be told of a pair's series, and notes in the same transaction that they were: of two that
 * do it at once, one does.
 *
 * @returns whether anything was queued.
 */
export async function tellCalendars({ db, now, ...seeds }: Telling, pairId: string): Promise<boolean> {
  const at = now();
  return db.transaction().execute(async (tx) => {
    const row = await tx
      .selectFrom("series_invitation")
      .innerJoin("pair", "pair.id", "pair_id")
      .select(["is_on", "revision", "sent", "looked_at", "frozen_at"])
      .where("pair_id", "=", pairId)
      .executeTakeFirst();
    if (!row) return false;
    const isOn = row.is_on === 1 && (row.frozen_at === null || row.frozen_at > at.toISOString());
    const schedule = isOn ? await readSchedule(tx, pairId, at) : null;
    if (isOn && schedule === null) return false; // not read yet, which is no reason to end anything
    if (await hasHadEnough(tx, pairId, at)) return false; // what has changed is told then, in one
    const sent = parseSent(row.sent);
    const members = await readMembers(tx, pairId);
    const judged = judgeInvitations({
      ...{ sent, schedule, now: Temporal.Instant.fromEpochMilliseconds(at.getTime()) },
      uidOf: (name) => `${name}.${pairId}${UID_END}`,
    });
    const isMailed = await whoIsMailed(tx, pairId);
    const messages = judged.messages.flatMap((message) => toEach(message, members, isMailed));
    const late = isOn
      ? await tellNewcomers(tx, pairId, { ...judged, isMailed }, members)
      : { sent: judged.sent, mails: [] };
    const former = await tellFormer(tx, pairId, { sent: late.sent, before: sent, now: at }, members);
    const mails = [...messages, ...late.mails, ...former.mails];
    const mark = judged.isWhole ? ((await readMarks(tx, at, pairId))[0]?.mark ?? null) : null;
    if (mails.length === 0 && judged.messages.length === 0 && row.looked_at === mark) return false;
    const noted = await tx
      .updateTable("series_invitation")
      .set({ sent: JSON.stringify(former.sent), revision: row.revision + 1, looked_at: mark })
      .where("pair_id", "=", pairId)
      .where("revision", "=", row.revision)
      .returning("pair_id")
      .executeTakeFirst();
    if (!noted) return false; // another node has told it
    for (const mail of mails) await queue(tx, pairId, mail, seeds, at);
    return mails.length > 0;
  });
}

export function parseSent(text: string): SentInvitations {
  return text === "" ? NOTHING_SENT : (JSON.parse(text) as SentInvitations);
}

type MailToQueue = {
  userId: string;
  address: string;
  slot: string;
  uid: string;
  sequence: number;
  mail: MailToCalendar;
};

function toEach(message: InvitationMessage, members: readonly Member[], isMailed: IsMailed): MailToQueue[] {
  return members.flatMap(({ userId, address }) => {
    if (userId === null || address === null || !isMailed(userId, message.uid)) return [];
    return { userId, address, ...mailOf(message) };
  });
}

function mailOf(message: InvitationMessage): Omit<MailToQueue, "userId" | "address"> {
  const slot =
    message.type === "occurrence" ? message.moved.slot : message.type === "cancel_occurrence" ? message.slot : "";
  const why = "why" in message ? message.why : null;
  const mail = { type: message.type, why, ...invitationOf(message) };
  return { slot, uid: message.uid, sequence: message.sequence, mail };
}

/** Who has an address only now, or another one, gets what the other has. */
async function tellNewcomers(
  tx: Kysely<Schema>,
  pairId: string,
  { sent, messages, isMailed }: { sent: SentInvitations; messages: readonly InvitationMessage[]; isMailed: IsMailed },
  members: readonly Member[],
): Promise<{ sent: SentInvitations; mails: MailToQueue[] }> {
  const { series } = sent;
  const isTold = series === null || messages.some(({ type, uid }) => type === "series" && uid === series.uid);
  let stamp = sent.stamp;
  const mails: MailToQueue[] = [];
  for (const member of isTold ? [] : members) {
    if (member.userId === null || member.address === null || series === null) continue;
    const known = await tx
      .selectFrom("invitation_mail")
      .select("id")
      .where("pair_id", "=", pairId)
      .where("user_id", "=", member.userId)
      .where("to_address", "=", member.address)
      .where("uid", "=", series.uid)
      .limit(1)
      .executeTakeFirst();
    if (known) continue;
    const tell = (message: InvitationMessage) => mails.push(...toEach(message, [member], isMailed));
    stamp += 1000;
    tell({ type: "series", why: "new", series, uid: series.uid, sequence: series.sequence, stamp });
    for (const moved of series.moved) {
      stamp += 1000;
      tell({ type: "occurrence", series, moved, uid: series.uid, sequence: moved.sequence, stamp });
    }
    for (const single of sent.singles) {
      stamp += 1000;
      tell({ type: "single", why: "new", single, uid: single.uid, sequence: single.sequence, stamp });
    }
  }
  return { sent: { ...sent, stamp }, mails };
}

type Former = { sent: SentInvitations; before: SentInvitations; now: Date };

/** Who was invited and has no seat any more, or by an address that they have no more, gets it out of their calendar. */
async function tellFormer(
  tx: Kysely<Schema>,
  pairId: string,
  { sent, before, now }: Former,
  members: readonly Member[],
): Promise<{ sent: SentInvitations; mails: MailToQueue[] }> {
  const ends = endsOf(before, sent, now);
  if (ends.length === 0) return { sent, mails: [] };
  const rows = await tx
    .selectFrom("invitation_mail")
    .select(["user_id", "to_address", "method", "slot", "uid"])
    .where("pair_id", "=", pairId)
    .where(
      "uid",
      "in",
      ends.map(({ uid }) => uid),
    )
    .where("state", "in", ["waiting", "sent"])
    .execute();
  const isOut = (uid: string, address: string) =>
    rows.some((each) => each.uid === uid && each.to_address === address && each.method === "CANCEL" && !each.slot);
  let stamp = sent.stamp;
  const done = new Set<string>();
  const mails: MailToQueue[] = [];
  for (const end of ends) {
    for (const { user_id, to_address, uid } of rows) {
      const isStill = members.some(({ userId, address }) => userId === user_id && address === to_address);
      const key = `${uid} ${to_address}`;
      if (uid !== end.uid || isStill || isOut(uid, to_address) || done.has(key)) continue;
      done.add(key);
      stamp += 1000;
      mails.push({
        ...{ userId: user_id, address: to_address },
        ...mailOf({ ...end, sequence: sent.sequence, stamp }),
      });
    }
  }
  return { sent: { ...sent, stamp }, mails };
}

type End = Pick<Extract<InvitationMessage, { type: "cancel_series" }>, "type" | "series" | "uid">;
type SingleEnd = Pick<Extract<InvitationMessage, { type: "cancel_single" }>, "type" | "single" | "uid">;

/** What takes out of a calendar whatever stands in it of what is to come; also what ends for everybody just now. */
function endsOf(before: SentInvitations, sent: SentInvitations, now: Date): (End | SingleEnd)[] {
  const series = before.series ?? sent.series;
  const singles = new Map([...before.singles, ...sent.singles].map((single) => [single.uid, single]));
  return [
    ...(series === null ? [] : [{ type: "cancel_series" as const, series, uid: series.uid }]),
    ...[...singles.values()]
      .filter((single) => momentOf(single) > now.getTime())
      .map((single) => ({ type: "cancel_single" as const, single, uid: single.uid })),
  ];
}

async function hasHadEnough(tx: Kysely<Schema>, pairId: string, now: Date): Promise<boolean> {
  const { count } = await tx
    .selectFrom("invitation_mail")
    .select((eb) => eb.fn.countAll<number | string>().as("count"))
    .where("pair_id", "=", pairId)
    .where("created_at", ">", new Date(now.getTime() - 3_600_000).toISOString())
    .executeTakeFirstOrThrow();
  return Number(count) >= MOST_AN_HOUR;
}

export async function queue(
  tx: Kysely<Schema>,
  pairId: string,
  { userId, address, slot, uid, sequence, mail }: MailToQueue,
  { newId, newToken }: MailSeeds,
  at: Date,
): Promise<void> {
  const token = await tokenFor(tx, pairId, { userId, address, uid }, newToken());
  await tx
    .insertInto("invitation_mail")
    .values({
      ...{ id: newId(), pair_id: pairId, user_id: userId, to_address: address, token, uid, slot, sequence },
      ...{ method: mail.method, mail: JSON.stringify(mail), created_at: at.toISOString(), state: "waiting", tries: 0 },
      ...{ next_try_at: at.toISOString(), reason: null },
    })
    .execute();
}
