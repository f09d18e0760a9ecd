import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { Button } from "../ui/button.tsx";
import { TextField } from "../ui/text-field.tsx";
import type { DeviceNotebook } from "./device-notebook.ts";
import { otherVaults, readOtherVault } from "./read-other-vault.ts";
import { SecretField } from "./secret-field.tsx";
import { stretch } from "./stretch.ts";
import { texts } from "./texts.ts";
import { vaultTexts } from "./vault-texts.ts";

const say = vaultTexts.merge;

/** Copies another notebook of the same person into this one; shows nothing where there is none. */
export function MergePart({ notebook }: { notebook: DeviceNotebook }) {
  const others = useSignal<readonly string[]>([]);
  const way = useSignal<"recovery" | "passphrase">("recovery");
  const typed = useSignal("");
  const isBusy = useSignal(false);
  const problem = useSignal<string | null>(null);
  const copied = useSignal<string | null>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const own = notebook.manifest.value?.vault ?? "";
  useEffect(() => {
    void otherVaults(notebook.api, own).then((found) => {
      others.value = found;
    });
  }, [own]);
  if (others.value.length === 0) return null;
  const run = async (act: () => Promise<string | null>) => {
    isBusy.value = true;
    problem.value = null;
    problem.value = await act().catch(() => say.failed);
    isBusy.value = false;
  };
  const copy = async () => {
    const factor =
      way.peek() === "recovery"
        ? ({ kind: "recovery", typed: typed.peek() } as const)
        : ({ kind: "passphrase", passphrase: typed.peek(), stretch } as const);
    const other = await readOtherVault(notebook.api, own, factor);
    if (other.type !== "read") return other.type === "endless" ? texts.alarms.endless : say[other.type];
    if (!(await notebook.takeOver(other.vault))) return say.waits;
    typed.value = "";
    if (!other.isWhole) return say.notWhole;
    copied.value = other.id ?? null;
    heading.current?.focus();
    return null;
  };
  const destroy = async () => {
    const answer = await notebook.api.destroyVault(copied.peek() ?? "");
    if (answer.type === "refused" && answer.name === "not_fresh") return texts.settings.notFresh;
    if (answer.type !== "ok") return say.unreachable;
    others.value = others.peek().filter((id) => id !== copied.peek());
    copied.value = null;
    return null;
  };
  return (
    <section class="settings-group" aria-labelledby="merge-heading">
      <h2 id="merge-heading" ref={heading} tabIndex={-1}>
        {say.heading}
      </h2>
      <p class="meta">{copied.value === null ? say.lead : say.done}</p>
      {copied.value === null ? (
        <form
          class="stack"
          onSubmit={(event) => {
            event.preventDefault();
            if (!isBusy.peek()) void run(copy);
          }}
        >
          <fieldset class="unlock-ways">
            <legend class="field-label">{say.way}</legend>
            {(["recovery", "passphrase"] as const).map((each) => (
              <label key={each} class="check">
                <input
                  type="radio"
                  name="merge-way"
                  checked={way.value === each}
                  onChange={() => {
                    way.value = each;
                  }}
                />
                <span>{say[each]}</span>
              </label>
            ))}
          </fieldset>
          {way.value === "recovery" ? (
            <TextField
              label={texts.unlockDialog.recoveryField}
              value={typed.value}
              autoComplete="off"
              onValue={(value) => {
                typed.value = value;
              }}
            />
          ) : (
            <SecretField
              label={texts.unlockDialog.passphraseField}
              value={typed.value}
              onValue={(value) => {
                typed.value = value;
              }}
            />
          )}
          <div class="row">
            <Button type="submit" disabled={isBusy.value || typed.value.trim() === ""}>
              {isBusy.value ? say.working : say.copy}
            </Button>
          </div>
        </form>
      ) : (
        <div class="row">
          <Button look="danger" disabled={isBusy.value} onClick={() => void run(destroy)}>
            {say.destroy}
          </Button>
          <Button
            look="quiet"
            disabled={isBusy.value}
            onClick={() => {
              others.value = [];
            }}
          >
            {say.keep}
          </Button>
        </div>
      )}
      <p role="alert" class="problem">
        {problem.value}
      </p>
    </section>
  );
}
