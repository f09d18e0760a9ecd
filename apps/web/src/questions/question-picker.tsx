import type { Id } from "@candor/core/id.ts";
import { type AskedQuestion, askedQuestions } from "@candor/core/question/asked-questions.ts";
import { type PickedQuestion, rankQuestions } from "@candor/core/question/pick-question.ts";
import type { Question } from "@candor/core/question/question.ts";
import { heldMeetings, sideOf, suggestQuestions } from "@candor/core/question/suggest-questions.ts";
import { useSignal } from "@preact/signals";
import { useEffect, useMemo, useRef } from "preact/hooks";
import { usePage } from "../page/page-context.ts";
import type { PageModel } from "../page/page-model.ts";
import { texts as pageTexts } from "../page/texts.ts";
import { myQuestions } from "../people/my-questions.ts";
import { announce } from "../ui/announce.ts";
import { Button } from "../ui/button.tsx";
import { today } from "../ui/clock.ts";
import { Dialog } from "../ui/dialog.tsx";
import { addQuestion } from "./add-question.ts";
import { allQuestions, loadBank } from "./all-questions.ts";
import { BankMissing } from "./bank-missing.tsx";
import { matchQuestions, type QuestionFilter } from "./match-questions.ts";
import { NO_FILTER, QuestionFilterFields } from "./question-filter.tsx";
import { QuestionLine } from "./question-line.tsx";
import { sayReasons } from "./say-question.ts";
import { texts } from "./texts.ts";
import "./questions.css";

const say = texts.picker;
const HAND = 4;
const MOST_SHOWN = 40; // as many as somebody reads; words narrow down the rest

/** A handful of questions that fit the two now, or any of the bank: one goes to the agenda or into the Hopper. */
export function QuestionPicker({ onClose }: { onClose: () => void }) {
  useEffect(() => void loadBank(), []);
  const bank = allQuestions();
  return (
    <Dialog title={say.title} onClose={onClose}>
      {bank === null || bank === "failed" ? (
        <BankMissing isFailed={bank === "failed"} />
      ) : (
        <Choosing bank={bank} onClose={onClose} />
      )}
    </Dialog>
  );
}

