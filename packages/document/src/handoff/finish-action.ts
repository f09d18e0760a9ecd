import { type Finishing, mayFinish } from "@candor/core/handoff/judge-finishing.ts";
import type { Id } from "@candor/core/id.ts";
import type * as Y from "yjs";
import { setActionState } from "../action/edit-action.ts";
import { readAction } from "../action/read-action.ts";
import type { Editor } from "../edit.ts";
import { find } from "../roots.ts";

/** "there": it is so already */
export type FinishedAction = "finished" | "there" | "not_found" | "not_open";

/** Finishes an action of an archived page, or takes that back; nothing else of the page is touched. */
export function finishAction(
  doc: Y.Doc,
  editor: Editor,
  id: Id,
  { to, frozenAt }: { to: Finishing; frozenAt: string },
): FinishedAction {
  const map = find(doc, "actions", id);
  if (!map) return "not_found";
  const action = readAction(id, map);
  if (action.state === "binned") return "not_found";
  if (action.state === to.state) return "there";
  if (!mayFinish(action, to.state, frozenAt)) return "not_open";
  setActionState(doc, editor, id, to.state, to.state === "open" ? null : to.why);
  return "finished";
}
