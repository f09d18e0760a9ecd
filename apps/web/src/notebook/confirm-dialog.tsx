import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { vaultTexts } from "./vault-texts.ts";

type ConfirmDialogProps = {
  title: string;
  action: string;
  /** @returns why it did not come about; null: it did. */
  change: () => Promise<string | null>;
  onClose: () => void;
  onDone: () => void;
  /** what follows */
  children: ComponentChildren;
};

/** Asks once more, and says what follows: for changes of keys alone, which nothing can take back. */
export function ConfirmDialog({ title, action, change, onClose, onDone, children }: ConfirmDialogProps) {
  const isBusy = useSignal(false);
  const problem = useSignal<string | null>(null);
  const run = async () => {
    isBusy.value = true;
    problem.value = await change();
    isBusy.value = false;
    if (problem.peek() === null) onDone();
  };
  return (
    <Dialog title={title} onClose={onClose}>
      <div class="stack-tight">
        {children}
        <p role="alert" class="problem">
          {problem.value}
        </p>
        <div class="row">
          <Button look="danger" disabled={isBusy.value} onClick={() => void run()}>
            {action}
          </Button>
          <Button look="quiet" onClick={onClose}>
            {vaultTexts.settings.cancel}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
