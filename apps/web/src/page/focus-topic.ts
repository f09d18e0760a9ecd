import type { Id } from "@candor/core/id.ts";
import type { PageModel } from "./page-model.ts";

/** The row that shows a topic, if it is on the screen. */
export function topicRow(id: Id): HTMLElement | null {
  return document.querySelector<HTMLElement>(`[data-topic="${CSS.escape(id)}"]`);
}

/** Puts the focus on a topic, now or as soon as it is drawn. */
export function focusTopic(model: PageModel, id: Id): void {
  const row = topicRow(id);
  if (row) focusRow(row);
  else model.wantsFocus.value = id;
}

export function focusRow(row: HTMLElement): void {
  row.focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
}

/** The row after or before the current topic among all that show; from nowhere, the first or the last. */
export function focusNeighbour(model: PageModel, direction: 1 | -1): void {
  const rows = [...document.querySelectorAll<HTMLElement>("[data-topic]")].filter((row) => row.checkVisibility());
  const at = rows.findIndex((row) => row.dataset.topic === model.current.peek());
  const from = at < 0 ? (direction === 1 ? -1 : rows.length) : at;
  const row = rows[from + direction];
  if (row) focusRow(row);
}
