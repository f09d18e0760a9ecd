import type { Meeting } from "@candor/core/meeting/meeting.ts";
import type * as Y from "yjs";
import { meetingsMap } from "../roots.ts";
import { fixMeeting, setMeetingFields } from "./plan-meeting.ts";
import { elsewhereIn, meetingKey, movedFromKey } from "./read-meeting.ts";

/** Puts a meeting on the page with all its fields, such as one that lies in the past. */
export function writeMeeting(doc: Y.Doc, meeting: Meeting): void {
  const map = meetingsMap(doc);
  map.set(meeting.id, meeting.start);
  // It is where it is, though a time of the series by that name is elsewhere.
  if (elsewhereIn(map)(meeting.start ?? "") !== undefined) map.set(meetingKey(meeting.id, "start"), meeting.start);
  const { id, movedFrom, start: _planned, timeZone: _t, minutes: _m, medium: _n, ...fields } = meeting;
  setMeetingFields(doc, id, fields);
  for (const start of movedFrom) map.set(movedFromKey(id, start), true);
  fixMeeting(doc, meeting);
}
