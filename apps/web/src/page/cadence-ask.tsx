import { changeSettings } from "@candor/document/page/begin-page.ts";
import { useSignal } from "@preact/signals";
import { Button } from "../ui/button.tsx";
import { usePage } from "./page-context.ts";
import { texts } from "./texts.ts";
import "./asks.css";

/** Asks a new pair once how often it meets; *not sure* gives advice with its reasons. It never stands in the way. */
export function CadenceAsk({ other }: { other: string }) {
  const model = usePage();
  const state = useSignal<"asking" | "advising" | "answered">("asking");
  if (state.value === "answered" || !model.canEdit.value) return null;
  const answer = (everyWeeks: number) => {
    changeSettings(model.handle.doc, { everyWeeks });
    state.value = "answered";
  };
  return (
    <fieldset class="ask">
      <legend class="ask-question">{texts.cadenceAsk.question}</legend>
      {state.value === "advising" && <p>{texts.cadenceAsk.advice(other)}</p>}
      <div class="row">
        <Button small onClick={() => answer(1)}>
          {texts.cadenceAsk.weekly}
        </Button>
        <Button small onClick={() => answer(2)}>
          {texts.cadenceAsk.everyTwo}
        </Button>
        {state.value === "asking" && (
          <Button
            small
            onClick={() => {
              state.value = "advising";
            }}
          >
            {texts.cadenceAsk.notSure}
          </Button>
        )}
      </div>
    </fieldset>
  );
}
