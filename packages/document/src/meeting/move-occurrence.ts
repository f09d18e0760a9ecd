import type { Meeting } from "@candor/core/meeting/meeting.ts";
import { knownZone } from "@candor/core/meeting/meeting-span.ts";
import {
  goneMoves,
  judgeOccurrenceMove,
  type LaterOccurrence,
  laterOccurrences,
  type MovedOccurrence,
  type OccurrenceMove,
  type SeriesEnd,
  type WhyNotThere,
} from "@candor/core/meeting/moved-occurrence.ts";
import type * as Y from "yjs";
import { edit } from "../edit.ts";
import { readSettings } from "../page/read-settings.ts";
import { meetingsMap } from "../roots.ts";
import { moveMeeting } from "./plan-meeting.ts";
import { ELSEWHERE, readMeetings, startInSeries } from "./read-meeting.ts";
import { readMoved } from "./read-moved.ts";

/** The meeting that the series goes on from: the last one planned, with a time in the series. */
export function seriesEnd(doc: Y.Doc): (SeriesEnd & { lastStart: string | null }) | null {
  const { everyWeeks } = readSettings(doc);
  const planned = readMeetings(doc).flatMap((meeting) => {
    const last = meeting.state === "planned" ? startInSeries(doc, meeting) : null;
    return last === null ? [] : [{ last, everyWeeks, lastStart: meeting.start }];
  });
  return planned.reduce<(typeof planned)[number] | null>(
    (newest, each) => (newest === null || each.last > newest.last ? each : newest),
    null,
  );
}

/** The times after the last planned meeting. @returns none where the series has no time yet. */
export function readLater(doc: Y.Doc, count: number): LaterOccurrence[] {
  const end = seriesEnd(doc);
  return end === null ? [] : laterOccurrences(end, readMoved(doc), count);
}

export type OccurrenceMoved =
  | { type: "moved" }
  /** its meeting is planned meanwhile, and was moved itself */
  | { type: "moved_meeting"; meeting: Meeting }
  | { type: "refused"; why: WhyNotThere; by: string | null };

type WantedMove = { slot: string; to: string | null };

/** Whether a time of the series may go there, without moving it. */
export function mayMove(doc: Y.Doc, { slot, to }: WantedMove, now: Temporal.Instant): OccurrenceMove {
  const end = seriesEnd(doc);
  if (plannedAt(doc, slot)) return { type: "fits" }; // and then its meeting goes there
  if (end === null) return { type: "refused", why: "not_in_series", by: null };
  const asked = { ...end, slot, moved: readMoved(doc), now: wallClock(doc, now) };
  const verdict = judgeOccurrenceMove({ ...asked, start: to ?? slot });
  // Left out, it is in nobody's way.
  return to === null && verdict.type === "refused" && verdict.why !== "not_in_series" ? { type: "fits" } : verdict;
}

/**
 * Moves a time of the series, leaves it out, or puts it back where the series has it.
 *
 * @param to wall clock in the pair's zone, YYYY-MM-DDTHH:MM; null leaves it out.
 */
export function moveOccurrence(doc: Y.Doc, { slot, to }: WantedMove, now: Temporal.Instant): OccurrenceMoved {
  const meeting = plannedAt(doc, slot);
  if (meeting && to === null) return { type: "refused", why: "not_in_series", by: null }; // it is cancelled, which says why
  if (meeting) {
    moveMeeting(doc, meeting.id, to, true);
    return { type: "moved_meeting", meeting };
  }
  const verdict = mayMove(doc, { slot, to }, now);
  if (verdict.type === "refused") return verdict;
  edit(doc, "move occurrence", () => {
    const [map, key] = [meetingsMap(doc), `${ELSEWHERE}:${slot}`];
    if (to === slot) map.delete(key);
    else if (map.get(key) !== to) map.set(key, to);
  });
  return { type: "moved" };
}

/** By the pair's clock. */
export function wallClock(doc: Y.Doc, now: Temporal.Instant): string {
  const zoned = now.toZonedDateTimeISO(knownZone(readSettings(doc).timeZone));
  return zoned.toPlainDateTime().toString({ smallestUnit: "minute" });
}

function plannedAt(doc: Y.Doc, slot: string): Meeting | undefined {
  return readMeetings(doc).find((each) => each.state === "planned" && startInSeries(doc, each) === slot);
}

/**
 * Drops moves of times that the series no longer has.
 *
 * @param since wall clock in the pair's zone: what lies before it stays.
 * @returns them.
 */
export function dropGone(doc: Y.Doc, since: string): MovedOccurrence[] {
  const end = seriesEnd(doc);
  const owned = readMeetings(doc).flatMap((meeting) => startInSeries(doc, meeting) ?? []);
  const gone = end === null ? [] : goneMoves(end, readMoved(doc), { owned, now: since });
  if (gone.length === 0) return [];
  edit(doc, "drop moved occurrences", () => {
    for (const { slot } of gone) meetingsMap(doc).delete(`${ELSEWHERE}:${slot}`);
  });
  return gone;
}
