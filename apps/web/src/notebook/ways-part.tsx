import type { Slot } from "@candor/notebook/vault/manifest.ts";
import { useSignal } from "@preact/signals";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { lazily } from "../ui/lazily.tsx";
import { showToast } from "../ui/toasts.ts";
import type { DeviceNotebook } from "./device-notebook.ts";
import { NotFetched } from "./not-fetched.tsx";
import { askPasskey, mayHavePasskeys } from "./passkey-secret.ts";
import { sayChange } from "./say-change.ts";
import { sayDayOf } from "./say-day-of.ts";
import { texts } from "./texts.ts";
import type { ChangeAnswer } from "./vault-keeper.ts";

const say = texts.settings;

const NewRecovery = lazily(() => import("./setup-steps.tsx").then((module) => module.NewRecovery), NotFetched);
const NewPassphrase = lazily(() => import("./setup-steps.tsx").then((module) => module.NewPassphrase), NotFetched);

/** What opens the notebook. The recovery code can be replaced and never taken away. */
export function WaysPart({ notebook }: { notebook: DeviceNotebook }) {
  const dialog = useSignal<"recovery" | "passphrase" | null>(null);
  const isBusy = useSignal(false);
  const problem = useSignal<string | null>(null);
  const slots = notebook.manifest.value?.slots ?? [];
  const has = (kind: Slot["kind"]) => slots.some((slot) => slot.kind === kind);
  const isOwn = (slot: Slot) => slot.kind === "device" && slot.device === notebook.thisDevice.value;
  const run = async (change: () => Promise<ChangeAnswer | string>) => {
    isBusy.value = true;
    problem.value = null;
    const answer = await change();
    isBusy.value = false;
    problem.value = typeof answer === "string" ? answer : sayChange(answer);
    if (problem.peek() === null) showToast(say.changed);
  };
  const addPasskey = async (): Promise<ChangeAnswer | string> => {
    const secret = await askPasskey(notebook.manifest.peek()?.vault ?? "", []);
    if (!secret) return texts.unlockDialog.cancelled;
    return notebook.change({ type: "add_slot", slot: { kind: "passkey", ...secret } });
  };
  const done = () => {
    dialog.value = null;
    showToast(say.changed);
  };
  return (
    <section class="settings-group" aria-labelledby="ways-heading">
      <h2 id="ways-heading">{say.ways}</h2>
      <ul class="private-recalled">
        {slots.map((slot) => {
          const name = nameOf(slot, notebook);
          return (
            <li key={slot.id} class="bin-thing">
              <span class="grow">
                {name} <span class="note-when">{say.since(sayDayOf(slot.since))}</span>
              </span>
              {slot.kind !== "recovery" && (
                <Button
                  small
                  disabled={isBusy.value}
                  aria-label={say.removeOf(name)}
                  onClick={() => void run(() => notebook.change({ type: "remove_slot", slot: slot.id }))}
                >
                  {say.remove}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
      <div class="row">
        <Button
          disabled={isBusy.value}
          onClick={() => {
            dialog.value = "recovery";
          }}
        >
          {say.newRecovery}
        </Button>
        <Button
          disabled={isBusy.value}
          onClick={() => {
            dialog.value = "passphrase";
          }}
        >
          {has("passphrase") ? say.changePassphrase : say.addPassphrase}
        </Button>
        {!slots.some(isOwn) && (
          <Button disabled={isBusy.value} onClick={() => void run(() => notebook.addThisDevice())}>
            {say.addDevice}
          </Button>
        )}
        {mayHavePasskeys() && (
          <Button disabled={isBusy.value} onClick={() => void run(addPasskey)}>
            {say.addPasskey}
          </Button>
        )}
      </div>
      {mayHavePasskeys() && <p class="meta">{texts.setup.passkeyHint}</p>}
      <p role="alert" class="problem">
        {problem.value}
      </p>
      {dialog.value !== null && (
        <Dialog
          title={dialog.value === "recovery" ? say.newRecovery : say.passphrase}
          onClose={() => {
            dialog.value = null;
          }}
        >
          {dialog.value === "recovery" ? (
            <NewRecovery notebook={notebook} onDone={done} />
          ) : (
            <NewPassphrase notebook={notebook} onDone={done} />
          )}
        </Dialog>
      )}
    </section>
  );
}

function nameOf(slot: Slot, notebook: DeviceNotebook): string {
  if (slot.kind !== "device") return say[slot.kind];
  if (slot.device === notebook.thisDevice.value) return say.thisDevice;
  const name = notebook.index.value.devices.find(({ id }) => id === slot.device)?.name ?? texts.unknownDevice;
  return say.deviceWay(name);
}
