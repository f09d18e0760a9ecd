import type { Id } from "@candor/core/id.ts";
import { showPart } from "../page/page-part.ts";
import { focusOn } from "./go-to-thing.ts";

const GIVES_UP_AFTER_MILLISECONDS = 20_000; // a year has to be fetched first

/**
 * Scrolls to what was put away with a year, as far as it has a place: to the end of the page, where its years are then asked for,
 * to the year, and once that is here to the topic. Whoever does something else meanwhile is left where they are.
 */
export function goToSealed(year: string, id: Id): void {
  showPart("notes");
  const steps = [".past > :last-child", `[aria-labelledby="year-${year}"]`, `[data-sealed="${CSS.escape(id)}"]`];
  let done = 0;
  const observer = new MutationObserver(go);
  const end = () => observer.disconnect();
  const signal = AbortSignal.timeout(GIVES_UP_AFTER_MILLISECONDS);
  signal.addEventListener("abort", end);
  for (const act of ["wheel", "keydown", "pointerdown"]) addEventListener(act, end, { once: true, signal });
  observer.observe(document.body, { childList: true, subtree: true });
  requestAnimationFrame(go); // a dialog that is just closing gives the focus back first

  function go(): void {
    for (const step of [2, 1, 0].filter((each) => each >= done)) {
      const element = document.querySelector<HTMLElement>(steps[step] ?? "");
      if (!element) continue;
      done = step + 1;
      if (done === steps.length) {
        end();
        focusOn(element);
      } else element.scrollIntoView();
      return;
    }
  }
}
