import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { announce } from "../ui/announce.ts";
import { Button } from "../ui/button.tsx";
import { TextField } from "../ui/text-field.tsx";
import { texts } from "./scim-texts.ts";

type CopyFieldProps = {
  label: string;
  hint: string;
  value: string;
  /** takes the focus, with all of it selected */
  selected?: boolean;
};

/** Something that is carried elsewhere as it is. */
export function CopyField({ label, hint, value, selected = false }: CopyFieldProps) {
  const field = useRef<HTMLInputElement>(null);
  const isCopied = useSignal(false);
  useEffect(() => {
    isCopied.value = false;
    if (!selected) return;
    field.current?.focus();
    field.current?.select();
  }, [value, selected]);
  const copy = async () => {
    field.current?.select();
    try {
      await navigator.clipboard.writeText(value);
      isCopied.value = true;
      announce(texts.copied);
    } catch {
      // Pages over plain http may not copy by themselves; it is selected, a key copies it.
    }
  };
  return (
    <div class="begin-line scim-line">
      <TextField label={label} hint={hint} value={value} readOnly inputRef={field} onValue={() => undefined} />
      <Button aria-label={`${isCopied.value ? texts.copied : texts.copy}: ${label}`} onClick={() => void copy()}>
        {isCopied.value ? texts.copied : texts.copy}
      </Button>
    </div>
  );
}
