import { generatePassphrase, judgePassphrase } from "@candor/notebook/vault/passphrase.ts";
import { type Signal, useSignal } from "@preact/signals";
import { useLayoutEffect } from "preact/hooks";
import { Button } from "../ui/button.tsx";
import type { DeviceNotebook } from "./device-notebook.ts";
import { focusDialog } from "./focus-dialog.ts";
import { sayChange } from "./say-change.ts";
import { SecretField } from "./secret-field.tsx";
import { StepForm } from "./step-form.tsx";
import { stretch } from "./stretch.ts";
import { vaultTexts } from "./vault-texts.ts";

const say = vaultTexts.setup;

/** @returns what is wrong with a passphrase of somebody's own, or null. */
export function troubleWith(passphrase: string): string | null {
  const verdict = judgePassphrase(passphrase);
  if (verdict.type === "fit") return null;
  return verdict.type === "too_short" ? say.tooShort : say.tooCommon;
}

/** A passphrase, the first or another. */
export function NewPassphrase({ notebook, onDone }: { notebook: DeviceNotebook; onDone: () => void }) {
  const passphrase = useSignal(generatePassphrase(notebook.random));
  const isBusy = useSignal(false);
  const problem = useSignal<string | null>(null);
  useLayoutEffect(focusDialog, []);
  const save = async () => {
    problem.value = troubleWith(passphrase.peek());
    if (problem.peek() !== null) return;
    isBusy.value = true;
    const slot = { kind: "passphrase", passphrase: passphrase.peek(), stretch } as const;
    try {
      problem.value = sayChange(await notebook.change({ type: "change_passphrase", slot }));
      if (problem.peek() === null) onDone();
    } catch {
      problem.value = vaultTexts.settings.failed;
    } finally {
      isBusy.value = false;
    }
  };
  return (
    <StepForm
      problem={problem.value}
      isBusy={isBusy.value}
      action={vaultTexts.settings.save}
      onSubmit={() => void save()}
    >
      <PassphraseFields
        notebook={notebook}
        passphrase={passphrase}
        onChange={() => {
          problem.value = null;
        }}
      />
    </StepForm>
  );
}

type PassphraseFieldsProps = { notebook: DeviceNotebook; passphrase: Signal<string>; onChange: () => void };

export function PassphraseFields({ notebook, passphrase, onChange }: PassphraseFieldsProps) {
  return (
    <div class="stack-tight">
      <SecretField
        label={say.passphraseField}
        hint={say.passphraseHint}
        value={passphrase.value}
        isShown
        onValue={(value) => {
          passphrase.value = value;
          onChange();
        }}
      />
      <div>
        <Button
          small
          onClick={() => {
            passphrase.value = generatePassphrase(notebook.random);
            onChange();
          }}
        >
          {say.another}
        </Button>
      </div>
    </div>
  );
}
