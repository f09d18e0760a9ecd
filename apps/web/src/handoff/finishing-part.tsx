import type { Action } from "@candor/core/action/action.ts";
import { mayFinish } from "@candor/core/handoff/judge-finishing.ts";
import type { FinishAction } from "@candor/protocol/http/handoff.ts";
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { usePage } from "../page/page-context.ts";
import { Who } from "../page/who.tsx";
import { pairs, refreshPeople } from "../people/my-people.ts";
import { sayInstant } from "../rights/say-instant.ts";
import { Button } from "../ui/button.tsx";
import { TextField } from "../ui/text-field.tsx";
import { finishAction, readFinishable } from "./handoff-calls.ts";
import { handoffTexts as texts } from "./handoff-texts.ts";
import "./handoff.css";

const say = texts.finishing;

/** The open actions of an archived page, which may be finished for a while; the server does it, and nothing else. */
export function FinishingPart() {
  const { handle } = usePage();
  const { pairId } = handle;
  const until = useSignal<string | null>(null);
  const problem = useSignal("");
  const busy = useSignal<string | null>(null);
  useEffect(() => {
    void refreshPeople();
    void readFinishable(pairId).then((result) => {
      if (result.type === "ok") until.value = result.value.until;
    });
  }, [pairId]);
  const since = pairs.value.find(({ id }) => id === pairId)?.archive?.since ?? null;
  if (until.value === null || since === null) return null;
  const actions = handle.page.value.actions.filter(
    (action) => mayFinish(action, "done", since) || mayFinish(action, "open", since),
  );
  if (actions.length === 0) return null;
  const finish = async (action: Action, body: FinishAction) => {
    if (busy.peek() !== null) return;
    busy.value = action.id;
    const result = await finishAction(pairId, action.id, body);
    busy.value = null;
    problem.value = result.type === "ok" ? "" : result.type === "problem" ? result.title : texts.unreachable;
  };
  return (
    <div class="handoff-finishing stack-tight">
      <h3>{say.title}</h3>
      <p class="meta">{say.until(sayInstant(until.value))}</p>
      <p role="alert" class="problem">
        {problem.value}
      </p>
      <ul class="plain-list stack-tight">
        {actions.map((action) => (
          <Row
            key={`${action.id} ${action.state}`}
            action={action}
            isBusy={busy.value !== null}
            onFinish={(body) => void finish(action, body)}
          />
        ))}
      </ul>
    </div>
  );
}

type RowProps = { action: Action; isBusy: boolean; onFinish: (body: FinishAction) => void };

function Row({ action, isBusy, onFinish }: RowProps) {
  const why = useSignal<string | null>(null);
  const { text, state, owner } = action;
  return (
    <li data-finish={action.id}>
      <p>
        {text}{" "}
        <span class="topic-meta">
          <Who member={owner} />
        </span>
        {state !== "open" && <span class="meta"> {state === "done" ? say.isDone : say.isDropped(action.why)}</span>}
      </p>
      {state !== "open" ? (
        <Button small disabled={isBusy} aria-label={say.again(text)} onClick={() => onFinish({ state: "open" })}>
          {say.againShort}
        </Button>
      ) : why.value === null ? (
        <div class="row">
          <Button
            small
            disabled={isBusy}
            aria-label={say.done(text)}
            onClick={() => onFinish({ state: "done", why: null })}
          >
            {say.doneShort}
          </Button>
          <Button
            small
            look="quiet"
            aria-label={say.drop(text)}
            onClick={() => {
              why.value = "";
            }}
          >
            {say.dropShort}
          </Button>
        </div>
      ) : (
        <form
          class="row"
          onSubmit={(event) => {
            event.preventDefault();
            onFinish({ state: "dropped", why: why.peek()?.trim() || null });
          }}
        >
          <TextField
            label={say.why}
            value={why.value}
            maxLength={200}
            inputRef={focusNew}
            onValue={(value) => {
              why.value = value;
            }}
          />
          <Button type="submit" small disabled={isBusy}>
            {say.dropShort}
          </Button>
          <Button
            small
            look="quiet"
            onClick={() => {
              why.value = null;
            }}
          >
            {say.cancel}
          </Button>
        </form>
      )}
    </li>
  );
}

function focusNew(element: HTMLInputElement | null): void {
  element?.focus();
}
