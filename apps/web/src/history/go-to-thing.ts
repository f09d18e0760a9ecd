import type { PageChange } from "@candor/document/page/changes-between.ts";

/** Brings what a change is about into view and puts the focus on it, where it is on the screen. */
export function goToThing(change: PageChange): void {
  const element = document.getElementById(elementId(change));
  if (!element) return;
  // A dialog that is just closing gives the focus back first.
  requestAnimationFrame(() => {
    element.scrollIntoView({ block: "center" });
    focusWithin(element);
  });
}

function elementId(change: PageChange): string {
  if (!("id" in change)) return change.type === "welcome_edited" ? "welcome" : "settings";
  const [noun] = change.type.split("_");
  return `${noun}-${change.id}`;
}

function focusWithin(element: HTMLElement): void {
  if (element.tabIndex < 0 && !element.hasAttribute("tabindex")) element.tabIndex = -1;
  element.focus({ preventScroll: true });
}
