import type { Id } from "@candor/core/id.ts";
import type { Page } from "@candor/core/page/page.ts";
import { type PagePart, showPart, soughtAction } from "../page/page-part.ts";

/** Something on a page that has a place on the screen. */
export type Thing = { noun: "topic" | "action" | "meeting"; id: Id } | { noun: "welcome" | "settings" };

const FRAMES_WAITED = 60; // about a second, for a meeting far below to be drawn

/** Brings a thing of the page that shows into view and puts the focus on it. */
export function goToThing(page: Page, thing: Thing): void {
  const meeting = thing.noun === "topic" ? page.topics.find((topic) => topic.id === thing.id)?.place : undefined;
  showPart(partOf(page, thing, meeting ?? null));
  if (thing.noun === "action") soughtAction.value = thing.id;
  // What is far below is drawn when it comes near; and a dialog that is just closing gives the focus back first.
  let frames = 0;
  const attempt = () => {
    const element = document.querySelector<HTMLElement>(selectorOf(thing));
    const folded = element?.closest("details");
    if (folded) folded.open = true;
    if (element?.checkVisibility()) return focusOn(element);
    if (meeting && frames === 0) document.querySelector(`[data-meeting="${CSS.escape(meeting)}"]`)?.scrollIntoView();
    frames += 1;
    if (frames < FRAMES_WAITED) requestAnimationFrame(attempt);
  };
  requestAnimationFrame(attempt);
}

function partOf(page: Page, thing: Thing, place: string | null): PagePart {
  if (place === "hopper") return "hopper";
  const meeting = thing.noun === "meeting" ? thing.id : place;
  const isPast = page.meetings.some((each) => each.id === meeting && each.state !== "planned");
  return isPast ? "notes" : "agenda";
}

function selectorOf(thing: Thing): string {
  if (!("id" in thing)) return thing.noun === "welcome" ? ".welcome" : "[data-next-meeting]";
  const own = `[data-${thing.noun}="${CSS.escape(thing.id)}"]`;
  if (thing.noun === "action") return `${own}, [data-closed="${CSS.escape(thing.id)}"]`; // folded away
  return thing.noun === "meeting" ? `${own}, [data-next-meeting]` : own; // the next meeting stands in the header
}

export function focusOn(element: HTMLElement): void {
  if (!element.hasAttribute("tabindex") && !element.matches("button, a, input")) element.tabIndex = -1;
  element.focus({ preventScroll: true });
  element.scrollIntoView({ block: "center" });
}
