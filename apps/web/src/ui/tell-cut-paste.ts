import { texts } from "./texts.ts";
import { showToast } from "./toasts.ts";

/** Says so where a field has no room for all that somebody pastes: the browser leaves the end out without a word. */
export function tellCutPaste(document: Document): void {
  document.addEventListener("paste", ({ target, clipboardData, defaultPrevented }) => {
    const isField = target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
    if (!isField || target.maxLength < 0 || defaultPrevented) return;
    const { value, selectionStart, selectionEnd, maxLength } = target;
    const replaced = (selectionEnd ?? 0) - (selectionStart ?? 0);
    const left = maxLength - value.length + replaced;
    const pasted = clipboardData?.getData("text/plain").length ?? 0;
    if (pasted > left) showToast(texts.cutPaste(maxLength));
  });
}
