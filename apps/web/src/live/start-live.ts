import type { Id } from "@candor/core/id.ts";
import { isJustClosed } from "@candor/core/meeting/can-close.ts";
import { startMeeting } from "@candor/document/meeting/run-meeting.ts";
import type { PageModel } from "../page/page-model.ts";
import { showToast } from "../ui/toasts.ts";
import { deviceKeep, forgetLive, recallLive } from "./live-memory.ts";
import { meetingOfOther } from "./meeting-of-other.ts";
import { startTexts } from "./start-texts.ts";
import { wantedPath } from "./wanted-path.ts";

const seenEnds = new Set<Id>();

/** Whoever has seen that a meeting is over, and goes on, means the next one. */
export function sawEnd(meeting: Id): void {
  seenEnds.add(meeting);
}

/** Begins the next meeting, or joins it where the other has begun it, and shows it. */
export function startLive(model: PageModel): void {
  const { handle } = model;
  const id = meetingOfOther(model) ?? model.nextMeetingId.peek();
  if (id === null || !model.canEdit.peek()) return;
  const now = Temporal.Now.instant();
  const isBegun = (model.meeting(id).peek()?.startedAt ?? null) !== null;
  const unseen = handle.page.peek().meetings.filter((meeting) => !seenEnds.has(meeting.id));
  if (!isBegun && isJustClosed(unseen, now)) {
    // It was this one that the key was meant for: the other was faster, and has ended it.
    showToast(startTexts.justEnded);
    return;
  }
  startMeeting(handle.doc, handle.editor(), id);
  chooseMeeting(handle.pairId, id);
  const path = livePath(handle.pairId);
  if (location.pathname !== path) wantedPath.value = path;
}

export function livePath(pairId: string): string {
  return `/p/${encodeURIComponent(pairId)}/live`;
}

/** What this device remembers of another meeting than this one is of no use any more. */
export function chooseMeeting(pairId: string, id: Id): void {
  const keep = deviceKeep();
  if (recallLive(keep, pairId, Date.now())?.pointer.meeting !== id) forgetLive(keep, pairId);
}
