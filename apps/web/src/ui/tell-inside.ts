import { effect } from "@preact/signals";
import { announcement } from "./announce.ts";

/**
 * Has a modal dialog tell what is announced while it is open: whatever lies outside of it is inert, the page's own live
 * region too, and is not read out. The region stands in it, empty, from the beginning, for one that comes together with
 * its words is not heard.
 *
 * @returns takes it away again.
 */
export function tellInside(dialog: HTMLElement): () => void {
  const region = document.createElement("div");
  region.className = "visually-hidden";
  region.setAttribute("aria-live", "polite");
  region.dataset.announcements = "";
  dialog.append(region);
  const before = announcement.peek().count;
  const stop = effect(() => {
    const { text, count } = announcement.value;
    if (count === before) return;
    const said = document.createElement("span"); // a new one, so that the same words said twice are two messages
    said.textContent = text;
    region.replaceChildren(said);
  });
  return () => {
    stop();
    region.remove();
  };
}
