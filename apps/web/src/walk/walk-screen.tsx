import type { Id } from "@candor/core/id.ts";
import type { Meeting } from "@candor/core/meeting/meeting.ts";
import { byRank } from "@candor/core/topic/rank.ts";
import type { Topic } from "@candor/core/topic/topic.ts";
import { type Signal, useComputed, useSignal } from "@preact/signals";
import { useMemo } from "preact/hooks";
import { meetingDay } from "../page/meeting-time.ts";
import { usePage } from "../page/page-context.ts";
import type { PageModel } from "../page/page-model.ts";
import { texts as pageTexts } from "../page/texts.ts";
import { Button } from "../ui/button.tsx";
import { deviceTimeZone, today } from "../ui/clock.ts";
import { IconButton } from "../ui/icon-button.tsx";
import { texts } from "./texts.ts";
import {
  type DraftAction,
  type DraftLine,
  deviceKeep,
  emptyDraft,
  isEmptyDraft,
  keepDraft,
  recallDraft,
  type WalkDraft,
} from "./walk-draft.ts";
import { handIn } from "./walk-edits.ts";
import "./walk.css";

const NO_LINE: DraftLine = { line: "", talked: false };
const MAX_LINE_LENGTH = 1_000;

/** For after a walk with no notes, thumb first: the agenda, a line each, what else came up, and who does what. */
export function WalkScreen({ onLeave }: { onLeave: () => void }) {
  const model = usePage();
  const { pairId } = model.handle;
  const draft = useSignal(useMemo(() => recallDraft(deviceKeep(), pairId), [pairId]));
  const isKept = useSignal(true);
  // What was begun belongs to its meeting, though the other may have ended that meanwhile.
  const meetingId = draft.value?.meeting ?? model.nextMeetingId.value;
  const meeting = meetingId === null ? null : model.meeting(meetingId).value;
  if (!meeting || !model.canEdit.value) return <Nothing onLeave={onLeave} />;
  const change = (changed: Partial<WalkDraft>) => {
    const next = { ...(draft.peek() ?? emptyDraft(meeting.id)), ...changed };
    isKept.value = keepDraft(deviceKeep(), pairId, next);
    draft.value = isEmptyDraft(next) ? null : next;
  };
  return <WalkForm meeting={meeting} draft={draft} change={change} isKept={isKept.value} onLeave={onLeave} />;
}

function Nothing({ onLeave }: { onLeave: () => void }) {
  return (
    <main class="walk">
      <h1>{texts.title}</h1>
      <p>{texts.readOnly}</p>
      <div>
        <Button onClick={onLeave}>{texts.back}</Button>
      </div>
    </main>
  );
}

type WalkFormProps = {
  meeting: Meeting;
  /** null: nothing is typed */
  draft: Signal<WalkDraft | null>;
  change: (changed: Partial<WalkDraft>) => void;
  isKept: boolean;
  onLeave: () => void;
};

function WalkForm({ meeting, draft, change, isKept, onLeave }: WalkFormProps) {
  const model = usePage();
  const typed = draft.value ?? emptyDraft(meeting.id);
  const topics = useComputed(() => topicsOf(model, meeting.id, draft.value)).value;
  const other = model.people.value[model.other].name || pageTexts.otherMissing;
  const day = meetingDay(meeting, deviceTimeZone, today.value);
  const isOpen = meeting.state === "planned";
  const done = (closes: boolean) => {
    handIn(model, draft.peek() ?? emptyDraft(meeting.id), closes);
    onLeave();
  };
  return (
    <main class="walk">
      <header class="walk-head">
        <IconButton icon="left" label={texts.back} onClick={onLeave} />
        <div>
          <h1>{texts.title}</h1>
          <p class="meta">
            {other}
            {day !== null && ` · ${day}`}
          </p>
        </div>
      </header>
      <p class="meta">
        {texts.intro(other)} {isKept ? texts.kept : texts.notKept}
      </p>
      {!isOpen && <p class="walk-ended">{texts.ended(other)}</p>}
      <form
        class="walk-form"
        onSubmit={(event) => {
          event.preventDefault();
          done(isOpen);
        }}
      >
        <section class="stack-tight" aria-labelledby="walk-agenda">
          <h2 id="walk-agenda">{texts.agenda}</h2>
          {topics.length === 0 && <p class="empty">{texts.nothing}</p>}
          <ul class="stack-list">
            {topics.map((topic) => (
              <TopicLine
                key={topic.id}
                topic={topic}
                line={typed.lines[topic.id] ?? NO_LINE}
                onLine={(line) => change({ lines: { ...typed.lines, [topic.id]: line } })}
              />
            ))}
          </ul>
        </section>
        <AlsoLines model={model} also={typed.also} onAlso={(also) => change({ also })} />
        <ActionLines model={model} actions={typed.actions} other={other} onActions={(actions) => change({ actions })} />
        <div class="walk-buttons">
          <Button type="submit" look="primary">
            {isOpen ? texts.done : texts.write}
          </Button>
          {isOpen && <p class="field-hint">{texts.doneHint}</p>}
          {isOpen && <Button onClick={() => done(false)}>{texts.only}</Button>}
        </div>
      </form>
    </main>
  );
}

