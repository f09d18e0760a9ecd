import { spliceBetween } from "@candor/document/text.ts";
import { useId, useLayoutEffect, useRef } from "preact/hooks";
import { shiftCaret } from "../page/text-splice.ts";
import { KEPT_TO_ITSELF } from "../ui/kept-to-itself.ts";

const MAX_LENGTH = 5_000; // one sealed record must hold what is pasted at once

type PrivateFieldProps = {
  label: string;
  value: string;
  placeholder?: string;
  rows?: number;
  onValue: (value: string) => void;
};

/** Several lines that nobody else can read: nothing in the browser is asked to look them over. */
export function PrivateField({ label, value, placeholder, rows = 2, onValue }: PrivateFieldProps) {
  const id = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => {
    const element = field.current;
    if (!element || element.value === value) return;
    // Another device wrote into it: the caret stays where it is in the text.
    const arrived = spliceBetween(element.value, value);
    const caret = [element.selectionStart, element.selectionEnd].map((at) => shiftCaret(at, arrived));
    element.value = value;
    if (document.activeElement === element) element.setSelectionRange(caret[0] ?? 0, caret[1] ?? 0);
  }, [value]);
  return (
    <div class="field">
      <label class="field-label" for={id}>
        {label}
      </label>
      <textarea
        class="input themes-text"
        id={id}
        rows={rows}
        ref={field}
        defaultValue={value}
        maxLength={MAX_LENGTH}
        placeholder={placeholder}
        onInput={(event) => onValue(event.currentTarget.value)}
        {...KEPT_TO_ITSELF}
      />
    </div>
  );
}
