import { useSignal } from "@preact/signals";
import { Button } from "../ui/button.tsx";
import type { DeviceNotebook } from "./device-notebook.ts";
import { sayChange } from "./say-change.ts";
import { sayDayOf } from "./say-day-of.ts";
import { texts } from "./texts.ts";

const say = texts.settings;

/** Which browsers write in the notebook. Taking one off changes the keys. */
export function DevicesPart({ notebook }: { notebook: DeviceNotebook }) {
  const isBusy = useSignal(false);
  const problem = useSignal<string | null>(null);
  const names = new Map(notebook.index.value.devices.map(({ id, name }) => [id, name]));
  const remove = async (device: string) => {
    isBusy.value = true;
    problem.value = sayChange(await notebook.removeDevice(device));
    isBusy.value = false;
  };
  return (
    <section class="settings-group" aria-labelledby="devices-heading">
      <h2 id="devices-heading">{say.devices}</h2>
      <ul class="private-recalled">
        {(notebook.manifest.value?.devices ?? []).map(({ id, since, removed }) => {
          const name = names.get(id) ?? texts.unknownDevice;
          const isThis = id === notebook.thisDevice.value;
          return (
            <li key={id} class="bin-thing">
              <span class="grow">
                {name} {isThis && `(${say.thisOne})`}
                <span class="note-when">
                  {" "}
                  {removed ? say.removed(sayDayOf(removed.at)) : say.since(sayDayOf(since))}
                </span>
              </span>
              {!removed && !isThis && (
                <Button small disabled={isBusy.value} onClick={() => void remove(id)}>
                  {say.removeDevice(name)}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
      <p class="meta">{say.rotates}</p>
      <p role="alert" class="problem">
        {problem.value}
      </p>
    </section>
  );
}
