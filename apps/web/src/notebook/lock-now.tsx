import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { openNotebookDialog } from "./notebook-dialog.ts";
import { texts } from "./texts.ts";
import { thisNotebook } from "./this-notebook.ts";

const say = texts.lockDialog;

/** Locks by hand; where nothing but the recovery code would open the notes again, that is said first. */
export function lockNow(): void {
  const slots = thisNotebook().manifest.peek()?.slots ?? [];
  if (slots.some(({ kind }) => kind === "passphrase" || kind === "passkey")) lock();
  else openNotebookDialog({ type: "lock" });
}

function lock(): void {
  void thisNotebook().lock();
  // What was pressed is gone with the notes.
  setTimeout(() => document.querySelector<HTMLElement>("[data-unlock]")?.focus());
}

export function LockDialog({ onClose }: { onClose: () => void }) {
  return (
    <Dialog title={say.title} onClose={onClose}>
      <p>{say.text}</p>
      <div class="row">
        <Button
          look="primary"
          onClick={() => {
            onClose();
            setTimeout(lock); // the dialog gives the focus back first
          }}
        >
          {say.lock}
        </Button>
        <a class="button" href="/settings/notebook" onClick={onClose}>
          {texts.settings.addPassphrase}
        </a>
      </div>
    </Dialog>
  );
}
