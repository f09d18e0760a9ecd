import { generatePassphrase, judgePassphrase } from "@candor/notebook/vault/passphrase.ts";
import { askGroups, knowsGroups, RECOVERY_BYTES, writeRecoveryCode } from "@candor/notebook/vault/recovery-code.ts";
import { type Signal, useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { download } from "../transfer/download.ts";
import { announce } from "../ui/announce.ts";
import { Button } from "../ui/button.tsx";
import { KEPT_TO_ITSELF } from "../ui/kept-to-itself.ts";
import { TextField } from "../ui/text-field.tsx";
import type { DeviceNotebook } from "./device-notebook.ts";
import { focusDialog } from "./focus-dialog.ts";
import { printCode } from "./print-code.ts";
import { sayChange } from "./say-change.ts";
import { SecretField } from "./secret-field.tsx";
import { stretch } from "./stretch.ts";
import { texts } from "./texts.ts";
import type { Begun } from "./vault-keeper.ts";

const say = texts.setup;
const WIDE_GROUPS = 2; // typed back

type SetupProps = { notebook: DeviceNotebook; onOpen: () => void; onExists: () => void };

/** Begins a notebook: what it promises, how it opens, and the recovery code, which has to be shown to be safe first. */
export function SetupSteps({ notebook, onOpen, onExists }: SetupProps) {
  const step = useSignal<"promise" | "ways" | "code" | "ask">("promise");
  const usesPassphrase = useSignal(true);
  const passphrase = useSignal(generatePassphrase(notebook.random));
  const thisDevice = useSignal(true);
  const begun = useSignal<Begun | null>(null);
  const isBusy = useSignal(false);
  const problem = useSignal<string | null>(null);
  useEffect(focusDialog, [step.value]);

  const make = async () => {
    const trouble = usesPassphrase.peek() ? troubleWith(passphrase.peek()) : null;
    problem.value = trouble;
    if (trouble !== null) return;
    isBusy.value = true;
    try {
      begun.value = await notebook.begin({
        thisDevice: thisDevice.peek(),
        slots: usesPassphrase.peek() ? [{ kind: "passphrase", passphrase: passphrase.peek(), stretch }] : [],
      });
      step.value = "code";
    } catch {
      problem.value = say.unreachable;
    } finally {
      isBusy.value = false;
    }
  };
  const settle = async () => {
    isBusy.value = true;
    const settled = await begun.peek()?.settle();
    isBusy.value = false;
    if (settled === "begun") {
      if (!thisDevice.peek()) await notebook.setSettings({ alwaysAsk: true });
      onOpen();
    } else if (settled === "exists") onExists();
    else problem.value = settled === "unreachable" ? say.unreachable : say.failed;
  };
  if (step.value === "promise") {
    return (
      <div class="stack">
        <p>{texts.promise}</p>
        <p>
          <strong>{texts.limit}</strong>
        </p>
        <p>{texts.loss}</p>
        <p class="meta">{texts.law}</p>
        <div class="row">
          <Button
            look="primary"
            onClick={() => {
              step.value = "ways";
            }}
          >
            {say.next}
          </Button>
        </div>
      </div>
    );
  }
  if (step.value === "ways") {
    return (
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (!isBusy.peek()) void make();
        }}
      >
        <h3>{say.waysHeading}</h3>
        <label class="check">
          <input
            type="checkbox"
            checked={thisDevice.value}
            onChange={(event) => {
              thisDevice.value = event.currentTarget.checked;
            }}
          />
          <span>
            {say.device}
            <span class="field-hint settings-hint">{say.deviceHint}</span>
          </span>
        </label>
        <label class="check">
          <input
            type="checkbox"
            checked={usesPassphrase.value}
            onChange={(event) => {
              usesPassphrase.value = event.currentTarget.checked;
              problem.value = null;
            }}
          />
          <span>{say.passphrase}</span>
        </label>
        {usesPassphrase.value && (
          <PassphraseFields
            notebook={notebook}
            passphrase={passphrase}
            onChange={() => {
              problem.value = null;
            }}
          />
        )}
        <p role="alert" class="problem">
          {problem.value}
        </p>
        <div class="row">
          <Button type="submit" look="primary" disabled={isBusy.value}>
            {isBusy.value ? say.working : say.next}
          </Button>
        </div>
      </form>
    );
  }
  const code = begun.value?.recoveryCode ?? "";
  if (step.value === "code") {
    return (
      <RecoveryCode
        code={code}
        onNext={() => {
          step.value = "ask";
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
      action={say.begin}
      onBack={() => {
        step.value = "code";
      }}
      onKnown={() => void settle()}
    />
  );
}

/** @returns what is wrong with a passphrase of somebody's own, or null. */
export function troubleWith(passphrase: string): string | null {
  const verdict = judgePassphrase(passphrase);
  if (verdict.type === "fit") return null;
  return verdict.type === "too_short" ? say.tooShort : say.tooCommon;
}

type NewWayProps = { notebook: DeviceNotebook; onDone: () => void };

/** Another recovery code in place of the one before, which opens nothing from then on. */
export function NewRecovery({ notebook, onDone }: NewWayProps) {
  const secret = useSignal(notebook.random(RECOVERY_BYTES)).value;
  const isAsking = useSignal(false);
  const isBusy = useSignal(false);
  const problem = useSignal<string | null>(null);
  const code = writeRecoveryCode(secret);
  useEffect(focusDialog, [isAsking.value]);
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
      action={texts.settings.newRecovery}
      onBack={() => {
        isAsking.value = false;
      }}
      onKnown={() => void replace()}
    />
  );
}

/** A passphrase, the first or another. */
export function NewPassphrase({ notebook, onDone }: NewWayProps) {
  const passphrase = useSignal(generatePassphrase(notebook.random));
  const isBusy = useSignal(false);
  const problem = useSignal<string | null>(null);
  useEffect(focusDialog, []);
  const save = async () => {
    problem.value = troubleWith(passphrase.peek());
    if (problem.peek() !== null) return;
    isBusy.value = true;
    const slot = { kind: "passphrase", passphrase: passphrase.peek(), stretch } as const;
    try {
      problem.value = sayChange(await notebook.change({ type: "change_passphrase", slot }));
      if (problem.peek() === null) onDone();
    } catch {
      problem.value = texts.settings.failed;
    } finally {
      isBusy.value = false;
    }
  };
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (!isBusy.peek()) void save();
      }}
    >
      <PassphraseFields
        notebook={notebook}
        passphrase={passphrase}
        onChange={() => {
          problem.value = null;
        }}
      />
      <p role="alert" class="problem">
        {problem.value}
      </p>
      <div class="row">
        <Button type="submit" look="primary" disabled={isBusy.value}>
          {isBusy.value ? say.working : texts.settings.save}
        </Button>
      </div>
    </form>
  );
}

