import { useSignal } from "@preact/signals";
import { Button } from "../ui/button.tsx";
import { TextField } from "../ui/text-field.tsx";
import type { DeviceNotebook } from "./device-notebook.ts";
import { texts } from "./texts.ts";

/** Destroys the notebook once somebody has typed that they mean it. */
export function DestroyForm(props: { notebook: DeviceNotebook; label: string; onGone: () => void }) {
  const typed = useSignal("");
  const problem = useSignal<string | null>(null);
  const isBusy = useSignal(false);
  const isMeant = typed.value.trim().toUpperCase() === texts.unlockDialog.destroyWord;
  const destroy = async () => {
    isBusy.value = true;
    const answer = await props.notebook.destroy();
    isBusy.value = false;
    if (answer === "gone") props.onGone();
    else problem.value = answer === "not_fresh" ? texts.settings.notFresh : texts.settings.unreachable;
  };
  return (
    <div class="stack-tight">
      <TextField
        label={texts.unlockDialog.destroyField}
        value={typed.value}
        autoComplete="off"
        onValue={(value) => {
          typed.value = value;
        }}
      />
      <div>
        <Button look="danger" disabled={!isMeant || isBusy.value} onClick={() => void destroy()}>
          {props.label}
        </Button>
      </div>
      <p role="alert" class="problem">
        {problem.value}
      </p>
    </div>
  );
}
