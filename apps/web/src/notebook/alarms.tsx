import { useSignal } from "@preact/signals";
import { Button } from "../ui/button.tsx";
import type { DeviceNotebook } from "./device-notebook.ts";
import { ExportButtons, nameOf } from "./export-buttons.tsx";
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
  const tryAgain = async () => {
    isBusy.value = true;
    await notebook.tryAgain();
    isBusy.value = false;
  };
  const doc = "doc" in alarm ? alarm.doc : null;
  const pair = notebook.index.value.documents.find((each) => each.doc === doc)?.pair;
  return (
    <div class="stack-tight">
      <p>
        {alarm.type === "refused"
          ? `${say.refused(pair === undefined ? say.refusedIndex : nameOf(pair))} ${say.refusedBecause[alarm.why]}`
          : wordsOf(alarm)}{" "}
        {name !== undefined && say.device(name)}
      </p>
      {alarm.type === "refused" && (
        <div class="row">
          <Button small disabled={isBusy.value} onClick={() => void tryAgain()}>
            {say.tryAgain}
          </Button>
          {pair !== undefined && <ExportButtons notebook={notebook} pair={pair} />}
        </div>
      )}
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

function wordsOf(alarm: Exclude<NotebookAlarm, { type: "refused" }>): string {
  if (alarm.type === "older") return alarm.restored ? say.olderRestored : say.older;
  if (alarm.type === "server_full") return say.serverFull;
  return say[alarm.type];
}
