import { proposeThree, THREE_MINUTES } from "@candor/core/handoff/propose-three.ts";
import type { HandoffRole, ThreeAnswer, ThreeMeeting, ThreeTimesAnswer } from "@candor/protocol/http/handoff.ts";
import type { Kysely } from "kysely";
import { busySide } from "../calendar/pair-busy.ts";
import type { Schema } from "../database/schema.ts";
import { changeHandoff, type HandoffEdge, keepRow, type Who } from "./change-handoff.ts";
import { findMyHandoff, type KnownHandoff } from "./read-handoffs.ts";
import { type MailEdge, queueThreeMails } from "./three-mail.ts";

const BUSY_DAYS = 90; // a change that is two months off, and the weeks after it
const DAY = 86_400_000;

export async function readThree(db: Kysely<Schema>, handoffId: string): Promise<ThreeMeeting | null> {
  const row = await db.selectFrom("handoff_meeting").selectAll().where("handoff_id", "=", handoffId).executeTakeFirst();
  if (!row) return null;
  const { start, minutes, direct, former, next } = row;
  return {
    ...{ start, timeZone: row.time_zone, minutes, calledOff: row.called_off === 1 },
    answers: { direct, former, next },
  };
}

/**
 * When the three can talk. Of what any of them has in their calendar nothing is told but that these times are not
 * known to be taken; whoever reads it learns no more of the others' time.
 */
export async function readThreeTimes(db: Kysely<Schema>, who: Who, now: Date): Promise<ThreeTimesAnswer | null> {
  const known = await findMyHandoff(db, who, now);
  if (known?.iAm !== "direct" || known.to === null || known.onlyLetter) return null;
  const { timeZone: zone } = known;
  const calendars = [];
  for (const person of threeOf(known)) {
    const userId = known.people.get(person)?.userId ?? null;
    if (userId === null || !(await sharesTime(db, userId, who.userId))) {
      calendars.push({ known: false, times: [] });
      continue;
    }
    const until = now.getTime() + BUSY_DAYS * DAY;
    const side = await busySide(db, userId, { besides: [], own: [], now, until });
    calendars.push({ known: side.state === "known", times: side.spans });
  }
  const found = proposeThree(known.day, {
    ...{ zone, zones: [zone], calendars },
    now: Temporal.Instant.fromEpochMilliseconds(now.getTime()),
  });
  return {
    ...{ times: found.times.map(({ start }) => start), timeZone: zone, minutes: THREE_MINUTES, by: found.by },
    ...{ isInTime: found.isInTime, known: calendars.filter((each) => each.known).length },
  };
}

/** Their own time everybody knows; another's whoever they share it with on some page. */
async function sharesTime(db: Kysely<Schema>, userId: string, readerId: string): Promise<boolean> {
  if (userId === readerId) return true;
  const row = await db
    .selectFrom("calendar_share")
    .innerJoin("pair_member", "pair_member.pair_id", "calendar_share.pair_id")
    .select("calendar_share.pair_id")
    .where("calendar_share.user_id", "=", userId)
    .where("pair_member.user_id", "=", readerId)
    .executeTakeFirst();
  return row !== undefined;
}

function threeOf({ report, from, to }: KnownHandoff): string[] {
  return [report, from, ...(to === null ? [] : [to])];
}

export type ThreeResult = { type: "done" } | { type: "not_found" } | { type: "handoff_changed" };

/**
 * Proposes a time to all three, or another one; what they had answered is asked anew. The direct has accepted it. The
 * same again changes nothing.
 */
export async function proposeTime(
  db: Kysely<Schema>,
  who: Who,
  start: string,
  edge: HandoffEdge & MailEdge,
): Promise<ThreeResult> {
  const done = await changeHandoff(db, who, edge.now, async (tx, known): Promise<ThreeResult> => {
    if (known.iAm !== "direct") return { type: "not_found" };
    if (known.to === null || known.onlyLetter || !isSoon(start, known, edge.now)) return { type: "handoff_changed" };
    const row = await keepRow(tx, { ...known, to: known.to }, edge);
    const stands = await readThree(tx, row.id);
    // Asked again after an answer that was lost: what the others said meanwhile stays, and nobody gets a mail.
    if (stands?.start === start && !stands.calledOff) return { type: "done" };
    const before = await readRevision(tx, row.id);
    const meeting = {
      ...{ start, time_zone: known.timeZone, minutes: THREE_MINUTES, called_off: 0 },
      ...{ revision: before === null ? 0 : before + 1, proposed_at: edge.now.toISOString() },
      ...{ direct: "accepted" as const, former: null, next: null },
    };
    await tx
      .insertInto("handoff_meeting")
      .values({ handoff_id: row.id, ...meeting })
      .onConflict((conflict) => conflict.column("handoff_id").doUpdateSet(meeting))
      .execute();
    await queueThreeMails(tx, known, { id: row.id, ...meeting, why: before === null ? "new" : "moved" }, edge);
    return { type: "done" };
  });
  return done ?? { type: "not_found" };
}

/** Each of the three says whether they come. */
export async function answerThree(
  db: Kysely<Schema>,
  who: Who,
  answer: ThreeAnswer,
  edge: HandoffEdge,
): Promise<ThreeResult> {
  const done = await changeHandoff(db, who, edge.now, async (tx, { iAm, row }): Promise<ThreeResult> => {
    if (row === null) return { type: "not_found" };
    const change: Partial<Record<HandoffRole, ThreeAnswer>> = { [iAm]: answer };
    const said = await tx
      .updateTable("handoff_meeting")
      .set(change)
      .where("handoff_id", "=", row.id)
      .where("called_off", "=", 0)
      .returning("handoff_id")
      .executeTakeFirst();
    return { type: said ? "done" : "not_found" };
  });
  return done ?? { type: "not_found" };
}

/** The direct calls it off; all three are told. The same again changes nothing. */
export async function callOffThree(db: Kysely<Schema>, who: Who, edge: HandoffEdge & MailEdge): Promise<ThreeResult> {
  const done = await changeHandoff(db, who, edge.now, async (tx, known): Promise<ThreeResult> => {
    if (known.iAm !== "direct" || known.row === null) return { type: "not_found" };
    const meeting = await tx
      .updateTable("handoff_meeting")
      .set((eb) => ({ called_off: 1, revision: eb("revision", "+", 1) }))
      .where("handoff_id", "=", known.row.id)
      .where("called_off", "=", 0)
      .returningAll()
      .executeTakeFirst();
    if (meeting) await queueThreeMails(tx, known, { id: known.row.id, ...meeting, why: "called_off" }, edge);
    return { type: "done" };
  });
  return done ?? { type: "not_found" };
}

async function readRevision(tx: Kysely<Schema>, handoffId: string): Promise<number | null> {
  const row = await tx
    .selectFrom("handoff_meeting")
    .select("revision")
    .where("handoff_id", "=", handoffId)
    .executeTakeFirst();
  return row?.revision ?? null;
}

/** Neither past nor so far off that nobody has a calendar for it. */
function isSoon(start: string, { timeZone, day }: KnownHandoff, now: Date): boolean {
  const at = Temporal.PlainDateTime.from(start).toZonedDateTime(timeZone).epochMilliseconds;
  return at > now.getTime() && at < Math.max(Date.parse(day), now.getTime()) + BUSY_DAYS * DAY;
}
