import type { Id } from "@candor/core/id.ts";
import { pastMeetings, startAfter } from "@candor/core/meeting/next-meeting.ts";
import type * as Y from "yjs";
import { readSettings } from "../page/read-settings.ts";
import { meetingsMap } from "../roots.ts";
import { planMeeting } from "./plan-meeting.ts";
import { elsewhereIn, readMeetings, startInSeries } from "./read-meeting.ts";
import { successorId } from "./successor-id.ts";

/**
 * Plans the next meeting where none is left: two people who each end another one while offline both see that one more is
 * planned, and so plan none. Where both devices do this at once, it is one meeting.
 *
 * @returns the new meeting's id; null where one is planned, or where there never was any.
 */
export function planMissing(doc: Y.Doc, now: Temporal.Instant): Id | null {
  const meetings = readMeetings(doc);
  const [last] = pastMeetings({ meetings });
  if (!last || meetings.some(({ state }) => state === "planned")) return null;
  let id = successorId(last.id);
  while (meetings.some((each) => each.id === id)) id = successorId(id);
  const start = startAfter(startInSeries(doc, last), readSettings(doc), now, elsewhereIn(meetingsMap(doc)));
  planMeeting(doc, { id, start, inSeries: true });
  return id;
}
