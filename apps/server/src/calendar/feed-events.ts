import { meetingUid } from "@candor/core/calendar/meeting-uid.ts";
import { judgeInvitations, NOTHING_SENT } from "@candor/core/invitation/judge-invitations.ts";
import { stepOf } from "@candor/core/invitation/schedule.ts";
import type { WrittenEvent } from "@candor/integrations/calendar/ics/write-calendar.ts";
import type { Kysely } from "kysely";
import type { Schema } from "../database/schema.ts";
import { acceptedPages } from "../invitation/accepted-pages.ts";
import { readSchedule } from "../invitation/read-schedule.ts";
import { listPairs } from "../people/pairs.ts";
import { meetingsOf } from "./meetings-of.ts";

type Told = { showsNames: boolean; now: Date };

/** Somebody's meetings as calendars that subscribe have them; what they accepted by invitation stands there already. */
export async function feedEvents(db: Kysely<Schema>, userId: string, told: Told): Promise<WrittenEvent[]> {
  const events = await toldEvents(db, userId, { ...told, without: await acceptedPages(db, userId) });
  return events.map(({ event }) => event);
}

/** `isHeld`: it took place, and changes no more. */
export type ToldEvent = { page: string; event: WrittenEvent; isHeld: boolean };

/**
 * Somebody's meetings as others' calendars have them: what is to come of a page as its series, with its times that are
 * elsewhere.
 *
 * @param told `without`: pages of which nothing to come is told.
 */
export async function toldEvents(
  db: Kysely<Schema>,
  userId: string,
  { showsNames, now, without }: Told & { without: ReadonlySet<string> },
): Promise<ToldEvent[]> {
  const meetings = await meetingsOf(db, userId, { showsNames, now });
  const events: ToldEvent[] = [];
  const told = new Set<string>();
  for (const pair of await listPairs(db, userId)) {
    if (pair.archive || without.has(pair.id)) continue;
    const series = await seriesOf(db, pair.id, now);
    for (const uid of series.meetings) told.add(uid);
    const other = pair.members.find(({ member }) => member !== pair.me);
    const summary = showsNames && other ? `1:1 with ${other.name}` : "1:1";
    events.push(...series.events.map((event) => ({ page: pair.id, event: { ...event, summary }, isHeld: false })));
  }
  const single = meetings.filter(({ page, uid, isHeld }) => isHeld || !(told.has(uid) || without.has(page)));
  return [...single.map(({ page, isHeld, ...event }) => ({ page, event, isHeld })), ...events];
}

const MOST_TOLD = 1000; // times of one series that are elsewhere or left out

async function seriesOf(
  db: Kysely<Schema>,
  page: string,
  now: Date,
): Promise<{ events: Omit<WrittenEvent, "summary">[]; meetings: string[] }> {
  const schedule = await readSchedule(db, page, now);
  const { sent } = judgeInvitations({
    ...{ sent: NOTHING_SENT, schedule, now: Temporal.Instant.fromEpochMilliseconds(now.getTime()) },
    ...{ uidOf: () => meetingUid(page, "series"), most: MOST_TOLD },
  });
  const { series } = sent;
  if (schedule === null || series === null) return { events: [], meetings: [] };
  const { uid, start, timeZone, minutes, everyWeeks } = series;
  const beside = new Set(sent.singles.map(({ meeting }) => meeting));
  return {
    events: [
      { uid, start, timeZone, minutes, everyWeeks, skipped: series.skipped.map(({ slot }) => slot) },
      ...series.moved.map((moved) => ({
        ...{ uid, start: moved.start, timeZone: moved.timeZone, minutes: moved.minutes },
        instead: { start: moved.slot, timeZone },
      })),
    ],
    // What lies before it, such as a meeting that has just begun, is told by itself.
    meetings: schedule.planned.flatMap(({ id, slot }) =>
      slot !== null && (stepOf(series, slot) ?? -1) >= 0 && !beside.has(id) ? meetingUid(page, id) : [],
    ),
  };
}
