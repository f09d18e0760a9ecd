import type { NightlyExport } from "@candor/protocol/http/nightly.ts";
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { me, peopleLoaded } from "../people/my-people.ts";
import { sinceText } from "../print/when.ts";
import { showToast } from "../ui/toasts.ts";
import { dataTexts } from "./data-texts.ts";
import { readNightly, setNightly } from "./rights-calls.ts";

const say = dataTexts.nightly;

/** My pages as files on the server each night; nothing where whoever runs it has no folder for that. */
export function NightlySection() {
  const known = useSignal<NightlyExport | null>(null);
  useEffect(() => {
    void peopleLoaded().then(async () => {
      if (me.peek() === null) return;
      const result = await readNightly();
      if (result.type === "ok") known.value = result.value;
    });
  }, []);
  const now = known.value;
  if (!now || !(now.available || now.on)) return null;
  const set = async (on: boolean) => {
    const result = await setNightly({ on });
    if (result.type === "ok") {
      known.value = result.value;
      showToast(on ? say.isOn : say.isOff);
    } else {
      known.value = { ...now };
      showToast(say.failed);
    }
  };
  return (
    <section class="stack-tight" aria-labelledby="nightly-heading">
      <h2 id="nightly-heading">{say.title}</h2>
      <p>{say.text}</p>
      <p class="meta">{say.who}</p>
      <label class="check">
        <input
          type="checkbox"
          checked={now.on}
          onChange={(event) => {
            void set(event.currentTarget.checked);
          }}
        />
        {say.on}
      </label>
      {now.on && (
        <p class="meta">
          {say.folder(now.folder)}{" "}
          {now.writtenAt === null ? say.notYet : say.written(sinceText(now.writtenAt, Date.now()))}
        </p>
      )}
      {now.failed && (
        <p role="alert" class="problem">
          {say.lastFailed}
        </p>
      )}
    </section>
  );
}
