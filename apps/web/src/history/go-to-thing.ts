import type { PageChange } from "@candor/document/page/changes-between.ts";

/** Brings what a change is about into view and puts the focus on it, where it is on the screen. */
export function goToThing(change: PageChange): void {
  // A dialog that is just closing gives the focus back first.
  requestAnimationFrame(() => {
    const element = document.querySelector<HTMLElement>(selectorOf(change));
    if (element) focusOn(element);
  });
}

/** Follows an address such as `/p/…#topic-…` to its topic or action, once that is drawn. */
export function goToFragment(fragment: string): boolean {
  const [, noun, id] = /^#(topic|action|meeting)-(.+)$/.exec(fragment) ?? [];
  if (noun === undefined || id === undefined) return false;
  const element = document.querySelector<HTMLElement>(`[data-${noun}="${CSS.escape(id)}"]`);
  if (element) focusOn(element);
  return element !== null;
}

function selectorOf(change: PageChange): string {
  if (!("id" in change)) return change.type === "welcome_edited" ? "[data-welcome]" : "[data-next-meeting]";
  const [noun] = change.type.split("_");
  return `[data-${noun}="${CSS.escape(change.id)}"]`;
}

function focusOn(element: HTMLElement): void {
  if (!element.hasAttribute("tabindex") && !element.matches("button, a, input")) element.tabIndex = -1;
  element.focus({ preventScroll: true });
  element.scrollIntoView({ block: "center" });
}
