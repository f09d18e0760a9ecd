import type { Slot } from "@candor/notebook/vault/manifest.ts";
import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { showToast } from "../ui/toasts.ts";
import { addPasskey } from "./add-passkey.ts";
import { ConfirmDialog } from "./confirm-dialog.tsx";
import type { DeviceNotebook } from "./device-notebook.ts";
import { mayHavePasskeys } from "./passkey-secret.ts";
import { NewPassphrase } from "./passphrase-steps.tsx";
import { NewRecovery } from "./recovery-steps.tsx";
import { sayChange } from "./say-change.ts";
import { sayDayOf } from "./say-day-of.ts";
import { texts } from "./texts.ts";
import { vaultTexts as say } from "./vault-texts.ts";

type Shown = { type: "recovery" | "passphrase" } | { type: "remove"; slot: Slot };

/** What opens the notebook. The recovery code can be replaced and never taken away. */
export function WaysPart({ notebook }: { notebook: DeviceNotebook }) {
  const shown = useSignal<Shown | null>(null);
  const isBusy = useSignal(false);
  const problem = useSignal<string | null>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const slots = notebook.manifest.value?.slots ?? [];
  const has = (kind: Slot["kind"]) => slots.some((slot) => slot.kind === kind);
  const isOwn = (slot: Slot) => slot.kind === "device" && slot.device === notebook.thisDevice.value;
  const run = async (change: () => Promise<string | null>) => {
    isBusy.value = true;
    problem.value = null;
    problem.value = await change();
    isBusy.value = false;
    if (problem.peek() === null) showToast(say.changed);
  };
  const close = () => {
    shown.value = null;
  };
  const done = () => {
    close();
    showToast(say.changed);
  };
  const open = (what: Shown) => () => {
    shown.value = what;
  };
  return (
    <section class="settings-group" aria-labelledby="ways-heading">
      <h2 id="ways-heading" ref={heading} tabIndex={-1}>
        {texts.settings.ways}
      </h2>
      <ul class="stack-list">
        {slots.map((slot) => {
          const name = nameOf(slot, notebook);
          return (
            <li key={slot.id} class="bin-thing">
              <span class="grow">
                {name} <span class="note-when when-below">{say.since(sayDayOf(slot.since))}</span>
              </span>
              {slot.kind !== "recovery" && (
                <Button
                  small
                  disabled={isBusy.value}
                  aria-label={say.removeOf(name)}
                  onClick={open({ type: "remove", slot })}
                >
                  {say.remove}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
      <div class="row">
        <Button disabled={isBusy.value} onClick={open({ type: "recovery" })}>
          {say.newRecovery}
        </Button>
        <Button disabled={isBusy.value} onClick={open({ type: "passphrase" })}>
          {has("passphrase") ? say.changePassphrase : texts.settings.addPassphrase}
        </Button>
        {!slots.some(isOwn) && (
          <Button
            disabled={isBusy.value}
            onClick={() => void run(async () => sayChange(await notebook.addThisDevice()))}
          >
            {say.addDevice}
          </Button>
        )}
        {mayHavePasskeys() && (
          <Button disabled={isBusy.value} onClick={() => void run(() => addPasskey(notebook))}>
            {say.addPasskey}
          </Button>
        )}
      </div>
      <p class="meta">{mayHavePasskeys() ? say.setup.passkeyHint : say.setup.noPasskeys}</p>
      <p role="alert" class="problem">
        {problem.value}
      </p>
      {shown.value?.type === "remove" ? (
        <ConfirmDialog
          title={say.removeTitle(nameOf(shown.value.slot, notebook))}
          action={say.remove}
          change={removeSlot(notebook, shown.value.slot)}
          onClose={close}
          onDone={() => {
            done();
            heading.current?.focus(); // what was pressed is gone
          }}
        >
          {whatFollows(shown.value.slot, slots, isOwn(shown.value.slot)).map((line) => (
            <p key={line}>{line}</p>
          ))}
        </ConfirmDialog>
      ) : (
        shown.value && (
          <Dialog
            title={
              shown.value.type === "recovery"
                ? say.newRecovery
                : has("passphrase")
                  ? say.changePassphrase
                  : texts.settings.addPassphrase
            }
            onClose={close}
          >
            {shown.value.type === "recovery" ? (
              <NewRecovery notebook={notebook} onDone={done} />
            ) : (
              <NewPassphrase notebook={notebook} onDone={done} />
            )}
          </Dialog>
        )
      )}
    </section>
  );
}

function removeSlot(notebook: DeviceNotebook, { id }: Slot): () => Promise<string | null> {
  return async () => sayChange(await notebook.change({ type: "remove_slot", slot: id }));
}

function whatFollows(gone: Slot, slots: readonly Slot[], isOwn: boolean): string[] {
  const left = slots.filter(({ id, kind }) => id !== gone.id && kind !== "device");
  return [
    isOwn ? say.asksHere : gone.kind === "device" ? say.asksThere : say.opensNoMore[gone.kind],
    ...(left.every(({ kind }) => kind === "recovery") ? [say.onlyRecovery] : []),
    say.rotates,
  ];
}

function nameOf(slot: Slot, notebook: DeviceNotebook): string {
  if (slot.kind !== "device") return say[slot.kind];
  if (slot.device === notebook.thisDevice.value) return say.thisDevice;
  const name = notebook.index.value.devices.find(({ id }) => id === slot.device)?.name ?? texts.unknownDevice;
  return say.deviceWay(name);
}