function Choosing({ bank, onClose }: { bank: readonly Question[]; onClose: () => void }) {
  const model = usePage();
  const people = model.people.value;
  const side = sideOf(people, model.me);
  const other = people[model.other].name || pageTexts.otherMissing;
  const page = model.handle.page.value;
  const { hidden, favourites, own } = myQuestions().value;
  const filter = useSignal<QuestionFilter>({ ...NO_FILTER, asks: side === "either" ? null : side });
  /** those of the hands before */
  const seen = useSignal<readonly Id[]>([]);
  const isUnfiltered = sameFilter(filter.value, { ...NO_FILTER, asks: side === "either" ? null : side });

  // The hand stays while one reads, whatever the other person does on the page meanwhile.
  const hand = useMemo(() => deal(model, bank, seen.value), [bank, seen.value]);
  const found = useMemo(() => (isUnfiltered ? [] : search(model, bank, filter.value)), [bank, filter.value, page]);
  const shown = isUnfiltered ? hand : found.slice(0, MOST_SHOWN);
  const before = useMemo(() => lastById(askedQuestions(page)), [page]);
  const root = useRef<HTMLDivElement>(null);
  // The dialog may have been there before the questions were; and a phone would cover them with its keyboard.
  useEffect(() => {
    const isTyped = matchMedia("(pointer: fine)").matches;
    root.current?.querySelector<HTMLElement>(isTyped ? "input" : ".picker-list button")?.focus();
  }, []);

  return (
    <div class="picker" ref={root}>
      <div class="question-filter">
        <QuestionFilterFields
          filter={filter}
          anyOccasion={isUnfiltered ? texts.filters.fits : texts.filters.anyOccasion}
          {...(side !== "either" && {
            asksLabels: {
              direct: side === "direct" ? texts.filters.iAsk : texts.filters.theyAsk(other),
              manager: side === "manager" ? texts.filters.iAsk : texts.filters.theyAsk(other),
            },
          })}
        />
      </div>
      <p class="picker-lead" role="status">
        {isUnfiltered ? (shown.length > 0 ? say.lead(other) : say.noMore) : texts.count(found.length)}
      </p>
      <ul class="picker-list" aria-label={say.list}>
        {shown.map(({ question, reasons }) => (
          <li key={question.id} class="picker-question" data-question={question.id}>
            <div>
              <QuestionLine
                question={question}
                occasion={!isUnfiltered && filter.value.occasion === null}
                asks={filter.value.asks === null}
                isMine={own.some(({ id }) => id === question.id)}
                before={before.get(question.id) ?? []}
                why={sayReasons(
                  isUnfiltered ? reasons : reasons.filter(({ type }) => type === "favourite"),
                  today.value,
                )}
              />
            </div>
            <Places model={model} question={question} before={before.get(question.id) ?? []} onClose={onClose} />
          </li>
        ))}
      </ul>
      {isUnfiltered && hand.length === HAND && (
        <div class="row picker-foot">
          <Button
            onClick={() => {
              const next = [...seen.peek(), ...hand.map(({ question }) => question.id)];
              seen.value = next;
              const first = deal(model, bank, next)[0];
              announce(first ? first.question.text : say.noMore);
            }}
          >
            {say.another}
          </Button>
          <a href="/questions">{say.all}</a>
        </div>
      )}
    </div>
  );

  function deal(of: PageModel, from: readonly Question[], without: readonly Id[]): PickedQuestion[] {
    const facts = { bank: from, hidden, favourites, today: today.peek(), without };
    const seed = of.nextMeetingId.peek() ?? "";
    return suggestQuestions(of.handle.page.peek(), of.people.peek(), of.me, { ...facts, seed }, HAND);
  }

  function search(of: PageModel, from: readonly Question[], by: QuestionFilter): PickedQuestion[] {
    const current = of.handle.page.peek();
    const matching = matchQuestions(from, by);
    return rankQuestions({
      bank: matching,
      asked: askedQuestions(current),
      hidden,
      favourites,
      occasions: [...new Set(matching.map(({ occasion }) => occasion))],
      asks: "either",
      today: today.peek(),
      seed: of.nextMeetingId.peek() ?? "",
      without: [],
      held: heldMeetings(current),
    });
  }
}

type PlacesProps = {
  model: PageModel;
  question: Question;
  before: readonly AskedQuestion[];
  onClose: () => void;
};

function Places({ model, question, before, onClose }: PlacesProps) {
  const next = model.nextMeetingId.value;
  const stands = (state: AskedQuestion["state"]) => before.some((each) => each.state === state);
  const put = (place: Id) => {
    // Closed first: what is said about it, and its undo, lie beneath a dialog.
    onClose();
    addQuestion(model, question, place);
  };
  if (stands("on_agenda")) return null;
  return (
    <div class="row picker-places">
      {next !== null && (
        <Button small aria-label={say.agendaOf(question.text)} onClick={() => put(next)}>
          {say.agenda}
        </Button>
      )}
      {!stands("in_hopper") && (
        <Button small look="quiet" aria-label={say.hopperOf(question.text)} onClick={() => put("hopper")}>
          {say.hopper}
        </Button>
      )}
    </div>
  );
}

/** The last time alone: when it came before that, nobody asks. */
function lastById(asked: readonly AskedQuestion[]): Map<Id, AskedQuestion[]> {
  return new Map(asked.map((each) => [each.question, [each]]));
}

function sameFilter(left: QuestionFilter, right: QuestionFilter): boolean {
  const isSame = (key: keyof QuestionFilter) => left[key] === right[key];
  return left.search.trim() === "" && isSame("occasion") && isSame("asks") && isSame("depth");
}
