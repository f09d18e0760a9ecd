import type { Id } from "@candor/core/id.ts";
import { askedQuestions } from "@candor/core/question/asked-questions.ts";
import { type FirstMeetingQuestion, firstMeetingQuestions } from "@candor/core/question/first-meetings.ts";
import { pickQuestion } from "@candor/core/question/pick-question.ts";
import type { Question } from "@candor/core/question/question.ts";
import { heldMeetings, sideOf } from "@candor/core/question/suggest-questions.ts";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { usePage } from "../page/page-context.ts";
import { texts as pageTexts } from "../page/texts.ts";
import { myQuestions } from "../people/my-questions.ts";
import { Button } from "../ui/button.tsx";
import { today } from "../ui/clock.ts";
import { showToast } from "../ui/toasts.ts";
import { addQuestion, addQuestions } from "./add-question.ts";
import { allQuestions, loadBank } from "./all-questions.ts";
import { type Answered, answersOf, decline, offered, swap, takeBackAnswer } from "./first-answers.ts";
import { texts } from "./texts.ts";
import "./questions.css";

const say = texts.first;

/** What is good to ask in one of the first three meetings of two people, to keep, swap or leave. */
export function FirstMeetings({ meetingId }: { meetingId: Id }) {
  const model = usePage();
  const section = useRef<HTMLElement>(null);
  /** which row's place takes the focus once the row that had it is gone */
  const wantsFocus = useRef<number | null>(null);
  useEffect(() => void loadBank(), []);
  useLayoutEffect(() => {
    if (wantsFocus.current === null) return;
    const rows = section.current?.querySelectorAll<HTMLElement>("[data-suggested]") ?? [];
    const row = rows[Math.min(wantsFocus.current, rows.length - 1)];
    wantsFocus.current = null;
    (row?.querySelector("button") ?? document.querySelector<HTMLElement>('[data-add="agenda"]'))?.focus();
  });

  const bank = allQuestions();
  const page = model.handle.page.value;
  const people = model.people.value;
  const { hidden } = myQuestions().value;
  if (!Array.isArray(bank) || !model.canEdit.value) return null;
  const { pairId } = model.handle;
  const answers = answersOf(pairId);
  const now = firstMeetingQuestions(page, people, withoutEarlier(bank, answers, meetingId));
  const taken = new Set(
    page.topics.flatMap(({ question, state }) => (question && state !== "binned" ? [question] : [])),
  );
  const rows = offered(now, answers, meetingId, bank, taken).filter(({ question }) => !hidden.includes(question.id));
  if (rows.length === 0) return null;

  const isAsking = sideOf(people, model.me) === "manager";
  const other = people[model.other].name || pageTexts.otherMissing;
  const questionsOf = (all: readonly FirstMeetingQuestion[]) => all.map(({ question }) => question);
  const leave = (row: FirstMeetingQuestion, answer: Answered, said: string) => {
    wantsFocus.current = rows.indexOf(row);
    showToast(said, () => takeBackAnswer(answer));
  };
  const swapRow = (row: FirstMeetingQuestion) => {
    const picked = pickQuestion({
      bank: bank.filter(({ meeting }) => meeting === null),
      asked: askedQuestions(page),
      hidden,
      favourites: [],
      occasions: ["first"],
      asks: "manager",
      today: today.peek(),
      seed: `${meetingId}:${row.question.id}`,
      without: [
        ...questionsOf(rows).map(({ id }) => id),
        ...answers.flatMap(({ from, to }) => (to ? [from, to] : [from])),
      ],
      held: heldMeetings(page),
    });
    if (!picked)
      return leave(row, decline(pairId, meetingId, row.question.id), texts.toast.declined(row.question.text));
    leave(row, swap(pairId, meetingId, row.question.id, picked.question.id), texts.toast.swapped(picked.question.text));
  };
  return (
    <section ref={section} class="first-meetings" aria-labelledby="first-meetings-heading">
      <div class="first-meetings-head">
        <h3 id="first-meetings-heading">{say.title(heldMeetings(page) + 1)}</h3>
        <p class="meta">{isAsking ? say.ask(other) : say.answer(other)}</p>
      </div>
      <ul class="examples" aria-label={say.list}>
        {rows.map((row, index) => (
          <li key={row.question.id} class="example first-meeting" data-suggested={row.question.id}>
            <p>
              {row.question.text} {row.isLate && <span class="chip">{say.late(row)}</span>}
            </p>
            <div class="row">
              <Button
                small
                aria-label={say.keepOf(row)}
                onClick={() => {
                  wantsFocus.current = index;
                  addQuestion(model, row.question, meetingId);
                }}
              >
                {say.keep}
              </Button>
              <Button small look="quiet" aria-label={say.swapOf(row)} onClick={() => swapRow(row)}>
                {say.swap}
              </Button>
              <Button
                small
                look="quiet"
                aria-label={say.declineOf(row)}
                onClick={() =>
                  leave(row, decline(pairId, meetingId, row.question.id), texts.toast.declined(row.question.text))
                }
              >
                {say.decline}
              </Button>
            </div>
          </li>
        ))}
      </ul>
      <div class="first-meetings-foot">
        {rows.length > 1 && (
          <Button
            onClick={() => {
              wantsFocus.current = 0;
              addQuestions(model, questionsOf(rows), meetingId, texts.toast.keptAll(rows.length));
            }}
          >
            {say.keepAll}
          </Button>
        )}
        <p class="meta">{say.note}</p>
      </div>
    </section>
  );
}

/** What was declined for an earlier meeting does not come late. */
function withoutEarlier(bank: readonly Question[], answers: readonly Answered[], meetingId: Id): Question[] {
  const gone = answers.filter(({ meeting }) => meeting !== meetingId).map(({ from }) => from);
  return bank.filter(({ id }) => !gone.includes(id));
}
