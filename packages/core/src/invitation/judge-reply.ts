import type { SentInvitations } from "./judge-invitations.ts";
import type { Reply } from "./reply.ts";
import { momentOf, type Place, slotAt, stepAfter } from "./schedule.ts";

/** Why an answer does not count. */
export type NotCounted =
  /** sent by somebody else than the person it speaks for */
  | "not_believed"
  /** it came to an address that only the other was given */
  | "others_address"
  /** about something that is not in calendars by us, or not any more */
  | "not_ours"
  /** of somebody who was not invited */
  | "not_invited"
  /** to a time that has changed since */
  | "outdated"
  /** what came later says something else, or the same */
  | "superseded"
  | "says_nothing";

export type ReplyVerdict =
  | { type: "counts"; userId: string; slot: string; sequence: number; proposed: Place | null }
  | { type: "ignored"; why: NotCounted; userId: string | null };

/** An answer that counted, as it is kept. */
export type KeptAnswer = { userId: string; uid: string; slot: string; sequence: number; stamp: number };

export type ReplyAsked = {
  reply: Reply;
  /** the address that the mail says it comes from; lower case, null: it says none */
  from: string | null;
  /** the address that was mailed what this is an answer to; null: both were given the one address that it came to */
  mailedTo: string | null;
  sent: SentInvitations;
  /** each with the address that they were invited by */
  invitees: readonly { userId: string; address: string }[];
  answers: readonly KeptAnswer[];
};

/**
 * Whether somebody's answer counts. It has to come to the secret address that they alone were given, and from the person
 * themself besides, or from whom their calendar names as writing for them: anybody can write a sender into a mail, and
 * whoever an invitation was forwarded to knows the address. Who answers is never added to who was invited.
 */
export function judgeReply({ reply, from, mailedTo, sent, invitees, answers }: ReplyAsked): ReplyVerdict {
  const invitee = invitees.find(({ address }) => address === reply.attendee);
  const sender = invitees.find(({ address }) => address === from);
  const ignored = (why: NotCounted): ReplyVerdict => ({ type: "ignored", why, userId: sender?.userId ?? null });
  if (from === null || !speaksFor(from, reply)) return ignored("not_believed");
  if (!invitee) return ignored("not_invited");
  if (mailedTo !== null && mailedTo !== invitee.address) return ignored("others_address");
  const told = toldOf(reply, sent);
  if (told === null) return ignored("not_ours");
  if (reply.type === "nothing") return ignored("says_nothing");
  if (reply.sequence !== null && reply.sequence < told.sequence) return ignored("outdated");
  const before = answers.find(
    ({ userId, uid, slot }) => userId === invitee.userId && uid === reply.uid && slot === told.slot,
  );
  const sequence = reply.sequence ?? told.sequence;
  if (before && (sequence < before.sequence || (sequence === before.sequence && reply.stamp < before.stamp)))
    return ignored("superseded");
  const { proposed } = reply;
  return {
    ...{ type: "counts", userId: invitee.userId, slot: told.slot, sequence },
    proposed: proposed && placeOf(proposed, told.timeZone),
  };
}

/**
 * An assistant answers for whom they assist, and sits where they do. Beyond that the answer alone says so, and whoever an
 * invitation was forwarded to could write the same.
 */
function speaksFor(from: string, { attendee, sentBy }: Reply): boolean {
  const house = (address: string) => address.slice(address.lastIndexOf("@"));
  return from === attendee || (from === sentBy && house(from) === house(attendee));
}

/** What calendars were told last of that which an answer is to; the slot is empty for a whole series and for a single meeting. */
function toldOf(
  { uid, instance }: Reply,
  { series, singles }: SentInvitations,
): { slot: string; sequence: number; timeZone: string } | null {
  const single = singles.find((each) => each.uid === uid);
  if (single) return { slot: "", sequence: single.sequence, timeZone: single.timeZone };
  if (series?.uid !== uid) return null;
  if (instance === null) return { slot: "", sequence: series.sequence, timeZone: series.timeZone };
  const slot = slotAt(series, stepAfter(series, instance - 1));
  if (momentOf({ ...series, start: slot }) !== instance) return null;
  const own = [...series.moved, ...series.skipped].find((each) => each.slot === slot);
  return { slot, sequence: own?.sequence ?? series.sequence, timeZone: series.timeZone };
}

function placeOf({ from, until }: { from: number; until: number }, timeZone: string): Place {
  const start = Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO(timeZone).toPlainDateTime();
  const minutes = Math.max(1, Math.round((until - from) / 60_000));
  return { start: start.toString({ smallestUnit: "minute" }), timeZone, minutes };
}
