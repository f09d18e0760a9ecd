import { countsAsMove } from "@candor/core/meeting/counts-as-move.ts";
import type { Meeting } from "@candor/core/meeting/meeting.ts";
import { knownZone } from "@candor/core/meeting/meeting-span.ts";
import { moveSeries as moveIt } from "@candor/document/meeting/move-series.ts";
import type { InvitedTime } from "@candor/protocol/http/calendar-invitation.ts";
import { moveMeeting, sayMeeting } from "../page/meeting-edits.ts";
import type { PageModel } from "../page/page-model.ts";
import { undoable } from "../page/undoable.ts";
import { showToast } from "../ui/toasts.ts";
import { texts } from "./texts.ts";

/** Moves the next meeting, or the series from it on, to where somebody's calendar asked for it. */
export function takeCounter(model: PageModel, meeting: Meeting, proposed: InvitedTime, isSeries: boolean): void {
  const start = Temporal.PlainDateTime.from(proposed.start)
    .toZonedDateTime(knownZone(proposed.timeZone))
    .withTimeZone(knownZone(meeting.timeZone))
    .toPlainDateTime()
    .toString({ smallestUnit: "minute" });
  if (isSeries) moveSeries(model, meeting, start);
  else moveMeeting(model, meeting.id, start);
}

/** @param start wall clock in the meeting's zone. */
export function moveSeries(model: PageModel, { id }: Meeting, start: string): void {
  const { doc, undo, page } = model.handle;
  const takeBack = undoable(undo, () => {
    const meeting = model.meeting(id).peek();
    if (meeting) moveIt(doc, id, start, countsAsMove(page.peek(), meeting));
  });
  const when = sayMeeting(model, id);
  if (takeBack && when !== null) showToast(texts.moved(when), takeBack);
}
