import type { ComponentChildren } from "preact";
import { Button } from "../ui/button.tsx";
import { texts } from "./texts.ts";
import { vaultTexts } from "./vault-texts.ts";

type StepFormProps = {
  problem: string | null;
  isBusy: boolean;
  action: string;
  onSubmit: () => void;
  onBack?: () => void;
  children: ComponentChildren;
};

/** One step on the way to keys: what is asked, what is wrong with it, and the way on. */
export function StepForm({ problem, isBusy, action, onSubmit, onBack, children }: StepFormProps) {
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (!isBusy) onSubmit();
      }}
    >
      {children}
      <p role="alert" class="problem">
        {problem}
      </p>
      <div class="row">
        <Button type="submit" look="primary" disabled={isBusy}>
          {isBusy ? vaultTexts.setup.working : action}
        </Button>
        {onBack && (
          <Button look="quiet" onClick={onBack}>
            {texts.setup.back}
          </Button>
        )}
      </div>
    </form>
  );
}
