import { captureWalk } from "@candor/document/meeting/capture-walk.ts";
import { type Closing, closeMeeting } from "@candor/document/meeting/close-meeting.ts";
import { isSafe } from "../capture/deliver.ts";
import { sayMeeting } from "../page/meeting-edits.ts";
import type { PageModel } from "../page/page-model.ts";
import { together, undoable } from "../page/undoable.ts";
import { texts } from "../series/texts.ts";
import { showToast } from "../ui/toasts.ts";
import { captureOf, deviceKeep, forgetDraft, keepDraft, type WalkDraft } from "./walk-draft.ts";

/**
 * Brings a draft onto the page and, if wanted, ends the meeting. The draft stays on this device until the page is safe;
 * brought once more it adds nothing twice. Whoever takes it back finds the draft again.
 */
export function handIn(model: PageModel, draft: WalkDraft, closes: boolean): void {
  const { doc, editor, undo, pairId } = model.handle;
  let closing: Closing | null = null;
  const wrote = undoable(undo, () => captureWalk(doc, editor(), draft.meeting, captureOf(draft)));
  const closed = closes
    ? undoable(undo, () => {
        closing = closeMeeting(doc, editor(), draft.meeting, "held", Temporal.Now.instant());
      })
    : null;
  void isSafe(model.handle).then((safe) => {
    if (safe) forgetDraft(deviceKeep(), pairId);
  });
  const step = wrote && closed ? together(wrote, closed) : (closed ?? wrote);
  const done = closing as Closing | null;
  const text = done ? texts.toast.walkClosed(sayMeeting(model, done.next)) : texts.toast.walk;
  if (!step) return;
  const takeBack = () => {
    step();
    keepDraft(deviceKeep(), pairId, draft);
  };
  showToast(text, Object.assign(takeBack, { isSpent: step.isSpent }));
}
