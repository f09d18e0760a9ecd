import { GOALS, MAX_LETTER_LENGTH, writeLetter } from "@candor/core/handoff/write-letter.ts";
import { PARTS, type PortraitEntry, saidNow } from "@candor/core/portrait/portrait.ts";
import type { HandoffChoices, HandoffPerson, HandoffView } from "@candor/protocol/http/handoff.ts";
import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { ApiResult } from "../people/api-client.ts";
import { refreshPeople } from "../people/my-people.ts";
import { entriesOf, readPortrait } from "../rhythm/portrait-calls.ts";
import { rhythmTexts } from "../rhythm/texts.ts";
import { Button } from "../ui/button.tsx";
import { sayDate } from "../ui/say-day.ts";
import { TextArea } from "../ui/text-area.tsx";
import { showToast } from "../ui/toasts.ts";
import { beginWorkspacePage } from "../workspace/begin-page.ts";
import { workspaceClient } from "../workspace/workspace-client.ts";
import { decline, handOver, readChoices, takeBack } from "./handoff-calls.ts";
import { handoffTexts as texts } from "./handoff-texts.ts";
import { keepDraft, type LetterDraft, readDraft } from "./letter-draft.ts";
import "./handoff.css";

const { choose, letter: say } = texts;

type LetterPartProps = { handoff: HandoffView; next: HandoffPerson; onChange: () => Promise<void> };

/** What the direct hands over, and what has become of it. */
export function LetterPart({ handoff, next, onChange }: LetterPartProps) {
  const choices = useSignal<HandoffChoices | null>(null);
  const portrait = useSignal<readonly PortraitEntry[]>([]);
  const problem = useSignal("");
  // What was pressed is gone once it is done: whoever uses keys goes on from here.
  const heading = useRef<HTMLHeadingElement>(null);
  const isBusy = useSignal(false);
  const afterAll = useSignal(false);
  const { edge, letter } = handoff;
  const read = async () => {
    const [found, mine] = await Promise.all([readChoices(edge), readPortrait()]);
    if (found.type === "ok") choices.value = found.value;
    else problem.value = texts.unreachable;
    if (mine.type === "ok") portrait.value = saidNow(entriesOf(mine.value.entries));
  };
  useEffect(() => void read(), [edge, letter]);
  /** @returns whether it was done. */
  const act = async (work: () => Promise<ApiResult<unknown>>, told: string) => {
    if (isBusy.peek()) return false;
    isBusy.value = true;
    const result = await work();
    isBusy.value = false;
    problem.value = result.type === "ok" ? "" : result.type === "problem" ? result.title : texts.unreachable;
    if (result.type === "ok") showToast(told);
    await onChange();
    if (result.type === "ok") heading.current?.focus();
    if (result.type !== "ok") await read();
    return result.type === "ok";
  };
  const known = choices.value;
  const waiting = known?.waiting ?? null;
  const isWriting = letter === "none" || (letter === "declined" && afterAll.value);
  return (
    <section class="stack-tight" aria-labelledby="letter-heading">
      <h2 id="letter-heading" ref={heading} tabIndex={-1}>
        {isWriting ? choose.title : say.title}
      </h2>
      <p role="alert" class="problem">
        {problem.value}
      </p>
      {letter === "opened" && <p>{say.opened(next.name)}</p>}
      {letter === "declined" && !afterAll.value && (
        <>
          <p>{say.declined}</p>
          <div>
            <Button
              onClick={() => {
                afterAll.value = true;
              }}
            >
              {say.after}
            </Button>
          </div>
        </>
      )}
      {letter === "waiting" && (
        <>
          <p>{say.waits(next.name, handoff.day > handoff.today ? sayDate(handoff.day, handoff.today) : null)}</p>
          {waiting && <p class="portrait-text quote">{waiting.letter}</p>}
          <div>
            <Button
              disabled={isBusy.value || waiting === null}
              onClick={() => {
                if (waiting === null) return;
                const { letter: words, ...ticked } = waiting;
                keepDraft(edge, { ...ticked, words }); // what comes back is what went
                void act(() => takeBack(edge), say.tookBack);
              }}
            >
              {say.takeBack}
            </Button>
          </div>
        </>
      )}
      {isWriting && known !== null && (
        <LetterForm
          key={edge}
          handoff={handoff}
          next={next}
          choices={known}
          portrait={portrait.value}
          isBusy={isBusy.value}
          onHandOver={async (draft, words) => {
            const isDone = await act(async () => {
              const ready = await newPageOf(handoff, next);
              if (ready.type !== "ok") return ready;
              const { topics, actions, sharesPortrait } = draft;
              return handOver(edge, { letter: words, topics, actions, sharesPortrait });
            }, say.done(next.name));
            if (isDone) keepDraft(edge, null);
          }}
          onDecline={() => {
            afterAll.value = false;
            void act(() => decline(edge), say.declined);
          }}
        />
      )}
    </section>
  );
}

/** The page with the new manager, begun now where there is none: a letter needs something to begin. */
async function newPageOf({ newPage, workspace }: HandoffView, next: HandoffPerson): Promise<ApiResult<unknown>> {
  if (newPage !== null) return { type: "ok", value: null };
  const begun = await beginWorkspacePage(workspaceClient(workspace), {
    ...{ person: next.person, relation: "report", iAm: "below" },
  });
  if (begun.type === "ok") await refreshPeople();
  return begun;
}

