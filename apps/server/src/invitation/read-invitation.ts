import { type Availability, availability } from "@candor/core/calendar/availability.ts";
import { answerTo, nextTold, openCounter } from "@candor/core/invitation/answer-to.ts";
import type { Place } from "@candor/core/invitation/schedule.ts";
import { meetingSpan } from "@candor/core/meeting/meeting-span.ts";
import type { CalendarInvitation, InvitedPerson, UncountedMail } from "@candor/protocol/http/calendar-invitation.ts";
import type { Kysely } from "kysely";
import { readPairBusy } from "../calendar/pair-busy.ts";
import type { Schema } from "../database/schema.ts";
import { type Member, readMembers } from "./invitees.ts";
import { kindOf, type NoteKind } from "./keep-note.ts";
import { readSchedule } from "./read-schedule.ts";
import { readAnswers } from "./receive-mail.ts";
import { parseSent } from "./tell-calendars.ts";
import { type IsMailed, whoIsMailed } from "./who-is-mailed.ts";

const SHOWN: Record<NoteKind, number> = { counted: 0, reply: 5, letter: 3, stranger: 3 };
const SHOWN_MILLISECONDS = 14 * 86_400_000;

/** How a pair's series stands in calendars, as one of the two may know it. */
export async function readInvitation(
  db: Kysely<Schema>,
  { pairId, userId, way }: { pairId: string; userId: string; way: CalendarInvitation["way"] },
  now: Date,
): Promise<CalendarInvitation> {
  const members = await readMembers(db, pairId);
  const isMailed = await whoIsMailed(db, pairId);
  const row = await db.selectFrom("series_invitation").selectAll().where("pair_id", "=", pairId).executeTakeFirst();
  const sent = parseSent(row?.sent ?? "");
  const told = nextTold(sent, await readSchedule(db, pairId, now));
  const answers = await readAnswers(db, pairId);
  const mails = await db
    .selectFrom("invitation_mail")
    .select(["user_id", "uid", "slot", "state", "reason", "to_address"])
    .where("pair_id", "=", pairId)
    .orderBy("sequence", "desc")
    .orderBy("created_at", "desc")
    .execute();
  const liesOf = createLies(db, { pairId, userId }, now);
  const people: InvitedPerson[] = [];
  for (const member of members) {
    const mine = member.userId === userId;
    const mail = mails.find(
      ({ user_id, uid, slot }) =>
        told !== null && user_id === member.userId && uid === told.uid && (slot === "" || slot === told.slot),
    );
    const theirs = answers
      .filter((each) => each.userId === member.userId)
      .map((each) => ({ ...each, proposed: each.proposed === null ? null : (JSON.parse(each.proposed) as Place) }));
    const counter = told && openCounter(told, sent, theirs, Temporal.Instant.fromEpochMilliseconds(now.getTime()));
    const toNext = told && answerTo(told, sent, theirs);
    const answer = counter?.answer ?? toNext;
    const proposed = counter?.answer.proposed ?? null;
    people.push({
      member: member.member,
      state: stateOf(member, mail?.state ?? null, isMailed),
      address: mine ? (mail?.to_address ?? member.address) : null,
      reason: mail?.reason ?? null,
      answer: answer && {
        ...{ answer: answer.answer, words: answer.words, at: answer.receivedAt, uid: answer.uid, slot: answer.slot },
        ...{ proposed, scope: counter?.scope ?? null },
        lies: proposed && (await liesOf(proposed)),
      },
      besides: counter && toNext && toNext.answer !== "counter" ? { answer: toNext.answer, words: toNext.words } : null,
    });
  }
  return { way, isOn: row?.is_on === 1, people, ...(await readUncounted(db, pairId, members, now)) };
}

/** Whether both have time at some point, by their calendars; what one of them may not know counts as unknown. */
function createLies(db: Kysely<Schema>, { pairId, userId }: { pairId: string; userId: string }, now: Date) {
  return async (place: Place): Promise<Availability> => {
    const busy = await readPairBusy(db, pairId, userId, now);
    const span = meetingSpan(place);
    if (busy === null || span === null) return "unknown";
    const both = [busy.mine, busy.theirs].map(({ state, spans }) =>
      availability(span, { known: state === "known", times: spans }),
    );
    return (["taken", "unknown", "maybe"] as const).find((each) => both.includes(each)) ?? "free";
  };
}

function stateOf(
  { userId, address }: Member,
  mail: "waiting" | "sent" | "refused" | "bounced" | null,
  isMailed: IsMailed,
): InvitedPerson["state"] {
  if (mail === "waiting") return "on_its_way";
  if (mail === "sent") return "invited";
  if (userId !== null && !isMailed(userId, "")) return "own_calendar";
  if (mail !== null) return mail;
  return address === null ? "no_address" : "not_invited";
}

async function readUncounted(
  db: Kysely<Schema>,
  pairId: string,
  members: readonly Member[],
  now: Date,
): Promise<Pick<CalendarInvitation, "uncounted" | "uncountedMore">> {
  const rows = await db
    .selectFrom("invitation_note")
    .select(["verdict", "from_address", "user_id", "received_at"])
    .where("pair_id", "=", pairId)
    .where("verdict", "not in", ["", "counts", "bounced"])
    .where("received_at", ">", new Date(now.getTime() - SHOWN_MILLISECONDS).toISOString())
    .orderBy("received_at", "desc")
    .execute();
  const left = { ...SHOWN };
  const shown = rows.filter((row) => left[kindOf(row)]-- > 0);
  const uncounted = shown.map(({ verdict, from_address, user_id, received_at }) => ({
    ...{ why: verdict as UncountedMail["why"], from: from_address || null, at: received_at },
    member: members.find(({ userId }) => userId !== null && userId === user_id)?.member ?? null,
  }));
  return { uncounted, uncountedMore: rows.length - shown.length };
}
