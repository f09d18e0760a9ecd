/// <reference lib="webworker" />
import { createHandlerBoundToURL, precacheAndRoute } from "workbox-precaching";
import { NavigationRoute, registerRoute } from "workbox-routing";

declare const self: ServiceWorkerGlobalScope & { __WB_MANIFEST: (string | { url: string; revision: string | null })[] };

// The shell and nothing else: what people write lives in IndexedDB, and answers of the API are never kept here.
const TEMPORAL = /^assets\/temporal-/; // of no use where the browser has it
const files = self.__WB_MANIFEST.filter(
  (file) => !("Temporal" in globalThis && TEMPORAL.test(typeof file === "string" ? file : file.url)),
);
precacheAndRoute(files, { cleanURLs: false, directoryIndex: "index.html" });
registerRoute(new NavigationRoute(createHandlerBoundToURL("/index.html"), { denylist: [/^\/(?:api|sync)(?:\/|$)/] }));

self.addEventListener("message", (event) => {
  if (event.data === "take over") void self.skipWaiting();
});
