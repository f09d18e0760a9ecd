import { Button } from "../ui/button.tsx";
import type { DeviceNotebook } from "./device-notebook.ts";
import { focusOpened } from "./focus-opened.ts";
import { openNotebookDialog } from "./notebook-dialog.ts";
import { setHidden } from "./standing.ts";
import { texts } from "./texts.ts";

/** Stands where notes would, while they are locked, hidden or not begun. @param isHidden there is something to show again */
export function ShutNotice({ notebook, isHidden }: { notebook: DeviceNotebook; isHidden: boolean }) {
  const state = notebook.state.value.type;
  const open = () =>
    openNotebookDialog({
      type: "open",
      onOpen: () => {
        setHidden(false);
        focusOpened();
      },
    });
  if (isHidden) {
    return (
      <div class="stack">
        <p>{texts.hidden}</p>
        <div>
          <Button onClick={() => setHidden(false)}>{texts.show}</Button>
        </div>
      </div>
    );
  }
  if (state === "reading") return null;
  return (
    <div class="stack">
      <p>{state !== "locked" ? texts.promise : notebook.isLockedByHand.value ? texts.lockedByHand : texts.locked}</p>
      <div>
        <Button look="primary" data-unlock onClick={open}>
          {state === "locked" ? texts.unlock : texts.begin}
        </Button>
      </div>
    </div>
  );
}
