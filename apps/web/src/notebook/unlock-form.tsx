import type { SlotKind } from "@candor/notebook/vault/manifest.ts";
import { useSignal } from "@preact/signals";
import { useEffect, useLayoutEffect } from "preact/hooks";
import { Button } from "../ui/button.tsx";
import { KEPT_TO_ITSELF } from "../ui/kept-to-itself.ts";
import { TextField } from "../ui/text-field.tsx";
import { DestroyForm } from "./destroy-form.tsx";
import type { DeviceNotebook } from "./device-notebook.ts";
import { focusDialog } from "./focus-dialog.ts";
import { askPasskey, mayHavePasskeys } from "./passkey-secret.ts";
import { SecretField } from "./secret-field.tsx";
import { stretch } from "./stretch.ts";
import { texts } from "./texts.ts";
import type { UnlockAnswer } from "./vault-keeper.ts";

const say = texts.unlockDialog;
type Way = Exclude<SlotKind, "device">;
const ORDER: readonly Way[] = ["passphrase", "passkey", "recovery"];

type UnlockFormProps = { notebook: DeviceNotebook; onOpen: () => void; onBegin: () => void };

/** Opens a notebook with what somebody knows or has; a wrong one is told in a plain sentence. */
export function UnlockForm({ notebook, onOpen, onBegin }: UnlockFormProps) {
  const ways = useSignal<readonly Way[]>(["recovery"]);
  const credentials = useSignal<{ vault: string; ids: readonly string[] }>({ vault: "", ids: [] });
  const way = useSignal<Way>("recovery");
  const typed = useSignal("");
  const remembers = useSignal(true);
  const isBusy = useSignal(false);
  const isLost = useSignal(false);
  const problem = useSignal<string | null>(null);
  useEffect(() => {
    void notebook.waysIn().then((found) => {
      if (!found) return;
      ways.value = ORDER.filter((kind) => found.kinds.includes(kind) && (kind !== "passkey" || mayHavePasskeys()));
      credentials.value = { vault: found.vault, ids: found.credentials };
      // Whoever has begun to type the code meanwhile goes on with it.
      if (typed.peek() === "") way.value = ways.peek()[0] ?? "recovery";
    });
  }, []);
  useLayoutEffect(focusDialog, [ways.value, isLost.value]);
  const finish = async (answer: UnlockAnswer) => {
    if (answer.type !== "open") {
      problem.value = wordsOf(answer, way.peek());
      return;
    }
    // A refusal here only means that this device asks again next time.
    if (remembers.peek()) await notebook.addThisDevice();
    onOpen();
  };
  const unlock = async () => {
    isBusy.value = true;
    problem.value = null;
    try {
      if (way.peek() === "passphrase") {
        await finish(await notebook.unlock({ kind: "passphrase", passphrase: typed.peek(), stretch }));
      } else if (way.peek() === "recovery") {
        await finish(await notebook.unlock({ kind: "recovery", typed: typed.peek() }));
      } else {
        const { vault, ids } = credentials.peek();
        const secret = await askPasskey(vault, ids);
        if (secret.type === "secret") {
          const { credential, prf } = secret;
          await finish(await notebook.unlock({ kind: "passkey", credential, prf }));
        } else problem.value = say.cancelled;
      }
    } catch {
      problem.value = say.unavailable;
    } finally {
      isBusy.value = false;
    }
  };
  if (isLost.value) {
    return (
      <div class="stack">
        <p>{say.lostText}</p>
        <DestroyForm notebook={notebook} label={say.destroy} onGone={onBegin} />
        <div>
          <Button
            look="quiet"
            onClick={() => {
              isLost.value = false;
            }}
          >
            {texts.setup.back}
          </Button>
        </div>
      </div>
    );
  }
  const set = (value: string) => {
    typed.value = value;
    problem.value = null;
  };
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (!isBusy.peek()) void unlock();
      }}
    >
      {notebook.isLockedByHand.value && <p class="meta">{say.byHand}</p>}
      {ways.value.length > 1 && (
        <fieldset class="unlock-ways">
          <legend class="visually-hidden">{texts.settings.ways}</legend>
          {ways.value.map((each) => (
            <label key={each} class="check">
              <input
                type="radio"
                name="unlock-way"
                checked={way.value === each}
                onChange={() => {
                  way.value = each;
                  set("");
                }}
              />
              <span>{say[each]}</span>
            </label>
          ))}
        </fieldset>
      )}
      {way.value === "passphrase" && (
        <SecretField label={say.passphraseField} value={typed.value} onValue={set} takesFocus />
      )}
      {way.value === "recovery" && (
        <TextField
          label={say.recoveryField}
          hint={say.recoveryHint}
          value={typed.value}
          onValue={set}
          {...KEPT_TO_ITSELF}
        />
      )}
      <label class="check">
        <input
          type="checkbox"
          checked={remembers.value}
          onChange={(event) => {
            remembers.value = event.currentTarget.checked;
          }}
        />
        <span>{say.rememberDevice}</span>
      </label>
      <p role="alert" class="problem">
        {problem.value}
      </p>
      <div class="row">
        <Button type="submit" look="primary" disabled={isBusy.value}>
          {isBusy.value ? (way.value === "passphrase" ? say.openingSlow : say.opening) : say.open}
        </Button>
        <Button
          look="quiet"
          onClick={() => {
            isLost.value = true;
          }}
        >
          {say.lost}
        </Button>
      </div>
    </form>
  );
}

function wordsOf(answer: Exclude<UnlockAnswer, { type: "open" }>, way: Way): string {
  switch (answer.type) {
    case "wrong":
      return way === "passphrase" ? say.wrongPassphrase : way === "passkey" ? say.wrongPasskey : say.wrongRecovery;
    case "no_slot":
      return say.noSlot;
    case "mistyped":
      if (answer.code.type === "too_short") return say.tooShort(answer.code.missing);
      if (answer.code.type === "too_long") return say.tooLong(answer.code.extra);
      return say.mistyped(answer.code.groups);
    case "refused":
      return say.refused[answer.reason];
    default:
      return say.unreachable;
  }
}
