import { useId } from "preact/hooks";

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

/** "Enhanced" spelling and writing aids send what is typed away (SECURITY.md 3.7). */
export const KEPT_TO_ITSELF = {
  autoComplete: "off",
  autoCorrect: "off",
  spellcheck: false,
  writingsuggestions: "false",
  "data-gramm": "false",
} as const;
