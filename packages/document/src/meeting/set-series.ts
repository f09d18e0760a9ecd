import type { Id } from "@candor/core/id.ts";
import type { Meeting } from "@candor/core/meeting/meeting.ts";
import { type MovedOccurrence, standingMoves } from "@candor/core/meeting/moved-occurrence.ts";
import type * as Y from "yjs";
import { edit } from "../edit.ts";
import { readSettings } from "../page/read-settings.ts";
import { meetingsMap } from "../roots.ts";
import { rankedTopics } from "../topic/ranked-topics.ts";
import { keysOfMeeting } from "./keys-of-meeting.ts";
import { dropGone, seriesEnd } from "./move-occurrence.ts";
import { planMeeting } from "./plan-meeting.ts";
import { ELSEWHERE, IN_SERIES, isStart, meetingKey, readMeeting, readMeetings, startInSeries } from "./read-meeting.ts";
import { readMoved } from "./read-moved.ts";
import { successorId } from "./successor-id.ts";

/** Wall clocks in the pair's zone, YYYY-MM-DDTHH:MM; `slot` is where the series has it. */
export type SeriesTime = { slot: string | null; start: string | null };

export type SeriesMeeting = SeriesTime & { id: Id };

/** A series as somebody looked at it before they planned it anew. */
export type SeenSeries = {
  timeZone: string;
  everyWeeks: number;
  minutes: number;
  /** those that are planned, earliest first */
  planned: readonly SeriesMeeting[];
  /** later times that are elsewhere or left out, earliest first; left out: nobody looked */
  moved?: readonly MovedOccurrence[];
};

export type SeriesTimes = {
  seen: SeenSeries;
  /** what lies before it stays */
  from: string;
  /** in order, at least one */
  times: readonly { slot: string; start: string }[];
  /** of a first meeting, where the page has none to go on from */
  newId: Id;
};

/** What a change of a series did to one meeting; null before: there was no such meeting. */
export type SeriesStep = { id: Id; before: SeriesTime | null; after: { slot: string; start: string } };

export type SeriesOutcome =
  /** `dropped`: moves of later times that the series no longer has */
  { type: "set"; steps: SeriesStep[]; dropped: MovedOccurrence[] } | { type: "changed" };

/**
 * Gives the meetings to come the times of a plan, and plans those that are missing for it: one after the other, so that
 * what is left out between them stays left out.
 *
 * @returns "changed" where the series is not the one that was planned, and nothing was done.
 */
export function setSeriesTimes(doc: Y.Doc, { seen, from, times, newId }: SeriesTimes): SeriesOutcome {
  const planned = plannedIn(doc);
  if (!isAsSeen(doc, planned, seen)) return { type: "changed" };
  const movable = planned.filter(({ slot, start }) => start === null || ((slot ?? start) >= from && start >= from));
  const steps: SeriesStep[] = [];
  let last = (planned.filter((each) => !movable.includes(each)).at(-1) ?? newestOf(readMeetings(doc)))?.id ?? null;
  for (const [at, after] of times.entries()) {
    const there = movable[at];
    const id = there?.id ?? nextId(doc, last, newId, steps);
    steps.push({ id, before: there ? { slot: there.slot, start: there.start } : null, after });
    last = id;
  }
  for (const { id, before, after } of steps)
    if (before === null) planMeeting(doc, { id, start: after.slot, inSeries: true });
  edit(doc, "plan series", () => {
    for (const { id, after } of steps) setTime(doc, id, after);
  });
  return { type: "set", steps, dropped: dropGone(doc, from) };
}

/** Brings back what was, for those meetings that are still where the plan put them; the others are somebody's own by now. */
export function takeBackSeries(
  doc: Y.Doc,
  steps: readonly SeriesStep[],
  dropped: readonly MovedOccurrence[] = [],
): { taken: number; kept: number } {
  const still = steps.filter(({ id, before, after }) => {
    const meeting = readMeeting(doc, id);
    const isThere = meeting?.state === "planned" && meeting.start === after.start && meeting.startedAt === null;
    return isThere && (before !== null || rankedTopics(doc, id, "").length === 0);
  });
  edit(doc, "take back series", () => {
    for (const { id, before } of still) {
      if (before !== null) setTime(doc, id, before);
      else for (const key of keysOfMeeting(meetingsMap(doc), id)) meetingsMap(doc).delete(key);
    }
    const map = meetingsMap(doc);
    for (const { slot, start } of dropped) if (!map.has(`${ELSEWHERE}:${slot}`)) map.set(`${ELSEWHERE}:${slot}`, start);
  });
  return { taken: still.length, kept: steps.length - still.length };
}

/** As a change of its times has to find it. */
export function seenSeries(doc: Y.Doc): SeenSeries {
  const { timeZone, everyWeeks, minutes } = readSettings(doc);
  return { timeZone, everyWeeks, minutes, planned: plannedIn(doc), moved: standingIn(doc) };
}

function plannedIn(doc: Y.Doc): SeriesMeeting[] {
  return readMeetings(doc)
    .filter(({ state }) => state === "planned")
    .map((meeting) => ({ id: meeting.id, start: meeting.start, slot: startInSeries(doc, meeting) }));
}

function standingIn(doc: Y.Doc): MovedOccurrence[] {
  const end = seriesEnd(doc);
  return end === null ? [] : standingMoves(end, readMoved(doc));
}

function isAsSeen(doc: Y.Doc, planned: readonly SeriesMeeting[], seen: SeenSeries): boolean {
  const { timeZone, everyWeeks, minutes } = readSettings(doc);
  const isRhythm = timeZone === seen.timeZone && everyWeeks === seen.everyWeeks && minutes === seen.minutes;
  const line = ({ id, start, slot }: SeriesMeeting) => `${id} ${start} ${slot}`;
  const isMoved = seen.moved === undefined || JSON.stringify(standingIn(doc)) === JSON.stringify(seen.moved);
  return isRhythm && isMoved && planned.map(line).sort().join() === seen.planned.map(line).sort().join();
}

function newestOf(meetings: readonly Meeting[]): Meeting | undefined {
  return meetings.filter(({ start }) => start !== null).at(-1) ?? meetings.at(-1);
}

function nextId(doc: Y.Doc, last: Id | null, newId: Id, steps: readonly SeriesStep[]): Id {
  let id = last === null ? newId : successorId(last);
  while (readMeeting(doc, id) !== null || steps.some((step) => step.id === id)) id = successorId(id);
  return id;
}

function setTime(doc: Y.Doc, id: Id, { slot, start }: SeriesTime): void {
  const map = meetingsMap(doc);
  const set = (key: string, value: string | null) => {
    if (map.get(key) !== value) map.set(key, value);
  };
  set(meetingKey(id, "start"), start);
  if (slot !== null && isStart(slot)) set(meetingKey(id, IN_SERIES), slot);
  else map.delete(meetingKey(id, IN_SERIES));
}
