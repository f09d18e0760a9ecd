import { sayDevice } from "@candor/core/access/say-device.ts";
import { nameDevice } from "@candor/notebook/note/edit-index.ts";
import { useSignal } from "@preact/signals";
import { useEffect, useLayoutEffect } from "preact/hooks";
import { Button } from "../ui/button.tsx";
import { KEPT_TO_ITSELF } from "../ui/kept-to-itself.ts";
import { TextField } from "../ui/text-field.tsx";
import { MAX_DEVICE_NAME_LENGTH } from "./device-name.ts";
import type { DeviceNotebook } from "./device-notebook.ts";
import { focusDialog } from "./focus-dialog.ts";
import { mayHavePasskeys } from "./passkey-secret.ts";
import { PasskeyStep } from "./passkey-step.tsx";
import { PassphraseFields, troubleWith } from "./passphrase-steps.tsx";
import { AskBack, RecoveryCode, useClearedClipboard } from "./recovery-steps.tsx";
import { endSetup, makeKeys, resumeSetup, type Setup } from "./setup-state.ts";
import { StepForm } from "./step-form.tsx";
import { stretch } from "./stretch.ts";
import { texts } from "./texts.ts";
import { vaultTexts } from "./vault-texts.ts";

const say = vaultTexts.setup;

type SetupProps = { notebook: DeviceNotebook; onOpen: () => void; onExists: () => void };

/** Begins a notebook: what it promises, how it opens, and the recovery code, which has to be shown to be safe first. */
export function SetupSteps(props: SetupProps) {
  const { notebook } = props;
  const setup = useSignal<Setup | null>(null);
  const look = () =>
    void resumeSetup(notebook, sayDevice(navigator.userAgent)).then((found) => {
      setup.value = found;
    });
  useEffect(look, []);
  useClearedClipboard();
  if (!setup.value) return null;
  const startOver = () => {
    endSetup(notebook);
    look();
  };
  return <Steps {...props} setup={setup.value} onStartOver={startOver} />;
}

type StepsProps = SetupProps & { setup: Setup; onStartOver: () => void };

function Steps({ notebook, setup, onOpen, onExists, onStartOver }: StepsProps) {
  const { step, begun, thisDevice, deviceName, wantsPasskey } = setup;
  const isBusy = useSignal(false);
  const problem = useSignal<string | null>(null);
  useLayoutEffect(focusDialog, [step.value, setup]);
  const settle = async () => {
    isBusy.value = true;
    const settled = await begun.peek()?.settle();
    isBusy.value = false;
    if (settled === "begun") {
      const [device, name] = [notebook.thisDevice.peek(), deviceName.peek().trim()];
      if (device !== null && name !== "") notebook.editIndex((index) => nameDevice(index, device, name));
      if (!thisDevice.peek()) await notebook.setSettings({ alwaysAsk: true });
      endSetup(notebook);
      if (wantsPasskey.peek()) step.value = "passkey";
      else onOpen();
    } else if (settled === "exists") {
      endSetup(notebook);
      onExists();
    } else problem.value = settled === "unreachable" ? say.unreachable : say.failed;
  };
  switch (step.value) {
    case "promise":
      return (
        <WhatItIs
          onNext={() => {
            step.value = "ways";
          }}
        />
      );
    case "ways":
      return <Ways notebook={notebook} setup={setup} />;
    case "code":
      return (
        <RecoveryCode
          code={begun.value?.recoveryCode ?? ""}
          isResumed={setup.isResumed.value}
          onNext={() => {
            step.value = "ask";
          }}
          onAnother={onStartOver}
        />
      );
    case "ask":
      return (
        <AskBack
          notebook={notebook}
          code={begun.value?.recoveryCode ?? ""}
          isBusy={isBusy.value}
          problem={problem.value}
          action={say.begin}
          onBack={() => {
            step.value = "code";
          }}
          onKnown={() => void settle()}
        />
      );
    case "passkey":
      return <PasskeyStep notebook={notebook} onDone={onOpen} />;
  }
}

function WhatItIs({ onNext }: { onNext: () => void }) {
  return (
    <div class="stack">
      <p>{texts.promise}</p>
      <p>
        <strong>{vaultTexts.limit}</strong>
      </p>
      <p>{vaultTexts.loss}</p>
      <p class="meta">{texts.law}</p>
      <div class="row">
        <Button look="primary" onClick={onNext}>
          {say.next}
        </Button>
      </div>
    </div>
  );
}

function Ways({ notebook, setup }: { notebook: DeviceNotebook; setup: Setup }) {
  const { usesPassphrase, passphrase, thisDevice, deviceName, wantsPasskey } = setup;
  const isBusy = useSignal(false);
  const problem = useSignal<string | null>(null);
  const clear = () => {
    problem.value = null;
  };
  const make = async () => {
    problem.value = usesPassphrase.peek() ? troubleWith(passphrase.peek()) : null;
    if (problem.peek() !== null) return;
    isBusy.value = true;
    try {
      const begun = await notebook.setup.begin({
        thisDevice: thisDevice.peek(),
        slots: usesPassphrase.peek() ? [{ kind: "passphrase", passphrase: passphrase.peek(), stretch }] : [],
      });
      await makeKeys(notebook, setup, begun);
    } catch {
      problem.value = say.unreachable;
    } finally {
      isBusy.value = false;
    }
  };
  return (
    <StepForm problem={problem.value} isBusy={isBusy.value} action={say.next} onSubmit={() => void make()}>
      <h3>{say.waysHeading}</h3>
      <Check
        isOn={thisDevice.value}
        label={say.device}
        hint={say.deviceHint}
        onChange={(on) => {
          thisDevice.value = on;
        }}
      />
      <TextField
        label={say.deviceName}
        hint={say.deviceNameHint}
        value={deviceName.value}
        maxLength={MAX_DEVICE_NAME_LENGTH}
        {...KEPT_TO_ITSELF}
        onValue={(value) => {
          deviceName.value = value;
        }}
      />
      <Check
        isOn={usesPassphrase.value}
        label={say.passphrase}
        onChange={(on) => {
          usesPassphrase.value = on;
          clear();
        }}
      />
      {usesPassphrase.value && <PassphraseFields notebook={notebook} passphrase={passphrase} onChange={clear} />}
      {mayHavePasskeys() ? (
        <Check
          isOn={wantsPasskey.value}
          label={say.passkey}
          hint={say.passkeyHint}
          onChange={(on) => {
            wantsPasskey.value = on;
          }}
        />
      ) : (
        <p class="meta">{say.noPasskeys}</p>
      )}
    </StepForm>
  );
}

type CheckProps = { isOn: boolean; label: string; hint?: string; onChange: (on: boolean) => void };

function Check({ isOn, label, hint, onChange }: CheckProps) {
  return (
    <label class="check">
      <input type="checkbox" checked={isOn} onChange={(event) => onChange(event.currentTarget.checked)} />
      <span>
        {label}
        {hint && <span class="field-hint settings-hint">{hint}</span>}
      </span>
    </label>
  );
}
