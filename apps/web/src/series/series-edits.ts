import type { Id } from "@candor/core/id.ts";
import { countsAsMove } from "@candor/core/meeting/counts-as-move.ts";
import type { Medium, Meeting } from "@candor/core/meeting/meeting.ts";
import { meetingSpan } from "@candor/core/meeting/meeting-span.ts";
import { movePast } from "@candor/document/meeting/move-past.ts";
import { changeMeeting } from "@candor/document/meeting/plan-meeting.ts";
import { endMeeting, sayMeeting } from "../page/meeting-edits.ts";
import type { PageModel } from "../page/page-model.ts";
import { texts as pageTexts } from "../page/texts.ts";
import { undoable } from "../page/undoable.ts";
import { showToast } from "../ui/toasts.ts";
import { texts } from "./texts.ts";

/**
 * The meeting that another one would come to stand behind if it were moved, though it was to come first.
 *
 * @param start wall clock in the moved meeting's zone.
 */
export function meetingMovedPast(model: PageModel, id: Id, start: string): Meeting | null {
  const { meetings } = model.handle.page.peek();
  const moved = meetings.find((each) => each.id === id);
  if (!moved) return null;
  const [before, after] = [momentOf(moved), momentOf({ ...moved, start })];
  return (
    meetings.find((each) => {
      const at = each.id === id || each.state !== "planned" ? null : momentOf(each);
      return at !== null && (before === null || at > before) && after !== null && at <= after;
    }) ?? null
  );
}

function momentOf(meeting: Meeting): number | null {
  return meetingSpan(meeting)?.from.epochMilliseconds ?? null;
}

/** Moves a meeting past another one and leaves its topics to that one. */
export function moveTopicsOn(model: PageModel, id: Id, start: string, topicsTo: Id): void {
  const { doc, undo, page } = model.handle;
  const takeBack = undoable(undo, () => {
    const meeting = model.meeting(id).peek();
    if (meeting) movePast(doc, id, { start, counts: countsAsMove(page.peek(), meeting), topicsTo });
  });
  const [when, next] = [sayMeeting(model, id), sayMeeting(model, topicsTo)];
  if (takeBack && when !== null && next !== null) showToast(texts.toast.movedPast(when, next), takeBack);
}

/** It took place after all, and how: two steps, taken back together. */
export function heldAfterAll(model: PageModel, id: Id, medium: Medium | null): void {
  const { doc, undo } = model.handle;
  const before = undoable(undo, () => changeMeeting(doc, id, { medium }));
  endMeeting(model, id, "held", undefined, before);
}

export function agreeMedium(model: PageModel, id: Id, medium: Medium): void {
  const takeBack = undoable(model.handle.undo, () => changeMeeting(model.handle.doc, id, { medium }));
  if (takeBack) showToast(texts.toast.medium(pageTexts.media[medium].toLocaleLowerCase()), takeBack);
}
