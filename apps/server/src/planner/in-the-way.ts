import type { SeriesTimes } from "@candor/document/meeting/set-series.ts";
import type { Kysely } from "kysely";
import type { Schema } from "../database/schema.ts";

const MILLISECONDS_A_MINUTE = 60_000;

type Span = { start: number; end: number };

/**
 * Whether some other 1:1 of theirs stands by now where a plan has this series: moved there by hand after the plan was
 * noted. Between its own series a plan clashes nowhere, so of what it has moved, or is about to move, only what is
 * neither where it was nor where the plan has it counts.
 *
 * @param userId whose plan it is; meetings are read from the projection.
 */
export async function isInTheWay(
  db: Kysely<Schema>,
  { userId, planId, pairId, now }: { userId: string; planId: string; pairId: string; now: Date },
  times: SeriesTimes,
): Promise<boolean> {
  const meetings = await db
    .selectFrom("meeting")
    .innerJoin("pair", "pair.id", "meeting.page")
    .innerJoin("pair_member", "pair_member.pair_id", "pair.id")
    .leftJoin("series_plan_step", (join) =>
      join.onRef("series_plan_step.pair_id", "=", "pair.id").on("series_plan_step.plan_id", "=", planId),
    )
    .select(["meeting.page", "meeting.start", "time_zone", "minutes", "series_plan_step.state as step"])
    .select("series_plan_step.times as planned")
    .where("pair_member.user_id", "=", userId)
    .where("pair.id", "<>", pairId)
    .where("meeting.state", "=", "planned")
    .where("meeting.start", "is not", null)
    .where((eb) => eb.or([eb("frozen_at", "is", null), eb("frozen_at", ">", now.toISOString())]))
    .execute();
  const others = meetings.flatMap(({ start, time_zone, minutes, step, planned }) => {
    if (start === null || ((step === "waiting" || step === "applied") && knownTo(planned, start))) return [];
    return [spanOf(start, time_zone, minutes)];
  });
  const { timeZone, minutes } = times.seen;
  return times.times
    .map(({ start }) => spanOf(start, timeZone, minutes))
    .some((mine) => others.some((other) => mine.start < other.end && other.start < mine.end));
}

function knownTo(planned: string | null, start: string): boolean {
  if (planned === null) return false;
  const { seen, times } = JSON.parse(planned) as SeriesTimes;
  return [...seen.planned, ...times].some((each) => each.start === start);
}

function spanOf(start: string, timeZone: string, minutes: number): Span {
  const from = Temporal.PlainDateTime.from(start).toZonedDateTime(timeZone).epochMilliseconds;
  return { start: from, end: from + minutes * MILLISECONDS_A_MINUTE };
}
