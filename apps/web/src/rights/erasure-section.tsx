import type { Erasure } from "@candor/protocol/http/rights.ts";
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { ApiResult } from "../people/api-client.ts";
import { me, peopleLoaded, refreshPeople } from "../people/my-people.ts";
import { Button } from "../ui/button.tsx";
import { showToast } from "../ui/toasts.ts";
import { dataTexts } from "./data-texts.ts";
import { askErasure, readErasure, takeBackErasure } from "./rights-calls.ts";
import { sayInstant } from "./say-instant.ts";
import { rightsTexts } from "./texts.ts";

const say = dataTexts.erasure;

/** Asking to be erased, and taking it back. */
export function ErasureSection() {
  const erasure = useSignal<Erasure | null>(null);
  const keepName = useSignal(false);
  const problem = useSignal("");
  useEffect(() => {
    void peopleLoaded().then(async () => {
      if (me.peek() === null) return;
      const result = await readErasure();
      if (result.type === "ok") erasure.value = result.value;
    });
  }, []);
  const told = (result: ApiResult<unknown>) => {
    problem.value = result.type === "ok" ? "" : result.type === "problem" ? result.title : rightsTexts.unreachable;
  };
  const takeBack = async () => {
    const result = await takeBackErasure();
    told(result);
    if (result.type !== "ok") return;
    erasure.value = null;
    void refreshPeople();
    showToast(say.takenBack);
  };
  const ask = async () => {
    const result = await askErasure({ keepName: keepName.peek() });
    told(result);
    if (result.type !== "ok") return;
    erasure.value = result.value;
    void refreshPeople();
    showToast(say.told, () => void takeBack());
  };
  const asked = erasure.value;
  return (
    <section class="stack-tight" aria-labelledby="erasure-heading">
      <h2 id="erasure-heading">{say.title}</h2>
      <p>{say.text}</p>
      <p class="meta">{say.services}</p>
      {asked ? (
        <div class="erasure-standing stack-tight">
          <p>{say.asked(sayInstant(asked.until))}</p>
          <p class="meta">{say.exportFirst}</p>
          {me.value?.anonymous && <p class="meta">{say.anonymous}</p>}
          <div>
            <Button look="primary" onClick={() => void takeBack()}>
              {say.takeBack}
            </Button>
          </div>
        </div>
      ) : (
        <>
          <p class="meta">{say.grace}</p>
          <label class="check">
            <input
              type="checkbox"
              checked={keepName.value}
              onChange={(event) => {
                keepName.value = event.currentTarget.checked;
              }}
            />
            <span>
              {say.keepName}
              <span class="field-hint settings-hint">{say.keepNameHint}</span>
            </span>
          </label>
          <div>
            <Button look="danger" disabled={me.value === null} onClick={() => void ask()}>
              {say.ask}
            </Button>
          </div>
        </>
      )}
      <p role="alert" class="problem">
        {problem.value}
      </p>
    </section>
  );
}
