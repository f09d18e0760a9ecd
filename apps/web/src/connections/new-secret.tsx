import { Button } from "../ui/button.tsx";
import { CopyField } from "../workspace/copy-field.tsx";
import { texts } from "./program-texts.ts";

type NewSecretProps = { label: string; hint: string; secret: string; onStored: () => void };

/** A secret that is told this once, until whoever it is for says that they have it. */
export function NewSecret({ label, hint, secret, onStored }: NewSecretProps) {
  return (
    <div class="card stack-tight">
      <CopyField label={label} hint={hint} value={secret} selected />
      <div>
        <Button small onClick={onStored}>
          {texts.stored}
        </Button>
      </div>
    </div>
  );
}
