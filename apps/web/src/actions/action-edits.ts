import type { ActionState } from "@candor/core/action/action.ts";
import type { Id } from "@candor/core/id.ts";
import type { MemberId } from "@candor/core/person/member.ts";
import { addAction } from "@candor/document/action/add-action.ts";
import { setActionState, setActionTraits } from "@candor/document/action/edit-action.ts";
import type { PageModel } from "../page/page-model.ts";
import { undoable } from "../page/undoable.ts";
import { today } from "../ui/clock.ts";
import { sayDay } from "../ui/say-day.ts";
import { showToast } from "../ui/toasts.ts";
import { texts } from "./texts.ts";

/** @param why a word why, for a dropped one. */
export function markAction(model: PageModel, id: Id, state: ActionState, why: string | null = null): void {
  const action = model.action(id).peek();
  if (!action) return;
  const { doc, editor, undo } = model.handle;
  const takeBack = undoable(undo, () => setActionState(doc, editor(), id, state, why));
  if (takeBack) showToast(texts.toast[state](action.text), takeBack);
}

export function changeAction(model: PageModel, id: Id, traits: { owner?: MemberId; due?: string | null }): void {
  const action = model.action(id).peek();
  if (!action) return;
  const takeBack = undoable(model.handle.undo, () => setActionTraits(model.handle.doc, id, traits));
  if (!takeBack) return;
  const { owner, due } = traits;
  if (owner === model.me) showToast(texts.toast.taken(action.text), takeBack);
  else if (owner !== undefined) showToast(texts.toast.given(action.text, model.people.peek()[owner].name), takeBack);
  else
    showToast(due ? texts.toast.due(action.text, sayDay(due, today.peek())) : texts.toast.noDue(action.text), takeBack);
}

/** What is agreed while a meeting is ahead or under way belongs to it, and to the top of the one after it. */
export function makeAction(model: PageModel, action: { text: string; owner: MemberId; due: string | null }): void {
  const { doc, editor, undo } = model.handle;
  const next = model.nextMeetingId.peek();
  undoable(undo, () => addAction(doc, editor(), next === null ? action : { ...action, fromMeeting: next }));
}
