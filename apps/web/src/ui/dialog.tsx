import type { ComponentChildren } from "preact";
import { useId, useLayoutEffect, useRef } from "preact/hooks";
import { IconButton } from "./icon-button.tsx";
import { tellInside } from "./tell-inside.ts";
import { texts } from "./texts.ts";

type DialogProps = {
  title: string;
  /** called on Esc, on a click beside it and by its close button; the owner then stops rendering it */
  onClose: () => void;
  children: ComponentChildren;
};

/** A native modal dialog, open for as long as it is rendered. Focus goes back to where it was. */
export function Dialog({ title, onClose, children }: DialogProps) {
  const ref = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useLayoutEffect(() => {
    const dialog = ref.current;
    if (!dialog) return;
    const before = document.activeElement;
    dialog.showModal();
    const stopTelling = tellInside(dialog);
    // Left alone, the browser would choose the close button, which comes first.
    dialog.querySelector<HTMLElement>(".dialog-body :is(input, select, textarea, button)")?.focus();
    return () => {
      stopTelling();
      dialog.close();
      // The browser gives focus back only while the dialog is still in the document.
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    };
  }, []);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Esc closes a native dialog by itself
    <dialog
      ref={ref}
      class="dialog"
      aria-labelledby={titleId}
      onClose={onClose}
      onClick={(event) => {
        if (event.target === ref.current) onClose();
      }}
    >
      <div class="dialog-head">
        <h2 id={titleId}>{title}</h2>
        <IconButton icon="close" label={texts.close} onClick={onClose} />
      </div>
      <div class="dialog-body">{children}</div>
    </dialog>
  );
}
