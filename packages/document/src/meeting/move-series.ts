import type { Id } from "@candor/core/id.ts";
import type * as Y from "yjs";
import { edit, layGroundwork } from "../edit.ts";
import { meetingsMap } from "../roots.ts";
import { moveMeeting } from "./plan-meeting.ts";
import { IN_SERIES, isStart, meetingKey, readMeeting, startInSeries } from "./read-meeting.ts";

/**
 * Moves a meeting and, from it on, its series: those after it are planned from here.
 *
 * @param start wall clock in the pair's zone, YYYY-MM-DDTHH:MM.
 * @param counts whether the meeting itself goes on record as moved.
 */
export function moveSeries(doc: Y.Doc, id: Id, start: string, counts: boolean): void {
  edit(doc, "move series", () => {
    if (readMeeting(doc, id)?.state !== "planned" || !isStart(start)) return;
    moveMeeting(doc, id, start, counts);
    meetingsMap(doc).set(meetingKey(id, IN_SERIES), start);
  });
}

/**
 * Writes down the time that a meeting has in its series, as agreed: moved from then on, it alone is moved, also where its
 * time had been no more than a first guess.
 */
export function agreeSeries(doc: Y.Doc, id: Id): void {
  layGroundwork(doc, () => {
    const meeting = readMeeting(doc, id);
    const start = meeting && startInSeries(doc, meeting);
    const key = meetingKey(id, IN_SERIES);
    if (start !== null && meetingsMap(doc).get(key) !== start) meetingsMap(doc).set(key, start);
  });
}
