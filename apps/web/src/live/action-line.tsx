import type { Id } from "@candor/core/id.ts";
import type { MemberId } from "@candor/core/person/member.ts";
import { addAction } from "@candor/document/action/add-action.ts";
import { useSignal } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";
import { readAction } from "../actions/read-action.ts";
import { texts as actionTexts } from "../actions/texts.ts";
import { usePage } from "../page/page-context.ts";
import { undoable } from "../page/undoable.ts";
import { Button } from "../ui/button.tsx";
import { deviceTimeZone } from "../ui/clock.ts";
import { showToast } from "../ui/toasts.ts";
import { useDraft } from "../ui/use-draft.ts";
import { useLive } from "./live-context.ts";
import { texts } from "./texts.ts";

const MAX_LENGTH = 2_000;

type ActionLineProps = {
  /** stands in the line to begin with, marked, so that typing replaces it */
  first?: string;
  fromTopic?: Id;
  /** the topic's line goes away once it is used */
  onDone?: () => void;
};

/** A line that makes an action of this meeting: what, who, by when. */
export function ActionLine({ first = "", fromTopic, onDone }: ActionLineProps) {
  const model = usePage();
  const live = useLive();
  const field = useRef<HTMLInputElement>(null);
  const text = useDraft(`${model.handle.pairId}.${fromTopic ?? live.meetingId}`, first);
  const done = () => {
    text.value = first;
    onDone?.();
  };
  const owner = useSignal<MemberId>(model.me);
  const due = useSignal("");
  const people = model.people.value;
  // Before the next key arrives.
  useLayoutEffect(() => {
    if (onDone) field.current?.select();
  }, []);
  const label = fromTopic === undefined ? texts.close.add : texts.topics.actionField;
  return (
    <form
      class="add-line add-action"
      data-hand-in
      onSubmit={(event) => {
        event.preventDefault();
        const when = { now: Temporal.Now.instant(), timeZone: deviceTimeZone };
        const wanted = readAction(text.peek(), model.people.peek(), when);
        if (wanted.text === "") return;
        const { doc, editor, undo } = model.handle;
        const takeBack = undoable(undo, () => {
          addAction(doc, editor(), {
            text: wanted.text,
            owner: wanted.owner ?? owner.peek(),
            due: wanted.due ?? (due.peek() || null),
            fromMeeting: live.meetingId,
            ...(fromTopic !== undefined && { fromTopic }),
          });
        });
        if (takeBack) showToast(texts.topics.actionAdded(wanted.text), takeBack);
        due.value = "";
        done();
        if (!onDone) field.current?.focus();
      }}
      onKeyDown={(event) => {
        if (event.key !== "Escape" || !onDone) return;
        event.preventDefault();
        done();
      }}
    >
      <input
        ref={field}
        class="input"
        aria-label={label}
        placeholder={label}
        value={text}
        maxLength={MAX_LENGTH}
        autoComplete="off"
        enterkeyhint="done"
        onInput={(event) => {
          text.value = event.currentTarget.value;
        }}
      />
      <select
        class="input input-short"
        aria-label={texts.topics.actionOwner}
        value={owner.value}
        onInput={(event) => {
          owner.value = event.currentTarget.value === model.other ? model.other : model.me;
        }}
      >
        <option value={model.me}>{actionTexts.you}</option>
        <option value={model.other}>{people[model.other].name}</option>
      </select>
      <input
        class="input input-short"
        type="date"
        aria-label={texts.topics.actionDue}
        value={due}
        onInput={(event) => {
          due.value = event.currentTarget.value;
        }}
      />
      <Button type="submit">{onDone ? texts.topics.addAction : actionTexts.addButton}</Button>
      {onDone && (
        <Button look="quiet" onClick={done}>
          {texts.topics.cancel}
        </Button>
      )}
    </form>
  );
}
