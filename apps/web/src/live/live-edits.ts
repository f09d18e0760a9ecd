import type { Id } from "@candor/core/id.ts";
import type { LivePlace } from "@candor/core/meeting/live-pointer.ts";
import { placeAfter, placeBefore } from "@candor/core/meeting/move-pointer.ts";
import { sortAgenda } from "@candor/document/meeting/sort-agenda.ts";
import { endMeeting } from "../page/meeting-edits.ts";
import type { PageModel } from "../page/page-model.ts";
import { sendTopic, toggleDiscussed } from "../page/topic-edits.ts";
import { undoable } from "../page/undoable.ts";
import { announce } from "../ui/announce.ts";
import { showToast } from "../ui/toasts.ts";
import type { LiveSession } from "./live-session.ts";
import { sayPlace } from "./say-place.ts";
import { texts } from "./texts.ts";

/** What the two do in a meeting, by key or by button. */

/** The topic is talked about, and both go on to the next. */
export function discussAndNext(model: PageModel, live: LiveSession): void {
  leaveTopic(model, live, (id) => {
    if (model.topic(id).peek()?.state !== "discussed") toggleDiscussed(model, id);
  });
}

/** Not now: it goes to the Hopper, and both go on to the next. */
export function hopperAndNext(model: PageModel, live: LiveSession): void {
  leaveTopic(model, live, (id) => {
    sendTopic(model, id, "hopper");
    // It leaves this screen: the focus stays and does not wait for it to be drawn elsewhere.
    model.held.value = null;
    model.wantsFocus.value = null;
  });
}

function leaveTopic(model: PageModel, live: LiveSession, change: (id: Id) => void): void {
  if (!model.canEdit.peek() || isTooLate(model, live)) return;
  const id = live.topicId.peek();
  if (id === null) return;
  const isLooking = live.elsewhere.peek() !== null;
  const next = placeAfter(live.place.peek(), live.topics.peek());
  change(id);
  if (isLooking) live.comeBack();
  else go(live, next);
}

export function goNext(model: PageModel, live: LiveSession): void {
  if (live.elsewhere.peek() !== null || !isTooLate(model, live)) {
    step(live, placeAfter(live.place.peek(), live.topics.peek()));
  }
}

/** Never too late: it is what one wants where the other has just moved on. */
export function goBack(live: LiveSession): void {
  step(live, placeBefore(live.place.peek(), live.topics.peek()));
}

/** Who looks around goes on looking; else both go. */
function step(live: LiveSession, place: LivePlace): void {
  if (live.elsewhere.peek() !== null) live.look(place);
  else go(live, place);
}

/** By choosing it from a list: where the other is here, too, one only looks; else one goes. */
export function choosePlace(live: LiveSession, place: LivePlace): void {
  if (live.isOtherIn.peek()) live.look(place);
  else live.goTo(place);
}

function go(live: LiveSession, place: LivePlace): void {
  live.goTo(place);
  announce(texts.announce.at(sayPlace(place, live.topics.peek())));
}

/** The other has moved on this very moment: the key was meant for what stood here before, and that is done. */
function isTooLate(model: PageModel, live: LiveSession): boolean {
  if (!live.isJustMoved.peek()) return false;
  const { name } = model.people.peek()[model.other];
  announce(texts.announce.justMoved(name, sayPlace(live.pointer.peek(), live.topics.peek())));
  return true;
}

/** Ends it, once whatever still stands in a line marked `data-hand-in` is an action, too. */
export function handInAndEnd(model: PageModel, live: LiveSession): void {
  for (const line of document.querySelectorAll("form[data-hand-in]")) {
    // Not `requestSubmit`: half a date in the line would hold up its words.
    line.dispatchEvent(new SubmitEvent("submit", { bubbles: true, cancelable: true }));
  }
  endMeeting(model, live.meetingId, "held");
}

export function sortTopics(model: PageModel, live: LiveSession): void {
  const takeBack = undoable(model.handle.undo, () => sortAgenda(model.handle.doc, live.meetingId));
  if (takeBack) showToast(texts.agenda.sorted, takeBack);
}
