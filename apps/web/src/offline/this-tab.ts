import { browserEnvironment } from "./browser-environment.ts";
import type { SetAside } from "./device-store.ts";
import type { PageHandle } from "./page-handle.ts";
import { startTab, type Tab } from "./tab.ts";

let tab: Tab | null = null;

/** This tab, begun when it is first asked for. */
export function thisTab(): Tab {
  tab ??= startTab(browserEnvironment(), (path, init) => fetch(path, init));
  return tab;
}

/** Opens a page of mine. Everybody who opens one gives it back with `releasePage` when they don't show it any more. */
export function openPage(pairId: string): PageHandle {
  return thisTab().pages.open(pairId);
}

export function releasePage(pairId: string): void {
  thisTab().pages.release(pairId);
}

/** Sets aside what of a page the server refused for good; whoever shows the page goes on with its `successor`. */
export function setPageAside(pairId: string): Promise<boolean> {
  return thisTab().pages.setAside(pairId);
}

export function throwAway(aside: SetAside): Promise<void> {
  return thisTab().pages.throwAway(aside);
}

/** Takes back that something was thrown away. */
export function keepAside(aside: SetAside): Promise<void> {
  return thisTab().pages.keepAside(aside);
}

/** Reads what this device keeps of a page, without opening it: updates to apply in order; null: nothing. */
export function readStoredPage(pairId: string): Promise<Uint8Array[] | null> {
  return thisTab().readStoredPage(pairId);
}
