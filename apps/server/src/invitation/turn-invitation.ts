import type { InvitedEvent } from "@candor/integrations/calendar/itip/write-invitation.ts";
import type { SettleCounter } from "@candor/protocol/http/calendar-invitation.ts";
import type { Kysely } from "kysely";
import type { Schema } from "../database/schema.ts";
import { readInvitees } from "./receive-mail.ts";
import { type MailSeeds, parseSent, queue } from "./tell-calendars.ts";

/** Puts a series into calendars, or takes it out. */
export async function turnInvitation(
  db: Kysely<Schema>,
  { pairId, userId, on, token }: { pairId: string; userId: string; on: boolean; token: string },
  now: Date,
): Promise<void> {
  const turned = { is_on: on ? 1 : 0, turned_by: userId, turned_at: now.toISOString(), looked_at: null };
  await db
    .insertInto("series_invitation")
    .values({ pair_id: pairId, token, revision: 0, sent: "", ...turned })
    .onConflict((conflict) => conflict.column("pair_id").doUpdateSet(turned))
    .execute();
}

/**
 * Writes down that a counter-proposal was answered. One that was taken is answered by the change itself, which the page
 * brings; to one that was not, the calendar that asked is told that the time stays.
 *
 * @returns whether there was one.
 */
export async function settleCounter(
  db: Kysely<Schema>,
  pairId: string,
  { userId, uid, slot, taken }: Omit<SettleCounter, "member"> & { userId: string },
  { now, ...seeds }: MailSeeds & { now: Date },
): Promise<boolean> {
  return db.transaction().execute(async (tx) => {
    const settled = await tx
      .updateTable("invitation_answer")
      .set({ proposed: null })
      .where("pair_id", "=", pairId)
      .where("user_id", "=", userId)
      .where("uid", "=", uid)
      .where("slot", "=", slot)
      .where("proposed", "is not", null)
      .returning("pair_id")
      .executeTakeFirst();
    if (!settled) return false;
    // Taken for itself first: what calendars are told meanwhile would be overwritten with what they were told before.
    const row = await tx
      .updateTable("series_invitation")
      .set({ pair_id: pairId })
      .where("pair_id", "=", pairId)
      .returning(["sent", "revision"])
      .executeTakeFirst();
    const sent = parseSent(row?.sent ?? "");
    const stamp = Math.max(Math.floor(now.getTime() / 1000) * 1000, sent.stamp + 1000);
    const stays = staysOf(sent, uid, slot, stamp);
    const invitee = (await readInvitees(tx, pairId)).find((each) => each.userId === userId);
    if (taken || !row || !stays || !invitee) return true;
    await tx
      .updateTable("series_invitation")
      .set({ sent: JSON.stringify({ ...sent, stamp }), revision: row.revision + 1 })
      .where("pair_id", "=", pairId)
      .execute();
    const mail = { type: "decline_counter", why: null, method: "DECLINECOUNTER", event: stays } as const;
    await queue(tx, pairId, { ...invitee, slot, uid, sequence: stays.sequence, mail }, seeds, now);
    return true;
  });
}

/** What stays, as calendars have it. */
function staysOf(sent: ReturnType<typeof parseSent>, uid: string, slot: string, stamp: number): InvitedEvent | null {
  const plain = { uid, stamp, everyWeeks: null, until: null, skipped: [], instead: null, follows: null };
  const single = sent.singles.find((each) => each.uid === uid);
  if (single) return { ...plain, sequence: single.sequence, place: single };
  const { series } = sent;
  if (series?.uid !== uid) return null;
  if (slot === "") return { ...plain, sequence: series.sequence, place: series, everyWeeks: series.everyWeeks };
  const moved = series.moved.find((each) => each.slot === slot);
  const instead = { start: slot, timeZone: series.timeZone };
  return {
    ...{ ...plain, instead, sequence: moved?.sequence ?? series.sequence },
    place: moved ?? { ...instead, minutes: series.minutes },
  };
}
