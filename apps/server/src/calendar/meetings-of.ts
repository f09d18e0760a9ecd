import { meetingUid } from "@candor/core/calendar/meeting-uid.ts";
import type { Kysely } from "kysely";
import type { Schema } from "../database/schema.ts";
import { acceptedPages } from "../invitation/accepted-pages.ts";
import { listPairs } from "../people/pairs.ts";

const DAY = 86_400_000;
const PAST_MILLISECONDS = 90 * DAY; // what was held stays in people's calendars for so long
const MAX_EVENTS = 2000;
const MAX_MINUTES = 1440;

/** A meeting as it stands in a calendar of one of its two. */
export type OwnMeeting = {
  page: string;
  uid: string;
  /** wall clock in the zone */
  start: string;
  timeZone: string;
  minutes: number;
  /** never what it is about */
  summary: string;
  isHeld: boolean;
};

/**
 * Somebody's meetings, those of the last weeks that were held among them, in order. What they have accepted by invitation
 * stands in their calendar already, and is left out.
 */
export async function meetingsOf(
  db: Kysely<Schema>,
  userId: string,
  { showsNames, now }: { showsNames: boolean; now: Date },
): Promise<OwnMeeting[]> {
  const pairs = new Map((await listPairs(db, userId)).map((pair) => [pair.id, pair]));
  const accepted = await acceptedPages(db, userId);
  const since = new Date(now.getTime() - PAST_MILLISECONDS).toISOString().slice(0, 16);
  const rows = await db
    .selectFrom("meeting")
    .innerJoin("pair_member", "pair_member.pair_id", "meeting.page")
    .select(["meeting.page", "meeting.id", "start", "time_zone", "minutes", "meeting.state"])
    .where("pair_member.user_id", "=", userId)
    .where("meeting.state", "in", ["planned", "held"])
    .where("start", ">=", since)
    .orderBy("start")
    .orderBy("meeting.id")
    .limit(MAX_EVENTS)
    .execute();
  return rows.flatMap(({ page, id, start, time_zone, minutes, state }) => {
    const pair = pairs.get(page);
    const other = pair?.members.find(({ member }) => member !== pair.me);
    // Nobody meets on a page that is archived.
    if (pair === undefined || (state === "planned" && (pair.archive || accepted.has(page)))) return [];
    if (start === null || !isTime(start, time_zone)) return [];
    const lasts = Math.min(MAX_MINUTES, Math.max(1, minutes));
    const summary = showsNames && other ? `1:1 with ${other.name}` : "1:1";
    const isHeld = state === "held";
    return [{ page, uid: meetingUid(page, id), start, timeZone: time_zone, minutes: lasts, summary, isHeld }];
  });
}

/** What a page holds is its two people's, and need not be a time. */
function isTime(start: string, timeZone: string): boolean {
  try {
    Temporal.PlainDateTime.from(start).toZonedDateTime(timeZone);
    return /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(start) && /^[A-Za-z][\w/+-]*$/.test(timeZone);
  } catch {
    return false;
  }
}
