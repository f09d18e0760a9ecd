import type { MovedOccurrence, OccurrenceMove } from "@candor/core/meeting/moved-occurrence.ts";
import { dropGone, mayMove, moveOccurrence, wallClock } from "@candor/document/meeting/move-occurrence.ts";
import { meetingTime } from "../page/meeting-time.ts";
import type { PageModel } from "../page/page-model.ts";
import { undoable } from "../page/undoable.ts";
import { deviceTimeZone, today } from "../ui/clock.ts";
import { sayDate } from "../ui/say-day.ts";
import { showToast } from "../ui/toasts.ts";
import { laterTexts as say } from "./later-texts.ts";

/** "Wednesday 16 December, 10:00" on the reader's clock. @param start wall clock in the pair's zone. */
export function sayLater(model: PageModel, start: string): string {
  const { timeZone, minutes } = model.settings.peek();
  const time = meetingTime({ start, timeZone, minutes }, deviceTimeZone);
  return time === null ? start : `${sayDate(time.day, today.peek())}, ${time.time}`;
}

/** Why a later meeting can't be at a time; null: it can. */
export function whyNotThere(model: PageModel, slot: string, to: string): string | null {
  return sayWhy(model, mayMove(model.handle.doc, { slot, to }, Temporal.Now.instant()));
}

/**
 * Moves one meeting after the next, leaves it out, or puts it back.
 *
 * @param to wall clock in the pair's zone; null leaves it out, `slot` puts it back.
 * @returns why it was not done; null: it was.
 */
export function moveLater(model: PageModel, { slot, start: to }: MovedOccurrence): string | null {
  let why: string | null = null;
  const takeBack = undoable(model.handle.undo, () => {
    const moved = moveOccurrence(model.handle.doc, { slot, to }, Temporal.Now.instant());
    if (moved.type === "refused") why = sayWhy(model, moved);
  });
  if (!takeBack) return why;
  const from = sayLater(model, slot);
  const when =
    to === null ? say.isLeftOut(from) : to === slot ? say.isBack(from) : say.moved(from, sayLater(model, to));
  showToast(when, takeBack);
  return null;
}

/** Drops what was moved of times that the series no longer has, and tells. */
export function letGo(model: PageModel): void {
  if (!model.canEdit.peek()) return;
  let gone: MovedOccurrence[] = [];
  const takeBack = undoable(model.handle.undo, () => {
    gone = dropGone(model.handle.doc, wallClock(model.handle.doc, Temporal.Now.instant()));
  });
  if (takeBack) showToast(say.gone(gone.map(({ slot }) => sayLater(model, slot))), takeBack);
}

function sayWhy(model: PageModel, verdict: OccurrenceMove): string | null {
  if (verdict.type === "fits") return null;
  return say.why[verdict.why](verdict.by === null ? "" : sayLater(model, verdict.by));
}
