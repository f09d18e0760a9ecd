import type { LaterMove, Place, PlannedMeeting, Rhythm, Schedule } from "@candor/core/invitation/schedule.ts";
import type { Kysely } from "kysely";
import type { Schema } from "../database/schema.ts";

const START = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/;
const MAX_MEETINGS = 200;
const SETTLED_MILLISECONDS = 3 * 86_400_000;

/** What a page says of its series, as the server last read it; null: it was never read, or has no rhythm. */
export async function readSchedule(db: Kysely<Schema>, page: string, now: Date): Promise<Schedule | null> {
  const rows = await db
    .selectFrom("meeting")
    .select(["id", "start", "time_zone", "minutes", "state", "series", "closed_at"])
    .where("page", "=", page)
    .where("volume", "is", null)
    .where("state", "in", ["planned", "held"])
    .where("series", "is not", null)
    .orderBy("start", "desc")
    .limit(MAX_MEETINGS)
    .execute();
  const read = rows.flatMap((row) => {
    const series = parseSeries(row.series);
    return series === null ? [] : [{ ...row, ...series }];
  });
  const planned = read.filter(({ state }) => state === "planned").sort(byStart);
  const [first] = planned;
  if (!first) return null;
  const since = new Date(now.getTime() - SETTLED_MILLISECONDS).toISOString();
  const settled = read.filter(
    ({ state, closed_at, slot, start }) =>
      state === "held" && closed_at !== null && closed_at >= since && slot?.slice(0, 10) === start?.slice(0, 10),
  );
  return {
    rhythm: first.rhythm,
    planned: planned.map(({ id, slot, start, time_zone, minutes }): PlannedMeeting => {
      const place = start === null ? null : placeOf({ start, timeZone: time_zone, minutes });
      return { id, slot, place };
    }),
    settled: settled.flatMap(({ slot }) => slot ?? []),
    later: planned.flatMap(({ later }) => later),
  };
}

function byStart(one: { start: string | null; id: string }, other: { start: string | null; id: string }): number {
  const [left, right] = [one.start ?? "9", other.start ?? "9"];
  return left < right ? -1 : left > right ? 1 : one.id < other.id ? -1 : 1;
}

/** What a page holds is its two people's, and need not be a time. */
function parseSeries(text: string | null): { slot: string | null; rhythm: Rhythm; later: LaterMove[] } | null {
  try {
    const { slot, timeZone, minutes, everyWeeks, later } = JSON.parse(text ?? "") as Record<string, unknown>;
    if (typeof timeZone !== "string" || typeof minutes !== "number" || typeof everyWeeks !== "number") return null;
    const isSlot = typeof slot === "string" && placeOf({ start: slot, timeZone, minutes }) !== null;
    const placeAt = (start: unknown) => (typeof start === "string" ? placeOf({ start, timeZone, minutes }) : null);
    const moved = (Array.isArray(later) ? later : []).flatMap((each: { slot: string; start: unknown }): LaterMove[] => {
      const place = placeAt(each.start);
      return placeAt(each.slot) === null || (place === null && each.start !== null) ? [] : [{ slot: each.slot, place }];
    });
    return { slot: isSlot ? slot : null, rhythm: { timeZone, minutes, everyWeeks }, later: moved };
  } catch {
    return null;
  }
}

function placeOf(place: Place): Place | null {
  try {
    if (!START.test(place.start)) return null;
    Temporal.PlainDateTime.from(place.start).toZonedDateTime(place.timeZone);
    return place;
  } catch {
    return null;
  }
}
