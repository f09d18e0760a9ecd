import { useId } from "preact/hooks";
import { KEPT_TO_ITSELF } from "../ui/kept-to-itself.ts";

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
  return (
    <div class="field">
      <label class="field-label" for={id}>
        {label}
      </label>
      <textarea
        class="input themes-text"
        id={id}
        rows={rows}
        value={value}
        placeholder={placeholder}
        onInput={(event) => onValue(event.currentTarget.value)}
        {...KEPT_TO_ITSELF}
      />
    </div>
  );
}
