import type { Id } from "@candor/core/id.ts";
import { forgottenMeeting } from "@candor/core/meeting/forgotten-meeting.ts";
import { type Closing, closeMeeting } from "@candor/document/meeting/close-meeting.ts";
import { unstartMeeting } from "@candor/document/meeting/run-meeting.ts";
import { effect } from "@preact/signals";
import { meetingOfOther } from "../live/meeting-of-other.ts";
import { meetingDay } from "../page/meeting-time.ts";
import type { PageModel } from "../page/page-model.ts";
import { undoable } from "../page/undoable.ts";
import { deviceTimeZone, now, today } from "../ui/clock.ts";
import { showToast } from "../ui/toasts.ts";
import { texts } from "./texts.ts";

/**
 * Closes meetings that the two began and nobody ended, now and as time goes by. Where both devices do it at once, it is
 * one closing. Whoever takes it back is asked instead whether they met: it does not close itself once more.
 *
 * @returns stops it.
 */
export function closeForgotten(model: PageModel): () => void {
  const { handle } = model;
  const closed = new Set<Id>();
  const seenEnded = new Set<Id>(); // whoever goes on with one of these has taken something back, and is not overruled
  const aloneFrom = now.peek().add({ minutes: 1 });
  return effect(() => {
    const instant = now.value;
    const { meetings } = handle.page.value;
    // What the other did meanwhile comes first; a device without a server goes on alone after a minute.
    const mayGoOn = handle.isCurrent.value || Temporal.Instant.compare(instant, aloneFrom) >= 0;
    if (!model.canEdit.value || !mayGoOn) return;
    for (const meeting of meetings) {
      if (meeting.state !== "planned") {
        seenEnded.add(meeting.id);
        continue;
      }
      if (closed.has(meeting.id) && meeting.startedAt !== null) {
        // The page must not change while it is being read.
        queueMicrotask(() => unstartMeeting(handle.doc, meeting.id));
        continue;
      }
      if (seenEnded.has(meeting.id) || isOtherAtIt(model, meeting.id)) continue;
      if (forgottenMeeting(meeting, instant).type !== "close") continue;
      closed.add(meeting.id);
      queueMicrotask(() => close(model, meeting.id));
    }
  });
}

/** A long talk is none that was forgotten; a screen that was left open is. */
function isOtherAtIt(model: PageModel, id: Id): boolean {
  const isAwake = model.handle.presence.value.some(({ member, idle }) => member === model.other && !idle);
  return isAwake && meetingOfOther(model) === id;
}

function close(model: PageModel, id: Id): void {
  const { doc, editor, undo } = model.handle;
  const meeting = model.meeting(id).peek();
  let closing: Closing | null = null;
  const takeBack = undoable(undo, () => {
    closing = closeMeeting(doc, editor(), id, "held", Temporal.Now.instant());
  });
  const done = closing as Closing | null;
  if (!done || !takeBack || !meeting) return;
  const day = meetingDay(meeting, deviceTimeZone, today.peek()) ?? texts.record.undated;
  showToast(texts.toast.closedItself(day, done.carried.length), takeBack);
}
