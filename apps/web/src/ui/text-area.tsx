import type { TextareaHTMLAttributes } from "preact";
import { useId } from "preact/hooks";

type TextAreaProps = Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, "value" | "onInput" | "label"> & {
  label: string;
  hint?: string | undefined;
  value: string;
  onValue?: (value: string) => void;
  areaRef?: { current: HTMLTextAreaElement | null };
};

/** A field of several lines, with what it is called above it. */
export function TextArea({ label, hint, onValue, areaRef, class: extra, ...rest }: TextAreaProps) {
  const id = useId();
  return (
    <div class="field">
      <label class="field-label" for={id}>
        {label}
      </label>
      <textarea
        id={id}
        ref={areaRef}
        class={extra ? `input ${extra}` : "input"}
        aria-describedby={hint ? `${id}-hint` : undefined}
        onInput={(event) => onValue?.(event.currentTarget.value)}
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
