import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { Frame } from "../rhythm/frame.tsx";
import { Button } from "../ui/button.tsx";
import { showToast } from "../ui/toasts.ts";
import { readChoices, takeBack } from "./handoff-calls.ts";
import { handoffTexts as texts } from "./handoff-texts.ts";
import "./handoff.css";

const { letter: say } = texts;

/** A letter whose change is long over, or was undone: it still waits, and its writer may take it back. */
export function OldLetter({ edge, name }: { edge: string; name: string }) {
  const words = useSignal<string | null>(null);
  const isTaken = useSignal(false);
  const isBusy = useSignal(false);
  const problem = useSignal("");
  const told = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    void readChoices(edge).then((found) => {
      if (found.type === "ok") words.value = found.value.waiting?.letter ?? null;
      else problem.value = texts.unreachable;
    });
  }, [edge]);
  const take = async () => {
    if (isBusy.peek()) return;
    isBusy.value = true;
    const result = await takeBack(edge);
    isBusy.value = false;
    problem.value = result.type === "ok" ? "" : result.type === "problem" ? result.title : texts.unreachable;
    if (result.type !== "ok") return;
    isTaken.value = true;
    showToast(say.tookBack);
    requestAnimationFrame(() => told.current?.focus());
  };
  return (
    <Frame title={texts.old.title(name)} intro={texts.old.intro(name)} tab={null}>
      <section class="stack-tight" aria-label={say.title}>
        <p role="alert" class="problem">
          {problem.value}
        </p>
        {isTaken.value && (
          <p ref={told} tabIndex={-1}>
            {texts.old.takenBack}
          </p>
        )}
        {words.value !== null && <p class="portrait-text quote">{words.value}</p>}
        {!isTaken.value && (
          <div>
            <Button disabled={isBusy.value || words.value === null} onClick={() => void take()}>
              {say.takeBack}
            </Button>
          </div>
        )}
      </section>
    </Frame>
  );
}
