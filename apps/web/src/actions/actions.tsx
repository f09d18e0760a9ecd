import type { Id } from "@candor/core/id.ts";
import type { MemberId } from "@candor/core/person/member.ts";
import { computed, useSignal } from "@preact/signals";
import { useId, useMemo, useRef } from "preact/hooks";
import { usePage } from "../page/page-context.ts";
import { soughtAction } from "../page/page-part.ts";
import { texts as pageTexts } from "../page/texts.ts";
import { Button } from "../ui/button.tsx";
import { deviceTimeZone, today } from "../ui/clock.ts";
import { lazily } from "../ui/lazily.tsx";
import { sayDay } from "../ui/say-day.ts";
import { useDraft } from "../ui/use-draft.ts";
import { makeAction, markAction } from "./action-edits.ts";
import { ActionRow } from "./action-row.tsx";
import { texts } from "./texts.ts";
import "../page/add-line.css";

const MAX_LENGTH = 2_000;
const CLOSED_SHOWN = 20; // the rest is in the history of the meetings

/** What either of the two will do: what is new, and folded away what was done or dropped. */
export function Actions() {
  const model = usePage();
  const earlier = new Set(model.earlierActionIds.value); // these stand at the top of the agenda
  const ids = model.openActionIds.value.filter((id) => !earlier.has(id));
  const other = model.people.value[model.other].name || pageTexts.otherMissing;
  return (
    <section class="card" aria-labelledby="actions-heading">
      <h2 id="actions-heading" tabIndex={-1}>
        {texts.heading}
      </h2>
      {ids.length > 0 ? (
        <ul class="actions" aria-label={texts.heading}>
          {ids.map((id) => (
            <ActionRow key={id} id={id} />
          ))}
        </ul>
      ) : (
        <p class="empty">
          {earlier.size > 0 ? texts.emptyBelow : model.canEdit.value ? texts.empty(other) : pageTexts.nothingHere}
        </p>
      )}
      {model.canEdit.value ? <AddAction /> : <FinishingPart />}
      <ClosedActions />
    </section>
  );
}

// An archived page, for a while; it needs the server.
const FinishingPart = lazily(
  () => import("../handoff/finishing-part.tsx").then((module) => module.FinishingPart),
  () => null,
);

function AddAction() {
  const model = usePage();
  const field = useRef<HTMLInputElement>(null);
  const text = useDraft(`${model.handle.pairId}.${texts.add}`);
  const owner = useSignal<MemberId>(model.me);
  const due = useSignal("");
  const people = model.people.value;
  const isOpen = useSignal(false);
  const hintId = useId();
  const reader = useSignal<Reader | null>(null);
  const named = reader.value?.readAction(text.value, people, now()) ?? { owner: null, due: null };
  const understood = [
    ...(named.owner === null ? [] : [named.owner === model.me ? texts.you : people[named.owner].name]),
    ...(named.due === null ? [] : [texts.by(sayDay(named.due, today.value, "short"))]),
  ];
  return (
    <form
      class="add-line add-action"
      onFocusIn={() => {
        isOpen.value = true;
        loadReader().then(
          (module) => {
            reader.value = module;
          },
          () => undefined,
        );
      }}
      onSubmit={async (event) => {
        event.preventDefault();
        field.current?.focus();
        const typed = text.peek();
        if (typed.trim() === "") return;
        const chosen = { owner: owner.peek(), due: due.peek() || null };
        text.value = "";
        due.value = "";
        const readAction = (reader.peek() ?? (await loadReader().catch(() => null)))?.readAction ?? takeAsTyped;
        const wanted = readAction(typed, model.people.peek(), now());
        makeAction(model, {
          text: wanted.text,
          owner: wanted.owner ?? chosen.owner,
          due: wanted.due ?? chosen.due,
        });
      }}
    >
      <input
        ref={field}
        class="input"
        aria-label={texts.add}
        placeholder={texts.add}
        value={text}
        maxLength={MAX_LENGTH}
        data-add="action"
        aria-describedby={isOpen.value ? hintId : undefined}
        autoComplete="off"
        enterkeyhint="done"
        onInput={(event) => {
          text.value = event.currentTarget.value;
        }}
      />
      {isOpen.value && (
        <>
          <select
            class="input input-short"
            aria-label={texts.owner}
            value={owner.value}
            onInput={(event) => {
              owner.value = event.currentTarget.value === model.other ? model.other : model.me;
            }}
          >
            <option value={model.me}>{texts.you}</option>
            <option value={model.other}>{people[model.other].name}</option>
          </select>
          <input
            class="input input-short"
            type="date"
            aria-label={texts.due}
            value={due}
            onInput={(event) => {
              due.value = event.currentTarget.value;
            }}
          />
        </>
      )}
      <Button type="submit">{texts.addButton}</Button>
      {isOpen.value && (
        <span id={hintId} class="field-hint add-hint">
          {understood.length > 0 ? texts.understood(understood) : texts.addHint}
        </span>
      )}
    </form>
  );
}

type Reader = typeof import("./read-action.ts");

/** What reads "@sam send the plan !fri": fetched when somebody is about to type. */
function loadReader(): Promise<Reader> {
  return import("./read-action.ts");
}

const takeAsTyped: Reader["readAction"] = (text) => ({ text: text.trim(), owner: null, due: null });

function now(): { now: Temporal.Instant; timeZone: string } {
  return { now: Temporal.Now.instant(), timeZone: deviceTimeZone };
}

function ClosedActions() {
  const model = usePage();
  const closed = useMemo(
    () =>
      computed(() =>
        model.handle.page.value.actions
          .filter((action) => action.state === "done" || action.state === "dropped")
          .sort((left, right) => ((left.stateAt ?? "") < (right.stateAt ?? "") ? 1 : -1)),
      ),
    [model],
  ).value;
  if (closed.length === 0) return null;
  return (
    <details class="folded">
      <summary>{texts.closed(closed.length)}</summary>
      <ul class="actions">
        {closed
          .filter(({ id }, at) => at < CLOSED_SHOWN || id === soughtAction.value)
          .map((action) => (
            <li key={action.id} class="action is-closed" data-closed={action.id}>
              <div class="topic-body">
                <span>{action.text}</span>{" "}
                <span class="meta">{action.state === "done" ? texts.isDone : texts.isDropped(action.why)}</span>
              </div>
              {model.canEdit.value && (
                <Button small aria-label={texts.reopenOf(action.text)} onClick={() => reopen(action.id)}>
                  {texts.reopen}
                </Button>
              )}
            </li>
          ))}
      </ul>
    </details>
  );

  function reopen(id: Id): void {
    markAction(model, id, "open");
  }
}
