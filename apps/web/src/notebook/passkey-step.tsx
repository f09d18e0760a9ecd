import { useSignal } from "@preact/signals";
import { Button } from "../ui/button.tsx";
import { addPasskey } from "./add-passkey.ts";
import type { DeviceNotebook } from "./device-notebook.ts";
import { StepForm } from "./step-form.tsx";
import { vaultTexts } from "./vault-texts.ts";

const say = vaultTexts.setup;

/** A passkey as one way more, once the notebook is begun. Whatever becomes of it, the notes are there and open. */
export function PasskeyStep({ notebook, onDone }: { notebook: DeviceNotebook; onDone: () => void }) {
  const isBusy = useSignal(false);
  const problem = useSignal<string | null>(null);
  const add = async () => {
    isBusy.value = true;
    problem.value = await addPasskey(notebook);
    isBusy.value = false;
    if (problem.peek() === null) onDone();
  };
  return (
    <StepForm problem={problem.value} isBusy={isBusy.value} action={say.usePasskey} onSubmit={() => void add()}>
      <h3>{say.passkeyHeading}</h3>
      <p>{say.passkeyText}</p>
      <p class="meta">{say.passkeyHint}</p>
      <div>
        <Button look="quiet" onClick={onDone}>
          {say.withoutPasskey}
        </Button>
      </div>
    </StepForm>
  );
}
