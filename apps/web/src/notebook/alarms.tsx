import { useSignal } from "@preact/signals";
import { Button } from "../ui/button.tsx";
import type { DeviceNotebook } from "./device-notebook.ts";
import type { NotebookAlarm } from "./notebook-alarm.ts";
import { texts } from "./texts.ts";

const say = texts.alarms;

/** What is not as it should be, and what can be done about it. */
export function Alarms({ notebook }: { notebook: DeviceNotebook }) {
  const alarms = notebook.alarms.value;
  if (alarms.length === 0) return null;
  return (
    <div class="private-alarms" role="alert">
      {alarms.map((alarm) => (
        <AlarmLine key={JSON.stringify(alarm)} notebook={notebook} alarm={alarm} />
      ))}
    </div>
  );
}

function AlarmLine({ notebook, alarm }: { notebook: DeviceNotebook; alarm: NotebookAlarm }) {
  const isBusy = useSignal(false);
  const device = "device" in alarm ? alarm.device : null;
  const name = notebook.index.value.devices.find(({ id }) => id === device)?.name;
  const giveBack = async () => {
    isBusy.value = true;
    await notebook.giveBack();
    isBusy.value = false;
  };
  return (
    <div class="stack-tight">
      <p>
        {wordsOf(alarm)} {name !== undefined && say.device(name)}
      </p>
      {alarm.type === "older" && (
        <div>
          <Button small disabled={isBusy.value} onClick={() => void giveBack()}>
            {say.reupload}
          </Button>
        </div>
      )}
    </div>
  );
}

function wordsOf(alarm: NotebookAlarm): string {
  if (alarm.type === "older") return alarm.restored ? say.olderRestored : say.older;
  if (alarm.type === "server_full") return say.serverFull;
  return say[alarm.type];
}
