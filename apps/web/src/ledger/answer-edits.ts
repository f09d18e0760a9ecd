import type { Id } from "@candor/core/id.ts";
import { answerTopic } from "@candor/document/topic/edit-topic.ts";
import type { PageModel } from "../page/page-model.ts";
import { undoable } from "../page/undoable.ts";
import { showToast } from "../ui/toasts.ts";
import { texts } from "./texts.ts";

/** Says what came of a topic; with neither line nor link, takes that back. */
export function answer(model: PageModel, id: Id, said: { line: string; link: string | null }): void {
  const topic = model.topic(id).peek();
  if (!topic) return;
  const takeBack = undoable(model.handle.undo, () => answerTopic(model.handle.doc, id, said));
  if (!takeBack) return;
  const isTakenBack = said.line.trim() === "" && said.link === null;
  showToast(isTakenBack ? texts.toast.takenBack(topic.title) : texts.toast.answered(topic.title), takeBack);
}
