import type { PutUpItem } from "@candor/protocol/http/all-hands.ts";
import { useSignal } from "@preact/signals";
import { useId, useRef } from "preact/hooks";
import { Button } from "../ui/button.tsx";
import { today } from "../ui/clock.ts";
import { SelectField } from "../ui/select-field.tsx";
import { TextArea } from "../ui/text-area.tsx";
import { TextField } from "../ui/text-field.tsx";
import type { Act } from "./act.ts";
import type { AllHandsClient } from "./all-hands-calls.ts";

import { allHandsTexts as texts } from "./all-hands-texts.ts";

type FormProps = { client: AllHandsClient; act: Act };

/** An id for what is sent, the same until it has arrived: sent twice, it is there once. */
function useNextId(): { id: () => string; arrived: () => void } {
  const next = useRef(crypto.randomUUID());
  return {
    id: () => next.current,
    arrived: () => {
      next.current = crypto.randomUUID();
    },
  };
}

export function PlanForm({ client, act }: FormProps) {
  const day = useSignal("");
  const problem = useSignal<string | null>(null);
  const { id, arrived } = useNextId();
  return (
    <form
      class="card stack-tight"
      aria-label={texts.plan}
      noValidate
      onSubmit={async (event) => {
        event.preventDefault();
        problem.value = /^\d{4}-\d{2}-\d{2}$/.test(day.peek()) ? null : texts.noDay;
        if (problem.peek() !== null || !(await act(client.plan(id(), day.peek()), texts.planned))) return;
        arrived();
        day.value = "";
      }}
    >
      <h2>{texts.plan}</h2>
      <p class="meta">{texts.planHint}</p>
      <TextField
        label={texts.day}
        type="date"
        min={today.value}
        value={day.value}
        onValue={(value) => {
          day.value = value;
          problem.value = null;
        }}
      />
      <p role="alert" class="problem">
        {problem.value}
      </p>
      <div>
        <Button type="submit" look="primary">
          {texts.planDo}
        </Button>
      </div>
    </form>
  );
}

export function PutUpForm({ client, act }: FormProps) {
  const kind = useSignal<Exclude<PutUpItem["kind"], "theme">>("question");
  const title = useSignal("");
  const text = useSignal("");
  const named = useSignal(true);
  const problem = useSignal<string | null>(null);
  const { id, arrived } = useNextId();
  const hintId = useId();
  return (
    <form
      class="card stack-tight"
      aria-label={texts.ask}
      noValidate
      onSubmit={async (event) => {
        event.preventDefault();
        problem.value = title.peek().trim() === "" ? texts.noTitle : null;
        if (problem.peek() !== null) return;
        const wanted = { kind: kind.peek(), title: title.peek(), text: text.peek(), named: named.peek() };
        if (!(await act(client.putUp(id(), wanted), texts.putDone))) return;
        arrived();
        title.value = "";
        text.value = "";
      }}
    >
      <h2>{texts.ask}</h2>
      <SelectField
        label={texts.kind}
        value={kind.value}
        choices={(["question", "other"] as const).map((each) => ({ value: each, label: texts.kinds[each] }))}
        onValue={(value) => {
          kind.value = value;
        }}
      />
      <TextField
        label={texts.what}
        value={title.value}
        maxLength={200}
        onValue={(value) => {
          title.value = value;
          problem.value = null;
        }}
      />
      <TextArea
        label={texts.more}
        rows={3}
        maxLength={4000}
        value={text.value}
        onValue={(value) => {
          text.value = value;
        }}
      />
      <label class="check">
        <input
          type="checkbox"
          checked={named.value}
          aria-describedby={hintId}
          onChange={(event) => {
            named.value = event.currentTarget.checked;
          }}
        />
        <span>
          {texts.named}
          <span id={hintId} class="field-hint all-hands-hint">
            {texts.namedHint}
          </span>
        </span>
      </label>
      <p role="alert" class="problem">
        {problem.value}
      </p>
      <div>
        <Button type="submit" look="primary">
          {texts.put}
        </Button>
      </div>
    </form>
  );
}
