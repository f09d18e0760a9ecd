import type { Ref } from "preact";
import { useId } from "preact/hooks";

type TextFieldProps = {
  label: string;
  hint?: string | undefined;
  value: string;
  onValue: (value: string) => void;
  type?: "text" | "date" | "time" | "number" | "email" | "password";
  placeholder?: string;
  autoComplete?: string;
  autoCorrect?: string;
  spellcheck?: boolean;
  writingsuggestions?: string;
  "data-gramm"?: string;
  required?: boolean;
  readOnly?: boolean;
  maxLength?: number;
  /** id of a datalist */
  list?: string;
  min?: string | number;
  max?: string | number;
  inputRef?: Ref<HTMLInputElement>;
};

export function TextField({ label, hint, inputRef, onValue, type = "text", value, ...rest }: TextFieldProps) {
  const id = useId();
  return (
    <div class="field">
      <label class="field-label" for={id}>
        {label}
      </label>
      <input
        class="input"
        id={id}
        ref={inputRef}
        // The typings split inputs by their type; which one it is makes no difference to the rest.
        type={type as "text"}
        aria-describedby={hint ? `${id}-hint` : undefined}
        onInput={(event) => onValue(event.currentTarget.value)}
        value={value}
        {...rest}
      />
      {hint && (
        <span class="field-hint" id={`${id}-hint`}>
          {hint}
        </span>
      )}
    </div>
  );
}
