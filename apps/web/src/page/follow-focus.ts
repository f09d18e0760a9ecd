import { topicRow } from "./focus-topic.ts";
import type { PageModel } from "./page-model.ts";

/**
 * Keeps track of the topic that the focus is in: commands act on it, and it stays where it is on the screen until the
 * focus has left it, whatever the other person does with it. @returns stops it.
 */
export function followFocus(root: HTMLElement, model: PageModel): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const enter = (event: FocusEvent) => {
    clearTimeout(timer);
    const target = event.target instanceof Element ? event.target : null;
    if (!target || isOverlay(target)) return;
    const row = target.closest<HTMLElement>("[data-topic]");
    const id = row?.dataset.topic ?? null;
    if (model.current.peek() !== id) model.current.value = id;
    if (model.held.peek()?.id !== id) hold(model, id);
  };
  const leave = () => {
    clearTimeout(timer);
    // Between two elements the focus is nowhere for a moment; overlays and other windows give it back.
    timer = setTimeout(() => {
      const { activeElement } = document;
      if (!document.hasFocus() || (activeElement && isOverlay(activeElement))) return;
      if (document.querySelector("dialog[open]")) return;
      const current = model.current.peek();
      if (current !== null && topicRow(current)?.contains(activeElement)) return;
      if (activeElement && root.contains(activeElement) && activeElement !== root) return;
      model.current.value = null;
      model.held.value = null;
    });
  };
  root.addEventListener("focusin", enter);
  root.addEventListener("focusout", leave);
  return () => {
    clearTimeout(timer);
    root.removeEventListener("focusin", enter);
    root.removeEventListener("focusout", leave);
  };
}

function hold(model: PageModel, id: string | null): void {
  const topic = id === null ? null : model.topic(id).peek();
  model.held.value = topic && { id: topic.id, place: topic.place, rank: topic.rank };
}

function isOverlay(element: Element): boolean {
  return element.closest("dialog, [role=menu], [popover]") !== null;
}
