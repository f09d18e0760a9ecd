import type { Action } from "@candor/core/action/action.ts";
import type { PageModel } from "../page/page-model.ts";
import { whyReadOnly } from "../page/why-read-only.ts";
import type { MenuItem } from "../ui/menu.tsx";
import { changeAction, markAction } from "./action-edits.ts";
import { texts } from "./texts.ts";

/** What the menu leaves to the row. */
export type RowEdits = { edit: () => void; date: () => void; drop: () => void };

/** Everything one can do to an action, for its menu. */
export function actionMenu(model: PageModel, action: Action, edit: RowEdits): MenuItem[] {
  const { id } = action;
  const isMine = action.owner === model.me;
  const refused = whyReadOnly(model.handle.access.peek());
  const items: MenuItem[] = [
    { type: "item", id: "done", label: texts.menu.done, icon: "check", run: () => markAction(model, id, "done") },
    { type: "item", id: "edit", label: texts.menu.edit, icon: "pencil", run: edit.edit },
    { type: "item", id: "due", label: texts.menu.due, icon: "calendar", run: edit.date },
    {
      type: "item",
      id: "no-due",
      label: texts.menu.noDue,
      icon: "close",
      disabled: action.due === null,
      run: () => changeAction(model, id, { due: null }),
    },
    {
      type: "item",
      id: "owner",
      label: isMine ? texts.menu.give(model.people.peek()[model.other].name) : texts.menu.take,
      icon: "person",
      run: () => changeAction(model, id, { owner: isMine ? model.other : model.me }),
    },
    { type: "separator", id: "before-end" },
    {
      type: "item",
      id: "drop",
      label: texts.menu.drop,
      icon: "right",
      run: edit.drop,
    },
    {
      type: "item",
      id: "bin",
      label: texts.menu.bin,
      icon: "bin",
      danger: true,
      run: () => markAction(model, id, "binned"),
    },
  ];
  return refused === null ? items : items.map((item) => (item.type === "item" ? { ...item, refused } : item));
}
