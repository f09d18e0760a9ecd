import type { Id } from "@candor/core/id.ts";
import type { Medium, Meeting } from "@candor/core/meeting/meeting.ts";
import type * as Y from "yjs";
import { edit, layGroundwork } from "../edit.ts";
import { meetingsMap } from "../roots.ts";
import { ELSEWHERE, type MeetingField, meetingKey, movedFromKey, readMeeting, WITHDRAWN } from "./read-meeting.ts";

/**
 * Puts a meeting on the page; one that is there already stays as it is. Length, medium and zone follow the pair's
 * settings until the meeting says otherwise or is closed.
 *
 * @param inSeries that `start` is the time it has in the series: where that was moved or left out, the meeting is, too.
 */
export function planMeeting(
  doc: Y.Doc,
  { id, start, inSeries = false }: { id: Id; start: string | null; inSeries?: boolean },
): void {
  layGroundwork(doc, () => {
    const map = meetingsMap(doc);
    if (readMeeting(doc, id) !== null) return;
    if (!inSeries) map.delete(`${ELSEWHERE}:${start}`);
    map.delete(meetingKey(id, WITHDRAWN));
    map.set(id, start);
  });
}

export type MeetingChange = { timeZone?: string; minutes?: number; medium?: Medium | null };

/** Changes how a meeting is held. */
export function changeMeeting(doc: Y.Doc, id: Id, change: MeetingChange): void {
  edit(doc, "change meeting", () => setMeetingFields(doc, id, change));
}

/**
 * Moves a meeting to another time, or takes its time off. Its agenda belongs to the pair and comes along by itself.
 *
 * @param start wall clock in the meeting's zone, YYYY-MM-DDTHH:MM.
 * @param counts whether it goes on record as moved; a guess that nobody had agreed to yet does not. See `countsAsMove`.
 */
export function moveMeeting(doc: Y.Doc, id: Id, start: string | null, counts: boolean): void {
  edit(doc, "move meeting", () => {
    const before = readMeeting(doc, id);
    if (!before || before.start === start) return;
    if (counts && before.start !== null) meetingsMap(doc).set(movedFromKey(id, before.start), true);
    setMeetingFields(doc, id, { start });
  });
}

/** Writes down what a meeting so far took from the settings, since these may change and the past does not. */
export function fixMeeting(doc: Y.Doc, { id, timeZone, minutes, medium }: Meeting): void {
  const map = meetingsMap(doc);
  for (const [field, value] of Object.entries({ timeZone, minutes, medium }) as [MeetingField, string | null][]) {
    if (map.get(meetingKey(id, field)) !== value) map.set(meetingKey(id, field), value);
  }
}

/** Sets only what differs from what is read, so that an edit which changes nothing writes nothing. */
export function setMeetingFields(
  doc: Y.Doc,
  id: Id,
  fields: Partial<Record<MeetingField, string | number | null>>,
): void {
  const meeting = readMeeting(doc, id);
  if (!meeting) return;
  for (const [field, value] of Object.entries(fields) as [MeetingField, string | number | null][]) {
    if (meeting[field] !== value) meetingsMap(doc).set(meetingKey(id, field), value);
  }
}
