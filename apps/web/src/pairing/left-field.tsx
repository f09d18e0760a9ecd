import { useSignal } from "@preact/signals";
import { useId } from "preact/hooks";

type LeftFieldProps = {
  label: string;
  hint?: string;
  value: string;
  type?: "text" | "date";
  maxLength?: number;
  onLeft: (value: string) => void;
};

/** A field whose words count once it is left, or Enter is pressed; what the other writes shows unless one is in it. */
export function LeftField({ label, hint, value, type = "text", maxLength, onLeft }: LeftFieldProps) {
  const id = useId();
  const typed = useSignal<string | null>(null);
  const leave = () => {
    const words = typed.peek()?.trim() ?? null;
    typed.value = null;
    if (words !== null && words !== value) onLeft(words);
  };
  return (
    <div class="field">
      <label class="field-label" for={id}>
        {label}
      </label>
      <input
        id={id}
        class="input"
        type={type as "text"}
        maxLength={maxLength}
        aria-describedby={hint ? `${id}-hint` : undefined}
        value={typed.value ?? value}
        onInput={(event) => {
          typed.value = event.currentTarget.value;
        }}
        onFocusOut={leave}
        onKeyDown={(event) => {
          if (event.key === "Enter" && !event.isComposing) leave();
        }}
      />
      {hint && (
        <span class="field-hint" id={`${id}-hint`}>
          {hint}
        </span>
      )}
    </div>
  );
}
