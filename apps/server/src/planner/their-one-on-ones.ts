import type { TakenTime } from "@candor/core/calendar/availability.ts";
import type { Kysely } from "kysely";
import type { Schema } from "../database/schema.ts";
import { readSchedule } from "../invitation/read-schedule.ts";
import { grownOccurrences } from "./grown-occurrences.ts";
import { readSeats } from "./read-seats.ts";

type Ports = { db: Kysely<Schema>; refresh: (page: string) => Promise<void> };

/**
 * When somebody has 1:1s with others. What they lay out themselves may move yet, since whoever is above them plans first:
 * it may be taken; what others lay out is.
 *
 * @param userId null: nobody is known, and so nothing.
 * @param besides the pair that is being planned.
 */
export async function theirOneOnOnes(
  { db, refresh }: Ports,
  userId: string | null,
  { besides, now, until }: { besides: string; now: Date; until: number },
): Promise<TakenTime[]> {
  if (userId === null) return [];
  const times: TakenTime[] = [];
  for (const { pairId, isMine } of await readSeats(db, userId, now)) {
    if (pairId === besides) continue;
    await refresh(pairId);
    const schedule = await readSchedule(db, pairId, now);
    if (schedule === null) continue;
    const spans = grownOccurrences(schedule, { from: now.getTime(), until });
    times.push(...spans.map((span): TakenTime => ({ ...span, type: isMine ? "maybe" : "taken" })));
  }
  return times;
}