/** What stands on the agenda, and what did before the other ended the meeting. What was discussed already is left out. */
function topicsOf(model: PageModel, meeting: Id, draft: WalkDraft | null): Topic[] {
  const { topics } = model.handle.page.value;
  return topics
    .filter(({ id, place, state, carriedFrom }) => {
      if (draft?.lines[id] !== undefined) return state === "open" || state === "discussed";
      return state === "open" && (place === meeting || carriedFrom.includes(meeting));
    })
    .sort(byRank);
}

type TopicLineProps = { topic: Topic; line: DraftLine; onLine: (line: DraftLine) => void };

function TopicLine({ topic, line: { line, talked }, onLine }: TopicLineProps) {
  const title = topic.title || pageTexts.untitled;
  return (
    <li class="walk-topic">
      <label class="walk-talked">
        <input
          type="checkbox"
          checked={talked}
          aria-label={texts.talkedOf(title)}
          onInput={(event) => onLine({ line, talked: event.currentTarget.checked })}
        />
        <span class="walk-title">{title}</span>
      </label>
      <LineField
        label={texts.lineFor(title)}
        placeholder={texts.linePlaceholder}
        value={line}
        // Whoever writes a line on it has talked about it.
        onValue={(value) => onLine({ line: value, talked: talked || value.trim() !== "" })}
      />
    </li>
  );
}

type AlsoLinesProps = { model: PageModel; also: WalkDraft["also"]; onAlso: (also: WalkDraft["also"]) => void };

function AlsoLines({ model, also, onAlso }: AlsoLinesProps) {
  const blank = useNewId(model, also.length);
  const shown = withBlank(also, ({ title }) => title, { id: blank, title: "" });
  return (
    <section class="stack-tight" aria-labelledby="walk-also">
      <h2 id="walk-also">{texts.also}</h2>
      <ul class="stack-list">
        {shown.map(({ id, title }, index) => (
          <li key={id}>
            <LineField
              label={texts.alsoLine(index + 1)}
              placeholder={texts.alsoPlaceholder}
              value={title}
              onValue={(value) => onAlso(shown.map((each) => (each.id === id ? { id, title: value } : each)))}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}

type ActionLinesProps = {
  model: PageModel;
  actions: readonly DraftAction[];
  other: string;
  onActions: (actions: readonly DraftAction[]) => void;
};

function ActionLines({ model, actions, other, onActions }: ActionLinesProps) {
  const blank = useNewId(model, actions.length);
  const shown = withBlank(actions, ({ text }) => text, { id: blank, text: "", owner: model.me, due: "" });
  const set = (id: Id, changed: Partial<DraftAction>) =>
    onActions(shown.map((each) => (each.id === id ? { ...each, ...changed } : each)));
  return (
    <section class="stack-tight" aria-labelledby="walk-actions">
      <h2 id="walk-actions">{texts.actions}</h2>
      <ul class="stack-list">
        {shown.map(({ id, text, owner, due }, index) => (
          <li key={id} class="walk-action">
            <LineField
              label={texts.action(index + 1)}
              placeholder={texts.actionPlaceholder}
              value={text}
              onValue={(value) => set(id, { text: value })}
            />
            {text !== "" && (
              <div class="walk-traits">
                <select
                  class="input"
                  aria-label={texts.owner(index + 1)}
                  value={owner}
                  onInput={(event) =>
                    set(id, { owner: event.currentTarget.value === model.other ? model.other : model.me })
                  }
                >
                  <option value={model.me}>{texts.you}</option>
                  <option value={model.other}>{other}</option>
                </select>
                <input
                  class="input"
                  type="date"
                  aria-label={texts.due(index + 1)}
                  value={due}
                  onInput={(event) => set(id, { due: event.currentTarget.value })}
                />
              </div>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** A new id for the line that is not written yet; it stays the same until that line is. */
function useNewId(model: PageModel, written: number): Id {
  return useMemo(() => model.handle.editor().newId(), [written]);
}

/** There is always one empty line to write on, the last. */
function withBlank<T>(lines: readonly T[], textOf: (line: T) => string, blank: T): readonly T[] {
  const last = lines.at(-1);
  return last !== undefined && textOf(last) === "" ? lines : [...lines, blank];
}

type LineFieldProps = { label: string; placeholder: string; value: string; onValue: (value: string) => void };

function LineField({ label, placeholder, value, onValue }: LineFieldProps) {
  return (
    <textarea
      class="input walk-line"
      rows={1}
      aria-label={label}
      placeholder={placeholder}
      value={value}
      maxLength={MAX_LINE_LENGTH}
      autoComplete="off"
      enterkeyhint="next"
      onInput={(event) => onValue(event.currentTarget.value.replaceAll("\n", " "))}
      onKeyDown={(event) => {
        if (event.key !== "Enter" || event.isComposing) return;
        event.preventDefault(); // a line is a line; Enter goes to the next one
        const fields = [...document.querySelectorAll<HTMLElement>(".walk-line")];
        fields[fields.indexOf(event.currentTarget) + 1]?.focus();
      }}
    />
  );
}
