import { nameDevice } from "@candor/notebook/note/edit-index.ts";
import type { NamedDevice } from "@candor/notebook/note/read-index.ts";
import type { VaultDevice } from "@candor/notebook/vault/manifest.ts";
import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import { Button } from "../ui/button.tsx";
import { KEPT_TO_ITSELF } from "../ui/kept-to-itself.ts";
import { TextField } from "../ui/text-field.tsx";
import { ConfirmDialog } from "./confirm-dialog.tsx";
import { MAX_DEVICE_NAME_LENGTH } from "./device-name.ts";
import type { DeviceNotebook } from "./device-notebook.ts";
import { sayChange } from "./say-change.ts";
import { sayDayOf } from "./say-day-of.ts";
import { texts } from "./texts.ts";
import { vaultTexts as say } from "./vault-texts.ts";

/** Which browsers write in the notebook. Taking one off changes the keys. */
export function DevicesPart({ notebook }: { notebook: DeviceNotebook }) {
  const leaving = useSignal<{ id: string; name: string } | null>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const named = new Map(notebook.index.value.devices.map((device) => [device.id, device]));
  const close = () => {
    leaving.value = null;
  };
  return (
    <section class="settings-group" aria-labelledby="devices-heading">
      <h2 id="devices-heading" ref={heading} tabIndex={-1}>
        {say.devices}
      </h2>
      <ul class="stack-list">
        {(notebook.manifest.value?.devices ?? []).map((device) => (
          <DeviceRow
            key={device.id}
            notebook={notebook}
            device={device}
            named={named.get(device.id)}
            onTakeOff={(name) => {
              leaving.value = { id: device.id, name };
            }}
          />
        ))}
      </ul>
      {leaving.value && (
        <ConfirmDialog
          title={say.takeOffTitle(leaving.value.name)}
          action={say.takeOff}
          change={takeOff(notebook, leaving.value.id)}
          onClose={close}
          onDone={() => {
            close();
            heading.current?.focus(); // what was pressed is gone
          }}
        >
          {say.takeOffFollows.map((line) => (
            <p key={line}>{line}</p>
          ))}
        </ConfirmDialog>
      )}
    </section>
  );
}

function takeOff(notebook: DeviceNotebook, device: string): () => Promise<string | null> {
  return async () => sayChange(await notebook.removeDevice(device));
}

type DeviceRowProps = {
  notebook: DeviceNotebook;
  device: VaultDevice;
  named: NamedDevice | undefined;
  onTakeOff: (name: string) => void;
};

function DeviceRow({ notebook, device: { id, since, removed }, named, onTakeOff }: DeviceRowProps) {
  const draft = useSignal<string | null>(null);
  const row = useRef<HTMLLIElement>(null);
  const name = named?.name ?? texts.unknownDevice;
  const isThis = id === notebook.thisDevice.value;
  const finish = (next: string | null) => {
    draft.value = null;
    const wanted = next?.trim() ?? "";
    if (wanted !== "") notebook.editIndex((index) => nameDevice(index, id, wanted));
    setTimeout(() => row.current?.querySelector("button")?.focus()); // the field is gone
  };
  if (draft.value !== null) {
    return (
      <li ref={row}>
        <form
          class="row"
          onSubmit={(event) => {
            event.preventDefault();
            finish(draft.peek());
          }}
          onKeyDown={(event) => {
            if (event.key === "Escape") finish(null);
          }}
        >
          <span class="grow">
            <TextField
              label={say.deviceName}
              value={draft.value}
              maxLength={MAX_DEVICE_NAME_LENGTH}
              inputRef={focusNew}
              {...KEPT_TO_ITSELF}
              onValue={(value) => {
                draft.value = value;
              }}
            />
          </span>
          <Button type="submit" small>
            {say.settings.save}
          </Button>
        </form>
      </li>
    );
  }
  const when = removed
    ? [say.removed(sayDayOf(removed.at))]
    : [say.since(sayDayOf(since)), named?.wroteOn ? say.wrote(sayDayOf(named.wroteOn)) : say.neverWrote];
  return (
    <li ref={row} class="bin-thing">
      <span class="grow">
        {name} {isThis && <span class="chip">{say.thisOne}</span>}
        <span class="note-when when-below">{when.join(", ")}</span>
      </span>
      <Button
        small
        aria-label={say.renameOf(name)}
        onClick={() => {
          draft.value = name;
        }}
      >
        {say.rename}
      </Button>
      {!removed && !isThis && (
        <Button small aria-label={say.takeOffOf(name)} onClick={() => onTakeOff(name)}>
          {say.takeOff}
        </Button>
      )}
    </li>
  );
}

function focusNew(field: HTMLInputElement | null): void {
  if (field && document.activeElement !== field) field.select();
}
