import type { Id } from "@candor/core/id.ts";
import { canClose, isJustClosed } from "@candor/core/meeting/can-close.ts";
import { countsAsMove } from "@candor/core/meeting/counts-as-move.ts";
import { type Cancelling, closeMeeting } from "@candor/document/meeting/close-meeting.ts";
import { moveMeeting as movePlanned } from "@candor/document/meeting/plan-meeting.ts";
import { deviceTimeZone, today } from "../ui/clock.ts";
import { showToast } from "../ui/toasts.ts";
import { knownZone, meetingDay, meetingTime } from "./meeting-time.ts";
import type { PageModel } from "./page-model.ts";
import { texts } from "./texts.ts";
import { type TakeBack, together, undoable } from "./undoable.ts";

/** Whether there is a next meeting to close, and not one that came to be next by the other's closing just now. */
export function canCloseNext(model: PageModel): boolean {
  const id = model.nextMeetingId.value;
  const meeting = id === null ? null : model.meeting(id).value;
  if (id === null || meeting === null) return false;
  const instant = Temporal.Now.instant();
  const zoned = { ...meeting, timeZone: knownZone(meeting.timeZone) };
  return (
    canClose(zoned, model.topicIds(id).value.length, instant) &&
    !isJustClosed(model.handle.page.peek().meetings, instant)
  );
}

/**
 * Ends a meeting; what it did not reach goes to the Hopper and the next one is planned by the cadence.
 *
 * @param before a step that led to it, taken back with it.
 */
export function endMeeting(
  model: PageModel,
  id: Id,
  outcome: "held" | "cancelled",
  cancelling?: Cancelling,
  before: TakeBack | null = null,
): void {
  const { doc, editor, undo } = model.handle;
  let closing: ReturnType<typeof closeMeeting> = null;
  const takeBack = undoable(undo, () => {
    closing = closeMeeting(doc, editor(), id, outcome, Temporal.Now.instant(), cancelling);
  });
  const done = closing as ReturnType<typeof closeMeeting>;
  if (!done || !takeBack) return;
  const next = sayMeeting(model, done.next);
  const text = outcome === "held" ? texts.toast.closed(done.carried.length, next) : texts.toast.cancelled(next);
  showToast(text, before === null ? takeBack : together(before, takeBack));
}

/** @param start wall clock in the meeting's zone, YYYY-MM-DDTHH:MM; null takes the date off. */
export function moveMeeting(model: PageModel, id: Id, start: string | null): void {
  const takeBack = undoable(model.handle.undo, () => {
    const meeting = model.meeting(id).peek();
    if (meeting) movePlanned(model.handle.doc, id, start, countsAsMove(model.handle.page.peek(), meeting));
  });
  if (!takeBack) return;
  const when = sayMeeting(model, id);
  showToast(when === null ? texts.toast.meetingOpen : texts.toast.meetingMoved(when), takeBack);
}

export function sayMeeting(model: PageModel, id: Id): string | null {
  const meeting = model.meeting(id).peek();
  if (!meeting) return null;
  const time = meetingTime(meeting, deviceTimeZone);
  const day = meetingDay(meeting, deviceTimeZone, today.peek());
  return time && day && `${day} ${time.time}`;
}
