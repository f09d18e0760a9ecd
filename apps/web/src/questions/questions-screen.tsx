import type { Id } from "@candor/core/id.ts";
import { OCCASIONS, type Question } from "@candor/core/question/question.ts";
import { useSignal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import { useLocation } from "preact-iso";
import { beginFrom } from "../artifact/begin-from.ts";
import type { CommandWorld } from "../commands/command-world.ts";
import {
  myQuestions,
  type OwnQuestion,
  removeOwnQuestion,
  saveOwnQuestion,
  setQuestionFavourite,
  setQuestionHidden,
} from "../people/my-questions.ts";
import { Button } from "../ui/button.tsx";
import { IconButton } from "../ui/icon-button.tsx";
import { Icon } from "../ui/icons.tsx";
import { MenuButton, type MenuItem } from "../ui/menu.tsx";
import { SelectField } from "../ui/select-field.tsx";
import { showToast } from "../ui/toasts.ts";
import { WayBack } from "../ui/way-back.tsx";
import { allQuestions, loadBank } from "./all-questions.ts";
import { answeredBy, readAnswered } from "./answered-by.ts";
import { askedOnDevice, readAsked } from "./asked-on-device.ts";
import { BankMissing } from "./bank-missing.tsx";
import { matchQuestions, type QuestionFilter } from "./match-questions.ts";
import { OwnQuestionDialog } from "./own-question-dialog.tsx";
import { NO_FILTER, QuestionFilterFields } from "./question-filter.tsx";
import { QuestionLine } from "./question-line.tsx";
import { texts } from "./texts.ts";
import { UseQuestionDialog } from "./use-question-dialog.tsx";
import "./questions.css";

type Which = "all" | "own" | "favourites" | "hidden";

type OpenDialog = { type: "own"; own: OwnQuestion | null } | { type: "use"; question: Question };

/** The whole bank and one's own questions: to browse, mark, and put on a page. */
export function QuestionsScreen({ world }: { world: CommandWorld }) {
  const people = world.people.value;
  useEffect(() => void readAnswered(), []);
  useEffect(() => {
    document.title = `${texts.title} · Candor`;
    void loadBank();
  }, []);
  const readPages = () => readAsked(people, world.readStored);
  useEffect(() => void readPages(), [people]);

  const filter = useSignal(NO_FILTER);
  const which = useSignal<Which>("all");
  const dialog = useSignal<OpenDialog | null>(null);
  const bank = allQuestions();
  const close = () => {
    dialog.value = null;
  };
  return (
    <div class="questions">
      <header class="start-top">
        <WayBack to="/" label={texts.back} />
      </header>
      <main class="wide-main questions-main">
        <div>
          <h1>{texts.title}</h1>
          <p class="questions-lead">{texts.lead}</p>
        </div>
        <div>
          <Button
            onClick={() => {
              dialog.value = { type: "own", own: null };
            }}
          >
            <Icon name="plus" />
            {texts.own.add}
          </Button>
        </div>
        {bank === null || bank === "failed" ? (
          <BankMissing isFailed={bank === "failed"} />
        ) : (
          <>
            <search class="question-filter" aria-label={texts.filters.label}>
              <QuestionFilterFields
                filter={filter}
                anyOccasion={texts.filters.anyOccasion}
                asksLabels={{ direct: texts.filters.direct, manager: texts.filters.manager }}
              />
              <SelectField<Which>
                label={texts.filters.which}
                value={which.value}
                choices={(["all", "own", "favourites", "hidden"] as const).map((value) => ({
                  value,
                  label: texts.filters[value],
                }))}
                onValue={(value) => {
                  which.value = value;
                }}
              />
            </search>
            <Found
              bank={bank}
              filter={filter.value}
              which={which.value}
              onClear={() => {
                filter.value = NO_FILTER;
                which.value = "all";
              }}
              onOpen={(next) => {
                dialog.value = next;
              }}
            />
          </>
        )}
        <p class="meta">{texts.deviceOnly}</p>
      </main>
      {dialog.value?.type === "own" && (
        <OwnQuestionDialog own={dialog.value.own} occasion={filter.value.occasion ?? "empty_agenda"} onClose={close} />
      )}
      {dialog.value?.type === "use" && (
        <UseQuestionDialog
          question={dialog.value.question}
          before={askedOnDevice.value.get(dialog.value.question.id) ?? []}
          world={world}
          onUsed={() => void readPages()}
          onClose={close}
        />
      )}
    </div>
  );
}

type FoundProps = {
  bank: readonly Question[];
  filter: QuestionFilter;
  which: Which;
  onClear: () => void;
  onOpen: (dialog: OpenDialog) => void;
};

/** By occasion, own ones first in each. */
function Found({ bank, filter, which, onClear, onOpen }: FoundProps) {
  const { own, hidden, favourites } = myQuestions().value;
  const found = useMemo(() => {
    const kept: Record<Which, (id: Id) => boolean> = {
      all: (id) => !hidden.includes(id),
      own: (id) => own.some((each) => each.id === id),
      favourites: (id) => favourites.includes(id),
      hidden: (id) => hidden.includes(id),
    };
    return matchQuestions(bank, filter).filter(({ id }) => kept[which](id));
  }, [bank, filter, which, own, hidden, favourites]);
  return (
    <>
      <div class="questions-count">
        <p role="status">{texts.count(found.length)}</p>
        {(filter !== NO_FILTER || which !== "all") && (
          <Button small look="quiet" onClick={onClear}>
            {texts.clear}
          </Button>
        )}
      </div>
      {OCCASIONS.map((occasion) => {
        const questions = found.filter((question) => question.occasion === occasion);
        if (questions.length === 0) return null;
        return (
          <section key={occasion} aria-labelledby={`occasion-${occasion}`}>
            <h2 id={`occasion-${occasion}`}>{texts.occasions[occasion]}</h2>
            <ul class="question-list">
              {questions.map((question) => (
                <QuestionRow
                  key={question.id}
                  question={question}
                  own={own.find(({ id }) => id === question.id) ?? null}
                  isHidden={hidden.includes(question.id)}
                  isFavourite={favourites.includes(question.id)}
                  onOpen={onOpen}
                />
              ))}
            </ul>
          </section>
        );
      })}
    </>
  );
}

type QuestionRowProps = {
  question: Question;
  own: OwnQuestion | null;
  isHidden: boolean;
  isFavourite: boolean;
  onOpen: (dialog: OpenDialog) => void;
};

function QuestionRow({ question, own, isHidden, isFavourite, onOpen }: QuestionRowProps) {
  const { id, text } = question;
  const { route } = useLocation();
  const written = answeredBy.value.get(id) ?? [];
  return (
    <li class="question" data-question={id}>
      <div>
        <QuestionLine
          question={question}
          occasion={false}
          isMine={own !== null}
          before={askedOnDevice.value.get(id) ?? []}
        />
        {written.length > 0 && (
          <p class="meta">
            {texts.writtenDown}{" "}
            {written.map((each) => (
              <a key={each.id} href={`/artifacts/${each.id}`}>
                {each.title}
              </a>
            ))}
          </p>
        )}
      </div>
      <div class="question-tools">
        <Button small aria-label={texts.use.of(text)} onClick={() => onOpen({ type: "use", question })}>
          {texts.use.button}
        </Button>
        <IconButton
          icon="star"
          label={texts.favouriteOf(text)}
          aria-pressed={isFavourite}
          onClick={() => setQuestionFavourite(id, !isFavourite)}
        />
        <MenuButton
          icon="more"
          label={texts.moreFor(text)}
          items={() => menuOf(question, { own, isHidden, isFavourite }, onOpen, route)}
        />
      </div>
    </li>
  );
}

type Marks = Pick<QuestionRowProps, "own" | "isHidden" | "isFavourite">;

function menuOf(
  { id, text }: Question,
  { own, isHidden, isFavourite }: Marks,
  onOpen: (dialog: OpenDialog) => void,
  route: (path: string) => void,
): MenuItem[] {
  const hide = (hidden: boolean) => {
    setQuestionHidden(id, hidden);
    showToast(hidden ? texts.toast.hidden(text) : texts.toast.shown(text), () => setQuestionHidden(id, !hidden));
  };
  const items: MenuItem[] = [
    {
      type: "item",
      id: "write-down",
      label: texts.writeDown,
      icon: "pencil",
      run: () => {
        beginFrom.value = { title: text, question: id };
        route("/artifacts");
      },
    },
    { type: "item", id: "hide", label: isHidden ? texts.show : texts.hide, run: () => hide(!isHidden) },
  ];
  if (own === null) return items;
  return [
    { type: "item", id: "edit", label: texts.edit, icon: "pencil", run: () => onOpen({ type: "own", own }) },
    ...items,
    {
      type: "item",
      id: "remove",
      label: texts.remove,
      icon: "bin",
      danger: true,
      run: () => {
        removeOwnQuestion(id);
        showToast(texts.toast.removed(text), () => {
          saveOwnQuestion(own);
          if (isHidden) setQuestionHidden(id, true);
          if (isFavourite) setQuestionFavourite(id, true);
        });
      },
    },
  ];
}
