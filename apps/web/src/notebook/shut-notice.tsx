import { Button } from "../ui/button.tsx";
import type { DeviceNotebook } from "./device-notebook.ts";
import { focusOpened } from "./focus-opened.ts";
import { openNotebookDialog } from "./notebook-dialog.ts";
import { setHidden } from "./standing.ts";
import { texts } from "./texts.ts";

/** Stands where notes would, while they are locked or not begun. */
export function ShutNotice({ notebook }: { notebook: DeviceNotebook }) {
  const state = notebook.state.value.type;
  const open = () =>
    openNotebookDialog({
      type: "open",
      onOpen: () => {
        setHidden(false);
        focusOpened();
      },
    });
  if (state === "reading") return null;
  return (
    <div class="stack">
      <p>
        {state === "unreadable"
          ? texts.unreadable.text
          : state !== "locked"
            ? texts.promise
            : notebook.isLockedByHand.value
              ? texts.lockedByHand
              : texts.locked}
      </p>
      <div>
        <Button look="primary" data-unlock onClick={open}>
          {state === "none" ? texts.begin : texts.unlock}
        </Button>
      </div>
    </div>
  );
}
