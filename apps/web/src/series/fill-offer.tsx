import type { Id } from "@candor/core/id.ts";
import type { Filling } from "@candor/core/meeting/fill-agenda.ts";
import { askedQuestions } from "@candor/core/question/asked-questions.ts";
import { pickQuestion } from "@candor/core/question/pick-question.ts";
import { PLAIN_QUESTION, type Question } from "@candor/core/question/question.ts";
import { fillMeeting } from "@candor/document/meeting/fill-meeting.ts";
import { useComputed, useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { usePage } from "../page/page-context.ts";
import type { PageModel } from "../page/page-model.ts";
import { texts as pageTexts } from "../page/texts.ts";
import { undoable } from "../page/undoable.ts";
import { myQuestions } from "../people/my-questions.ts";
import { Button } from "../ui/button.tsx";
import { now, today } from "../ui/clock.ts";
import { showToast } from "../ui/toasts.ts";
import { dismiss } from "./dismissed.ts";
import { texts } from "./texts.ts";

const { fill: say } = texts;
const KEPT_DAYS = 120; // longer than any meeting is planned ahead

/** Offers an empty agenda what waits in the Hopper, and a question that fits. It asks for nothing and goes at a word. */
export function FillOffer({ meetingId, filling }: { meetingId: Id; filling: Filling }) {
  const model = usePage();
  const bank = useSignal<readonly Question[] | null>(null);
  const without = useSignal<readonly Id[]>([]);
  useEffect(() => {
    import("@candor/core/question/bank.ts").then(
      ({ BANK }) => {
        bank.value = BANK;
      },
      () => {
        bank.value = []; // offline, before it was ever here: the topics alone are worth it
      },
    );
  }, []);
  const wanted = filling.question;
  const question = useComputed(() => {
    if (wanted === null || bank.value === null) return null;
    return questionFor(model, meetingId, wanted, bank.value, without.value);
  }).value;
  if (bank.value === null) return null; // all at once, so that nothing jumps
  if (filling.topics.length === 0 && question === null) return null;
  const count = filling.topics.length + (question === null ? 0 : 1);
  return (
    <section class="ask" aria-labelledby="fill-heading" data-advice="fill">
      <h3 id="fill-heading" class="ask-question" tabIndex={-1}>
        {say.heading}
      </h3>
      <p>{say.text}</p>
      <ul class="fill-topics">
        {filling.topics.map(({ topic, reasons }) => (
          <li key={topic.id}>
            <span class="fill-title">{topic.title || pageTexts.untitled}</span>{" "}
            <span class="meta">{say.because(reasons)}</span>
          </li>
        ))}
        {question && (
          <li>
            <span class="fill-title">{question.text}</span> <span class="meta">{say.question(question.occasion)}</span>
          </li>
        )}
      </ul>
      {filling.left > 0 && <p class="meta">{say.left(filling.left)}</p>}
      <div class="row">
        <Button
          onClick={() => {
            fill(model, meetingId, filling, question);
            if (count > 0) document.getElementById("agenda-heading")?.focus();
          }}
        >
          {say.fill}
        </Button>
        {question && (
          <Button
            look="quiet"
            onClick={() => {
              without.value = [...without.peek(), question.id];
            }}
          >
            {say.another}
          </Button>
        )}
        <Button
          look="quiet"
          onClick={() => {
            const at = now.peek();
            const until = at.add({ hours: 24 * KEPT_DAYS }).toString();
            document.getElementById("agenda-heading")?.focus();
            dismiss(`fill ${meetingId} ${model.handle.pairId}`, { now: at.toString(), until });
          }}
        >
          {say.no}
        </Button>
      </div>
    </section>
  );
}

function questionFor(
  model: PageModel,
  meetingId: Id,
  { occasions, asks }: NonNullable<Filling["question"]>,
  bank: readonly Question[],
  without: readonly Id[],
): Question | null {
  const page = model.handle.page.value;
  const { own, hidden, favourites } = myQuestions().value;
  const facts = {
    bank: [...bank, ...own.map((each) => ({ ...PLAIN_QUESTION, ...each }))],
    asked: askedQuestions(page),
    hidden,
    favourites,
    asks,
    today: today.value,
    seed: meetingId,
    held: page.meetings.filter(({ state }) => state === "held").length,
  };
  // The occasions are in the order of their turn: a later one only where nothing is left of those before it.
  for (const occasion of occasions) {
    const picked = pickQuestion({ ...facts, occasions: [occasion], without });
    if (picked) return picked.question;
  }
  // All were seen: from the beginning, rather than none at all.
  return pickQuestion({ ...facts, occasions, without: [] })?.question ?? null;
}

function fill(model: PageModel, meetingId: Id, { topics }: Filling, question: Question | null): void {
  const { doc, editor, undo } = model.handle;
  const takeBack = undoable(undo, () =>
    fillMeeting(doc, editor(), meetingId, {
      topics: topics.map(({ topic }) => topic.id),
      question: question && {
        id: question.id,
        text: question.text,
        altitude: question.bigPicture ? "big_picture" : "detail",
      },
    }),
  );
  if (takeBack) showToast(texts.toast.filled(topics.length + (question ? 1 : 0)), takeBack);
}
