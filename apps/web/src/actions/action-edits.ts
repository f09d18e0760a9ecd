import type { ActionState } from "@candor/core/action/action.ts";
import type { Id } from "@candor/core/id.ts";
import type { MemberId } from "@candor/core/person/member.ts";
import { setActionState, setActionTraits } from "@candor/document/action/edit-action.ts";
import type { PageModel } from "../page/page-model.ts";
import { undoable } from "../page/undoable.ts";
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
  undoable(model.handle.undo, () => setActionTraits(model.handle.doc, id, traits));
}
