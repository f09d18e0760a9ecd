import { countsAsMove } from "@candor/core/meeting/counts-as-move.ts";
import type { Meeting } from "@candor/core/meeting/meeting.ts";
import { knownZone } from "@candor/core/meeting/meeting-span.ts";
import { moveSeries as moveIt } from "@candor/document/meeting/move-series.ts";
import type { InvitationAnswer, InvitedTime } from "@candor/protocol/http/calendar-invitation.ts";
import { moveMeeting, sayMeeting } from "../page/meeting-edits.ts";
import type { PageModel } from "../page/page-model.ts";
import { undoable } from "../page/undoable.ts";
import { letGo, moveLater, whyNotThere } from "../series/move-later.ts";
import { showToast } from "../ui/toasts.ts";
import { texts } from "./texts.ts";

/** What somebody's calendar asked for: the series from now on, the next meeting, or a later one by its time in the series. */
export type AskedFor = { scope: NonNullable<InvitationAnswer["scope"]>; slot: string; proposed: InvitedTime };

/** Moves what somebody's calendar asked for to where it asked for it. @returns whether it went there. */
export function takeCounter(model: PageModel, meeting: Meeting, { scope, slot, proposed }: AskedFor): boolean {
  const { start, timeZone } = proposed;
  if (scope === "later") {
    const later = { slot: inPageZone(model, slot, timeZone), start: inPageZone(model, start, timeZone) };
    return moveLater(model, later) === null;
  }
  const there = inZone(start, timeZone, meeting.timeZone);
  if (scope === "series") moveSeries(model, meeting, there);
  else moveMeeting(model, meeting.id, there);
  return true;
}

/** Why a later meeting can't be where it was asked for; null: it can, or it isn't a later one. */
export function whyNotTaken(model: PageModel, { scope, slot, proposed: { start, timeZone } }: AskedFor): string | null {
  if (scope !== "later") return null;
  return whyNotThere(model, inPageZone(model, slot, timeZone), inPageZone(model, start, timeZone));
}

function inPageZone(model: PageModel, start: string, timeZone: string): string {
  return inZone(start, timeZone, model.settings.value.timeZone);
}

function inZone(start: string, from: string, to: string): string {
  if (from === to) return start;
  return Temporal.PlainDateTime.from(start)
    .toZonedDateTime(knownZone(from))
    .withTimeZone(knownZone(to))
    .toPlainDateTime()
    .toString({ smallestUnit: "minute" });
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
  letGo(model);
}
