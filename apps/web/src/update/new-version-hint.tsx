import { useSignal } from "@preact/signals";
import { texts } from "../people/texts.ts";
import { Button } from "../ui/button.tsx";
import { newVersion } from "./register-service-worker.ts";

/** Says that a new version is ready. It waits until somebody wants it. */
export function NewVersionHint() {
  const isPutOff = useSignal(false);
  const reload = newVersion.value;
  if (!reload || isPutOff.value) return null;
  return (
    <div class="banner" role="status">
      <span class="grow">{texts.update.text}</span>
      <Button small look="primary" onClick={reload}>
        {texts.update.reload}
      </Button>
      <Button
        small
        look="quiet"
        onClick={() => {
          isPutOff.value = true;
        }}
      >
        {texts.update.later}
      </Button>
    </div>
  );
}
