import { effect } from "@preact/signals";
import { texts } from "./link-title-texts.ts";
import type { LinkTitlesHere } from "./link-titles.ts";

/** Text that the two share; private notes are none of it, and an editor that is open is left to itself. */
const SHARED = "main .notes-still .notes-text a[href]";
const PRIVATE = '[class*="private"]';

/**
 * Has each link in shared notes say what it leads to, by attributes that the styles draw: no element of the notes is
 * changed or added, so nothing of it can get into what is written.
 *
 * @returns stops it, and leaves plain links.
 */
export function markLinks(root: HTMLElement, path: string, titles: LinkTitlesHere): () => void {
  const marked = new Map<HTMLAnchorElement, { href: string; stop: () => void }>();
  const leave = (link: HTMLAnchorElement) => {
    marked.get(link)?.stop();
    marked.delete(link);
    delete link.dataset.linkTitle;
    delete link.dataset.linkState;
  };
  const look = () => {
    for (const link of marked.keys()) if (!link.isConnected) leave(link);
    for (const link of root.querySelectorAll<HTMLAnchorElement>(SHARED)) {
      const href = link.getAttribute("href") ?? "";
      if (marked.get(link)?.href === href || link.closest(PRIVATE)) continue;
      if (marked.has(link)) leave(link);
      const stop = effect(() => {
        const found = titles.titleOf(path, href).value;
        if (found === null) {
          delete link.dataset.linkTitle;
          delete link.dataset.linkState;
          return;
        }
        link.dataset.linkTitle = found.title;
        if (found.state === null) delete link.dataset.linkState;
        else link.dataset.linkState = found.said ?? texts.states[found.state];
      });
      marked.set(link, { href, stop });
    }
  };
  look();
  const observer = new MutationObserver(look);
  observer.observe(root, { subtree: true, childList: true, attributeFilter: ["href"] });
  return () => {
    observer.disconnect();
    for (const link of [...marked.keys()]) leave(link);
  };
}