type PassphraseFieldsProps = { notebook: DeviceNotebook; passphrase: Signal<string>; onChange: () => void };

function PassphraseFields({ notebook, passphrase, onChange }: PassphraseFieldsProps) {
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

/** The code, shown once, with ways to keep it. */
export function RecoveryCode({ code, onNext }: { code: string; onNext: () => void }) {
  const isCopied = useSignal(false);
  const words = say.fileText(code, location.origin);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(code);
      isCopied.value = true;
      announce(say.copied);
    } catch {
      // It stands there to be selected.
    }
  };
  return (
    <div class="stack">
      <h3>{say.codeHeading}</h3>
      <p>{say.codeText}</p>
      <p class="recovery-code" data-recovery-code>
        {code.split("-").map((group, at) => (
          <span key={at}>{group}</span>
        ))}
      </p>
      <div class="row">
        <Button onClick={() => void copy()}>{isCopied.value ? say.copied : say.copy}</Button>
        <Button onClick={() => download(say.fileName, "text/plain", words)}>{say.save}</Button>
        <Button onClick={() => printCode(words)}>{say.print}</Button>
      </div>
      <div class="row">
        <Button look="primary" onClick={onNext}>
          {say.next}
        </Button>
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
  const typed = useSignal<readonly string[]>(Array.from({ length: WIDE_GROUPS }, () => ""));
  const isWrong = useSignal(false);
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        isWrong.value = !knowsGroups(code, asked, typed.peek());
        if (!isWrong.peek() && !isBusy) onKnown();
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
      <p role="alert" class="problem">
        {isWrong.value ? say.askWrong : problem}
      </p>
      <div class="row">
        <Button type="submit" look="primary" disabled={isBusy}>
          {action}
        </Button>
        <Button look="quiet" onClick={onBack}>
          {say.back}
        </Button>
      </div>
    </form>
  );
}
