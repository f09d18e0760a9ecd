import type { Id } from "@candor/core/id.ts";
import { nextMeeting, startAfter } from "@candor/core/meeting/next-meeting.ts";
import { topicsIn } from "@candor/core/topic/topics-in.ts";
import type * as Y from "yjs";
import { type Editor, edit } from "../edit.ts";
import { readPage } from "../page/read-page.ts";
import { find } from "../roots.ts";
import { moveTopic } from "../topic/move-topic.ts";
import { CARRIED } from "../topic/read-topic.ts";
import { fixMeeting, planMeeting, setMeetingFields } from "./plan-meeting.ts";
import { successorId } from "./successor-id.ts";

export type Closing = { carried: Id[]; next: Id };

/**
 * Ends a meeting: what it did not reach goes back to the Hopper, remembering this meeting, and the next one is planned
 * if none is. When both people end it at once, each topic is still carried once and one next meeting stands.
 *
 * @param outcome "held", or "cancelled" where it did not take place: then topics go back without counting as carried.
 * @returns null if it was closed already or is gone.
 */
export function closeMeeting(
  doc: Y.Doc,
  editor: Editor,
  id: Id,
  outcome: "held" | "cancelled",
  now: Temporal.Instant,
): Closing | null {
  const page = readPage(doc);
  const meeting = page.meetings.find((each) => each.id === id);
  if (meeting?.state !== "planned") return null;

  // The next meeting is planned first and not as part of the undoable closing: topics may be put on it at once.
  let next = nextMeeting({ meetings: page.meetings.filter((each) => each.id !== id) })?.id ?? null;
  if (next === null) {
    next = successorId(id);
    planMeeting(doc, { id: next, start: startAfter(meeting.start, page.settings, now) });
  }

  const unreached = topicsIn(page, id).filter((topic) => topic.state === "open");
  edit(doc, "close meeting", () => {
    setMeetingFields(doc, id, { state: outcome, closedAt: editor.now });
    fixMeeting(doc, meeting);
    for (const topic of unreached) {
      if (outcome === "held") find(doc, "topics", topic.id)?.set(CARRIED + id, true);
      moveTopic(doc, topic.id, { place: "hopper" });
    }
  });
  return { carried: unreached.map((topic) => topic.id), next };
}
