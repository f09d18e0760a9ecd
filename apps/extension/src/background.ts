import { captureAddress, type Taken, takenFrom } from "./capture-address.ts";
import { knownHome } from "./home.ts";

const MENU = "add-to-a-1:1";
const WIDTH = 480; // of the window that asks, in pixels
const HEIGHT = 640;

chrome.runtime.onInstalled.addListener(({ reason }) => {
  chrome.contextMenus.create({ id: MENU, title: "Add to a 1:1", contexts: ["page", "selection", "link"] });
  if (reason === "install") void chrome.runtime.openOptionsPage();
});

chrome.action.onClicked.addListener((tab) => {
  void markedIn(tab).then((text) => add({ title: tab.title ?? "", url: tab.url ?? "", text }));
});

chrome.contextMenus.onClicked.addListener((click, tab) => {
  void add(takenFrom(click, tab));
});

/** Candor itself asks for whom it is, so that this extension holds neither names nor a key to the pages. */
async function add(taken: Taken): Promise<void> {
  const home = await knownHome();
  if (home === null) return chrome.runtime.openOptionsPage();
  await chrome.windows.create({ url: captureAddress(home, taken), type: "popup", width: WIDTH, height: HEIGHT });
}

/** @returns "" where the browser lets nobody look, as on its own pages. */
async function markedIn(tab: ChromeTab): Promise<string> {
  if (tab.id === undefined) return "";
  try {
    const [marked] = await chrome.scripting.executeScript({
      target: { tabId: tab.id },
      func: () => String(getSelection() ?? ""),
    });
    return marked?.result ?? "";
  } catch {
    return "";
  }
}
