import { useId, useLayoutEffect, useRef } from "preact/hooks";
import { KEPT_TO_ITSELF } from "../ui/kept-to-itself.ts";

type SecretFieldProps = {
  label: string;
  hint?: string;
  value: string;
  onValue: (value: string) => void;
  takesFocus?: boolean;
  /** shown as it is typed: it was just made up and has to be written down */
  isShown?: boolean;
};

/** A passphrase: kept by password managers if somebody likes, and checked or completed by nobody. */
export function SecretField({ label, hint, value, onValue, takesFocus, isShown = false }: SecretFieldProps) {
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => {
    if (takesFocus) field.current?.focus();
  }, []);
  return (
    <div class="field">
      <label class="field-label" for={id}>
        {label}
      </label>
      <input
        ref={field}
        id={id}
        class="input"
        // The typings split inputs by their type; which one it is makes no difference to the rest.
        type={(isShown ? "text" : "password") as "text"}
        value={value}
        {...KEPT_TO_ITSELF}
        autoComplete={isShown ? "new-password" : "current-password"}
        autoCapitalize="none"
        aria-describedby={hint ? `${id}-hint` : undefined}
        onInput={(event) => onValue(event.currentTarget.value)}
      />
      {hint && (
        <span class="field-hint" id={`${id}-hint`}>
          {hint}
        </span>
      )}
    </div>
  );
}
