// The few calls of the browser that this extension makes, as https://developer.chrome.com/docs/extensions/reference names them.

type ChromeTab = { id?: number; url?: string; title?: string };

type ChromeMenuClick = { selectionText?: string; linkUrl?: string; pageUrl?: string };

type ChromeEvent<Listener> = { addListener: (listener: Listener) => void };

declare const chrome: {
  action: { onClicked: ChromeEvent<(tab: ChromeTab) => void> };
  contextMenus: {
    create: (menu: { id: string; title: string; contexts: string[] }) => void;
    onClicked: ChromeEvent<(click: ChromeMenuClick, tab?: ChromeTab) => void>;
  };
  runtime: {
    onInstalled: ChromeEvent<(details: { reason: string }) => void>;
    openOptionsPage: () => Promise<void>;
  };
  scripting: {
    executeScript: <T>(injection: { target: { tabId: number }; func: () => T }) => Promise<{ result?: T }[]>;
  };
  storage: {
    sync: {
      get: (key: string) => Promise<Record<string, unknown>>;
      set: (items: Record<string, unknown>) => Promise<void>;
    };
  };
  windows: {
    create: (data: { url: string; type: "popup"; width: number; height: number }) => Promise<unknown>;
  };
};
