import { spliceBetween } from "@candor/document/text.ts";
import { useLayoutEffect, useRef } from "preact/hooks";
import { mergeTyping, shiftCaret } from "../page/text-splice.ts";
import { KEPT_TO_ITSELF } from "../ui/kept-to-itself.ts";
import { texts } from "./texts.ts";

type NoteFieldProps = {
  /** the note as it is now, whichever device or tab wrote it */
  value: string;
  onValue: (next: string) => void;
  label: string;
  placeholder?: string;
  takesFocus?: boolean;
  onLeave?: () => void;
  onEscape?: () => void;
};

const MAX_LENGTH = 20_000;

/**
 * A private note under edit: plain lines. Nothing that browsers or add-ons send away to check or improve what is typed
 * is let near it, and nothing can be dragged into it or out of it.
 */
export function NoteField({ value, onValue, label, placeholder, takesFocus, onLeave, onEscape }: NoteFieldProps) {
  const field = useRef<HTMLTextAreaElement>(null);
  const agreed = useRef(value);
  const isComposing = useRef(false);

  useLayoutEffect(() => {
    const element = field.current;
    if (!element || isComposing.current || element.value === value) return;
    const arrived = spliceBetween(element.value, value);
    const hasFocus = document.activeElement === element;
    const [start, end] = [element.selectionStart, element.selectionEnd].map((at) => shiftCaret(at, arrived));
    element.value = value;
    if (hasFocus) element.setSelectionRange(start ?? 0, end ?? 0);
    agreed.current = value;
  }, [value]);
  useLayoutEffect(() => {
    if (!takesFocus || !field.current) return;
    field.current.focus({ preventScroll: true });
    field.current.scrollIntoView({ block: "nearest" });
    const at = field.current.value.length;
    field.current.setSelectionRange(at, at);
  }, [takesFocus]);

  const send = () => {
    const element = field.current;
    if (!element || isComposing.current) return;
    const next = mergeTyping(agreed.current, element.value, value);
    agreed.current = next;
    onValue(next);
  };
  return (
    <>
      <span class="note-field" data-text={`${value} `}>
        <textarea
          ref={field}
          rows={1}
          maxLength={MAX_LENGTH}
          aria-label={label}
          placeholder={placeholder}
          {...KEPT_TO_ITSELF}
          autoCapitalize="sentences"
          onInput={send}
          onCompositionStart={() => {
            isComposing.current = true;
          }}
          onCompositionEnd={() => {
            isComposing.current = false;
            send();
          }}
          onDrop={(event) => event.preventDefault()}
          onDragStart={(event) => event.preventDefault()}
          onKeyDown={(event) => {
            if (event.key !== "Escape" || event.isComposing || !onEscape) return;
            event.preventDefault();
            event.stopPropagation();
            onEscape();
          }}
          onBlur={onLeave}
        />
      </span>
      {/* Of what is too much the browser takes the beginning, and says nothing. */}
      {value.length >= MAX_LENGTH && (
        <p role="alert" class="problem">
          {texts.fieldFull(MAX_LENGTH)}
        </p>
      )}
    </>
  );
}
