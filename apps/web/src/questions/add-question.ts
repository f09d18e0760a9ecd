import type { Question } from "@candor/core/question/question.ts";
import type { Place } from "@candor/core/topic/topic.ts";
import { addTopic } from "@candor/document/topic/add-topic.ts";
import { moveTopic } from "@candor/document/topic/move-topic.ts";
import type { PageModel } from "../page/page-model.ts";
import { undoable } from "../page/undoable.ts";
import { showToast } from "../ui/toasts.ts";
import { texts } from "./texts.ts";

/** Makes topics of questions, one step to take back; one that waits in the Hopper goes along instead of standing twice. */
export function addQuestions(model: PageModel, questions: readonly Question[], place: Place, said: string): void {
  const { doc, editor, undo, page } = model.handle;
  const takeBack = undoable(undo, () => {
    for (const { id, text, bigPicture } of questions) {
      const waiting = page
        .peek()
        .topics.find((topic) => topic.question === id && topic.place === "hopper" && topic.state === "open");
      if (waiting) {
        if (place !== "hopper") moveTopic(doc, waiting.id, { place });
        continue;
      }
      addTopic(doc, editor(), {
        title: text,
        place,
        question: id,
        ...(bigPicture && { altitude: "big_picture" }),
      });
    }
  });
  if (takeBack) showToast(said, takeBack);
}

export function addQuestion(model: PageModel, question: Question, place: Place): void {
  const say = place === "hopper" ? texts.toast.inHopper : texts.toast.onAgenda;
  addQuestions(model, [question], place, say(question.text));
}
