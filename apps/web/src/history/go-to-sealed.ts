import type { Id } from "@candor/core/id.ts";
import { showPart } from "../page/page-part.ts";
import { focusOn } from "./go-to-thing.ts";

const GIVES_UP_AFTER_MILLISECONDS = 20_000; // a year has to be fetched first

const SETTLES_WITHIN_MILLISECONDS = 3_000; // what stands above is drawn as well, and pushes it down

/**
 * Scrolls to what was put away with a year, as far as it has a place: to the end of the page, where its years are then asked for,
 * to the year, and once that is here to the topic. Whoever does something else meanwhile is left where they are.
 */
export function goToSealed(year: string, id: Id): void {
  showPart("notes");
  const observer = new MutationObserver(go);
  const end = () => observer.disconnect();
  const signal = AbortSignal.timeout(GIVES_UP_AFTER_MILLISECONDS);
  signal.addEventListener("abort", end);
  for (const act of ["wheel", "keydown", "pointerdown"]) addEventListener(act, end, { once: true, signal });
  observer.observe(document.body, { childList: true, subtree: true });
  requestAnimationFrame(go); // a dialog that is just closing gives the focus back first

  // What is far below is drawn when it comes near, and pushes the end away: each time anew, as far as there is a way.
  function go(): void {
    const row = document.querySelector<HTMLElement>(`[data-sealed="${CSS.escape(id)}"]`);
    if (row) {
      if (document.activeElement === row) row.scrollIntoView({ block: "center" });
      else {
        focusOn(row);
        setTimeout(end, SETTLES_WITHIN_MILLISECONDS);
      }
    } else (document.querySelector(`[aria-labelledby="year-${year}"]`) ?? lastOfPage())?.scrollIntoView();
  }
}

function lastOfPage(): Element | null {
  return document.querySelector(".past > :last-child");
}
