import { spliceBetween } from "@candor/document/text.ts";
import { useLayoutEffect, useRef } from "preact/hooks";
import { mergeTyping, shiftCaret } from "./text-splice.ts";
import "./line-editor.css";

type LineEditorProps = {
  /** reads the shared text as it is now, which can be more than is shown of it elsewhere */
  read: () => string;
  onValue: (next: string) => void;
  label: string;
  placeholder?: string;
  class?: string;
  /** Where the caret begins; left out: at the end. */
  caret?: number | undefined;
  /** Enter, Escape, or the focus went elsewhere */
  onDone: (how: "enter" | "escape" | "left") => void;
};

const MAX_LENGTH = 2_000; // far beyond a line; a whole document pasted by mistake stops here

/**
 * One line of shared text under edit. What the other person types arrives around the caret without moving it; while an
 * input method composes, it waits.
 */
export function LineEditor({ read, onValue, label, placeholder, class: extra, caret, onDone }: LineEditorProps) {
  const value = read();
  const field = useRef<HTMLTextAreaElement>(null);
  const agreed = useRef(value);
  const isComposing = useRef(false);
  const isDone = useRef(false);

  const done = (how: "enter" | "escape" | "left") => {
    if (isDone.current) return;
    isDone.current = true;
    onDone(how);
  };

  const take = () => {
    const element = field.current;
    if (!element || isComposing.current || element.value === value) return;
    const arrived = spliceBetween(element.value, value);
    const [start, end] = [element.selectionStart, element.selectionEnd].map((at) => shiftCaret(at, arrived));
    element.value = value;
    element.setSelectionRange(start ?? 0, end ?? 0);
    agreed.current = value;
  };

  const send = () => {
    const element = field.current;
    if (!element || isComposing.current) return;
    const typed = element.value.replace(/\s*[\r\n]+\s*/g, " ");
    const next = mergeTyping(agreed.current, typed, read());
    agreed.current = next;
    onValue(next);
  };

  useLayoutEffect(() => {
    const element = field.current;
    if (!element) return;
    element.value = value;
    element.focus({ preventScroll: true });
    const at = caret ?? value.length;
    element.setSelectionRange(at, at);
    element.scrollIntoView({ block: "nearest" });
  }, []);
  useLayoutEffect(take, [value]);

  return (
    <span class={extra ? `line-editor ${extra}` : "line-editor"} data-text={`${value} `}>
      <textarea
        ref={field}
        rows={1}
        maxLength={MAX_LENGTH}
        aria-label={label}
        placeholder={placeholder}
        data-undo="page"
        autoComplete="off"
        enterkeyhint="done"
        onInput={send}
        onCompositionStart={() => {
          isComposing.current = true;
        }}
        onCompositionEnd={() => {
          isComposing.current = false;
          send();
        }}
        onKeyDown={(event) => {
          if (event.isComposing || event.metaKey || event.ctrlKey || event.altKey) return;
          if (event.key !== "Enter" && event.key !== "Escape") return;
          event.preventDefault();
          event.stopPropagation();
          done(event.key === "Enter" ? "enter" : "escape");
        }}
        onFocusOut={() => done("left")}
      />
    </span>
  );
}