type LetterFormProps = {
  handoff: HandoffView;
  next: HandoffPerson;
  choices: HandoffChoices;
  portrait: readonly PortraitEntry[];
  isBusy: boolean;
  onHandOver: (draft: LetterDraft, words: string) => Promise<void>;
  onDecline: () => void;
};

function LetterForm({ handoff, next, choices, portrait, isBusy, onHandOver, onDecline }: LetterFormProps) {
  const { edge, direct, former, today } = handoff;
  const draft = useSignal<LetterDraft>(stillThere(readDraft(edge), choices));
  const problem = useSignal("");
  const keep = (change: Partial<LetterDraft>) => {
    draft.value = { ...draft.peek(), ...change };
    keepDraft(edge, draft.peek());
  };
  const { topics, actions, sharesPortrait, withGoals = false, words } = draft.value;
  const goals = portrait.find(({ part }) => part === GOALS)?.text ?? null;
  const drafted = writeLetter({
    ...{ me: direct.name, to: next.name, from: former.name, headings: HEADINGS },
    portrait: sharesPortrait ? portrait : [],
    goals: withGoals ? goals : null,
    actions: choices.actions.filter((each) => actions.includes(each.id)),
    topics: choices.topics.filter((each) => topics.includes(each.id)),
  });
  const text = words ?? drafted;
  const tick = (list: readonly string[], each: string, isOn: boolean) =>
    isOn ? [...list, each] : list.filter((other) => other !== each);
  return (
    <form
      class="stack-tight"
      onSubmit={(event) => {
        event.preventDefault();
        const length = text.length;
        problem.value =
          text.trim() === "" ? say.empty : length > MAX_LETTER_LENGTH ? say.over(length, MAX_LETTER_LENGTH) : "";
        if (problem.peek() === "") void onHandOver(draft.peek(), text);
      }}
    >
      <p class="meta">{choose.hint}</p>
      {portrait.length > 0 ? (
        <label class="check">
          <input
            type="checkbox"
            checked={sharesPortrait}
            onChange={(event) => keep({ sharesPortrait: event.currentTarget.checked })}
          />
          <span>{choose.portrait(next.name)}</span>
        </label>
      ) : (
        <p class="meta">
          {choose.portraitNone} <a href="/settings/portrait">{choose.portraitLink}</a>
        </p>
      )}
      {goals !== null && (
        <label class="check">
          <input
            type="checkbox"
            checked={withGoals}
            onChange={(event) => keep({ withGoals: event.currentTarget.checked })}
          />
          <span>{choose.goals}</span>
        </label>
      )}
      {choices.actions.length > 0 && (
        <fieldset class="handoff-choice">
          <legend>{choose.actions}</legend>
          {choices.actions.map((each) => (
            <label key={each.id} class="check">
              <input
                type="checkbox"
                checked={actions.includes(each.id)}
                onChange={(event) => keep({ actions: tick(actions, each.id, event.currentTarget.checked) })}
              />
              <span>
                {each.text}
                {each.due !== null && <span class="meta"> {choose.due(sayDate(each.due, today, "short"))}</span>}
              </span>
            </label>
          ))}
        </fieldset>
      )}
      {choices.topics.length > 0 && (
        <fieldset class="handoff-choice">
          <legend>{choose.topics}</legend>
          {choices.topics.map((each) => (
            <label key={each.id} class="check">
              <input
                type="checkbox"
                checked={topics.includes(each.id)}
                onChange={(event) => keep({ topics: tick(topics, each.id, event.currentTarget.checked) })}
              />
              <span>{each.title}</span>
            </label>
          ))}
        </fieldset>
      )}
      {choices.actions.length + choices.topics.length === 0 && <p class="meta">{choose.none}</p>}
      <div class="portrait-part">
        <TextArea
          label={say.title}
          hint={say.hint(next.name)}
          rows={18}
          value={text}
          onValue={(value) => keep({ words: value })}
        />
      </div>
      {words !== null && words !== drafted && (
        <div>
          <Button small onClick={() => keep({ words: null })}>
            {say.anew}
          </Button>
        </div>
      )}
      <p role="alert" class="problem">
        {problem.value}
      </p>
      <div class="row">
        <Button type="submit" look="primary" disabled={isBusy}>
          {say.go(next.name)}
        </Button>
        <Button look="quiet" disabled={isBusy} onClick={onDecline}>
          {say.decline}
        </Button>
      </div>
    </form>
  );
}

const HEADINGS = Object.fromEntries(PARTS.map((part) => [part, rhythmTexts.portrait.parts[part].name])) as Record<
  PortraitEntry["part"],
  string
>;

/** What was ticked and is done or gone meanwhile is ticked no more. */
function stillThere(draft: LetterDraft, choices: HandoffChoices): LetterDraft {
  const has = (list: readonly { id: string }[]) => (id: string) => list.some((each) => each.id === id);
  return {
    ...draft,
    topics: draft.topics.filter(has(choices.topics)),
    actions: draft.actions.filter(has(choices.actions)),
  };
}
