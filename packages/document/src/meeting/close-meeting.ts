import type { Id } from "@candor/core/id.ts";
import { heldEarlyAt, startAfterEarly } from "@candor/core/meeting/held-early.ts";
import type { CancelReason } from "@candor/core/meeting/meeting.ts";
import { nextMeeting, startAfter } from "@candor/core/meeting/next-meeting.ts";
import type * as Y from "yjs";
import { type Editor, edit } from "../edit.ts";
import { readSettings } from "../page/read-settings.ts";
import { find, meetingsMap } from "../roots.ts";
import { moveTopic } from "../topic/move-topic.ts";
import { rankedTopics } from "../topic/ranked-topics.ts";
import { CARRIED } from "../topic/read-topic.ts";
import { fixMeeting, moveMeeting, planMeeting, setMeetingFields } from "./plan-meeting.ts";
import { elsewhereIn, meetingKey, RETURNS, readMeetings, startInSeries } from "./read-meeting.ts";
import { successorId } from "./successor-id.ts";

/** Why a meeting did not take place; `why` is a word of their own. */
export type Cancelling = { reason: CancelReason | null; why: string | null };

export type Closing = { carried: Id[]; next: Id };

/**
 * Ends a meeting: what it did not reach goes back to the Hopper, remembering this meeting, and the next one is planned
 * if none is. One that is held before its day stands on the day it was held. When both people end it at once, each topic is still carried once and one next meeting stands.
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
  cancelling: Cancelling = { reason: null, why: null },
): Closing | null {
  const meetings = readMeetings(doc);
  const meeting = meetings.find((each) => each.id === id);
  if (meeting?.state !== "planned") return null;

  const early = outcome === "held" ? heldEarlyAt(meeting, now) : null;

  // The next meeting is planned first and not as part of the undoable closing: topics may be put on it at once.
  let next = nextMeeting({ meetings: meetings.filter((each) => each.id !== id) })?.id ?? null;
  if (next === null) {
    next = successorId(id);
    while (meetings.some((each) => each.id === next)) next = successorId(next); // reopened after its successor was held
    const start = startInSeries(doc, meeting);
    const settings = readSettings(doc);
    const after = early !== null && start !== null ? startAfterEarly : startAfter;
    const elsewhere = elsewhereIn(meetingsMap(doc));
    planMeeting(doc, { id: next, start: after(start as string, settings, now, elsewhere), inSeries: true });
  }

  const unreached = rankedTopics(doc, id, "").filter((topic) => {
    const state = find(doc, "topics", topic.id)?.get("state");
    return state !== "discussed"; // those let go or binned are not among them; nonsense reads as open
  });
  edit(doc, "close meeting", () => {
    setMeetingFields(doc, id, { state: outcome, closedAt: editor.now });
    if (outcome === "cancelled") setMeetingFields(doc, id, { cancelReason: cancelling.reason, why: cancelling.why });
    meetingsMap(doc).set(meetingKey(id, RETURNS), true);
    fixMeeting(doc, meeting);
    if (early !== null) moveMeeting(doc, id, early, true);
    for (const topic of unreached) {
      if (outcome === "held") find(doc, "topics", topic.id)?.set(CARRIED + id, true);
      moveTopic(doc, topic.id, { place: "hopper" });
    }
  });
  return { carried: unreached.map((topic) => topic.id), next };
}
