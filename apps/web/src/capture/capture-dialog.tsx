import type { CommandWorld } from "../commands/command-world.ts";
import { currentPage } from "../commands/current-page.ts";
import { Dialog } from "../ui/dialog.tsx";
import { CaptureForm } from "./capture-form.tsx";
import { captureTexts } from "./texts.ts";

/** Quick capture over whatever screen shows. */
export function CaptureDialog({ world, closed }: { world: CommandWorld; closed: () => void }) {
  return (
    <Dialog title={captureTexts.title} onClose={closed}>
      <CaptureForm
        people={world.people.value.map(({ pairId, name }) => ({ id: pairId, name }))}
        openPage={world.openPage}
        here={currentPage.value?.pairId ?? null}
        isOnline={world.isOnline.value}
        done={closed}
      />
    </Dialog>
  );
}
