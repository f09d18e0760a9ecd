import { askGroups, knowsGroups, RECOVERY_BYTES, writeRecoveryCode } from "@candor/notebook/vault/recovery-code.ts";
import { useSignal } from "@preact/signals";
import { useEffect, useLayoutEffect } from "preact/hooks";
import { download } from "../transfer/download.ts";
import { announce } from "../ui/announce.ts";
import { Button } from "../ui/button.tsx";
import { KEPT_TO_ITSELF } from "../ui/kept-to-itself.ts";
import { TextField } from "../ui/text-field.tsx";
import { showToast } from "../ui/toasts.ts";
import { clipCode, isCodeClipped, unclipCode } from "./clipped-code.ts";
import type { DeviceNotebook } from "./device-notebook.ts";
import { focusDialog } from "./focus-dialog.ts";
import { printCode } from "./print-code.ts";
import { sayChange } from "./say-change.ts";
import { StepForm } from "./step-form.tsx";
import { vaultTexts } from "./vault-texts.ts";

const say = vaultTexts.setup;
const ASKED_GROUPS = 2; // typed back

/** Another recovery code in place of the one before, which opens nothing from then on. */
export function NewRecovery({ notebook, onDone }: { notebook: DeviceNotebook; onDone: () => void }) {
  const secret = useSignal(notebook.random(RECOVERY_BYTES)).value;
  const isAsking = useSignal(false);
  const isBusy = useSignal(false);
  const problem = useSignal<string | null>(null);
  const code = writeRecoveryCode(secret);
  useLayoutEffect(focusDialog, [isAsking.value]);
  useClearedClipboard();
  const replace = async () => {
    isBusy.value = true;
    problem.value = sayChange(await notebook.change({ type: "replace_recovery", secret: secret.slice() }));
    isBusy.value = false;
    if (problem.peek() === null) onDone();
  };
  if (!isAsking.value) {
    return (
      <RecoveryCode
        code={code}
        onNext={() => {
          isAsking.value = true;
        }}
      />
    );
  }
  return (
    <AskBack
      notebook={notebook}
      code={code}
      isBusy={isBusy.value}
      problem={problem.value}
      action={vaultTexts.newRecovery}
      onBack={() => {
        isAsking.value = false;
      }}
      onKnown={() => void replace()}
    />
  );
}

/** Takes a copied code off the clipboard once what shows it is gone, or says that it could not. */
export function useClearedClipboard(): void {
  useEffect(
    () => () => {
      if (!isCodeClipped.peek()) return;
      void unclipCode().then((isGone) => showToast(isGone ? say.unclipped : say.stillClipped));
    },
    [],
  );
}

type RecoveryCodeProps = {
  code: string;
  /** left before it was typed back: the same code once more */
  isResumed?: boolean;
  onNext: () => void;
  onAnother?: () => void;
};

/** The code, shown once, with ways to keep it. */
export function RecoveryCode({ code, isResumed = false, onNext, onAnother }: RecoveryCodeProps) {
  const isRefused = useSignal(false);
  const words = say.fileText(code, location.origin);
  const copy = async () => {
    isRefused.value = !(await clipCode(code));
    if (!isRefused.peek()) announce(say.copied);
  };
  const clear = async () => {
    if (await unclipCode()) announce(say.unclipped);
    else showToast(say.stillClipped);
  };
  return (
    <div class="stack">
      <h3>{say.codeHeading}</h3>
      {isResumed && <p class="meta">{say.resumed}</p>}
      <p>{say.codeText}</p>
      <p class="recovery-code" data-recovery-code>
        {code.split("-").map((group, at) => (
          <span key={at}>{group}</span>
        ))}
      </p>
      <div class="row">
        <Button onClick={() => void copy()}>{isCodeClipped.value ? say.copied : say.copy}</Button>
        <Button onClick={() => download(say.fileName, "text/plain", words)}>{say.save}</Button>
        <Button onClick={() => printCode(words)}>{say.print}</Button>
      </div>
      <div role="status">
        {isRefused.value && <p class="meta">{say.notCopied}</p>}
        {isCodeClipped.value && (
          <p class="meta">
            {say.clipped}{" "}
            <Button small look="quiet" onClick={() => void clear()}>
              {say.unclip}
            </Button>
          </p>
        )}
      </div>
      <div class="row">
        <Button look="primary" onClick={onNext}>
          {say.next}
        </Button>
        {onAnother && isResumed && (
          <Button look="quiet" onClick={onAnother}>
            {say.startOver}
          </Button>
        )}
      </div>
    </div>
  );
}

type AskBackProps = {
  notebook: DeviceNotebook;
  code: string;
  isBusy: boolean;
  problem: string | null;
  action: string;
  onBack: () => void;
  onKnown: () => void;
};

/** Two groups of the code have to be typed back: only then is it sure that it was kept. */
export function AskBack({ notebook, code, isBusy, problem, action, onBack, onKnown }: AskBackProps) {
  const asked = useSignal(askGroups(notebook.random)).value;
  const typed = useSignal<readonly string[]>(Array.from({ length: ASKED_GROUPS }, () => ""));
  const isWrong = useSignal(false);
  return (
    <StepForm
      problem={isWrong.value ? say.askWrong : problem}
      isBusy={isBusy}
      action={action}
      onBack={onBack}
      onSubmit={() => {
        isWrong.value = !knowsGroups(code, asked, typed.peek());
        if (!isWrong.peek()) onKnown();
      }}
    >
      <h3>{say.askHeading}</h3>
      <p>{say.askText}</p>
      <div class="row">
        {asked.map((group, at) => (
          <TextField
            key={group}
            label={say.askGroup(group)}
            value={typed.value[at] ?? ""}
            maxLength={6}
            {...KEPT_TO_ITSELF}
            onValue={(value) => {
              typed.value = typed.peek().map((each, index) => (index === at ? value : each));
            }}
          />
        ))}
      </div>
    </StepForm>
  );
}
