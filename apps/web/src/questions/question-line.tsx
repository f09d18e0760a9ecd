import type { AskedQuestion } from "@candor/core/question/asked-questions.ts";
import type { Question } from "@candor/core/question/question.ts";
import { today } from "../ui/clock.ts";
import { Icon } from "../ui/icons.tsx";
import { sayBefore } from "./say-question.ts";
import { texts } from "./texts.ts";

type QuestionLineProps = {
  question: Question;
  /** false where something else says what it is for, or who asks */
  occasion?: boolean;
  asks?: boolean;
  isMine: boolean;
  before: readonly (AskedQuestion & { name?: string })[];
  /** why it is offered */
  why?: string;
};

/** A question with all that is known of it, the same wherever it stands. */
export function QuestionLine({ question, occasion = true, asks = true, isMine, before, why }: QuestionLineProps) {
  return (
    <>
      <p class="question-text">{question.text}</p>
      <p class="question-meta meta">
        {isMine && <span class="chip">{texts.mine}</span>}
        {question.bigPicture && (
          <span class="chip">
            <Icon name="mountain" />
            {texts.occasions.big_picture}
          </span>
        )}
        {occasion && !(question.bigPicture && question.occasion === "big_picture") && (
          <span>{texts.occasions[question.occasion]}</span>
        )}
        <span>{texts.depths[question.depth]}</span>
        {asks && <span>{texts.asks[question.asks]}</span>}
        {before.map((each) => {
          const said = sayBefore(each, today.value);
          return (
            <strong key={`${each.name}:${each.state}:${each.day}`}>
              {each.name === undefined ? said : texts.with(each.name, said)}
            </strong>
          );
        })}
      </p>
      {why && <p class="question-why">{why}</p>}
    </>
  );
}
