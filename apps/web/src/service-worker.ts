/// <reference lib="webworker" />
import { AppCache, type AppFile } from "./update/app-cache.ts";

declare const self: ServiceWorkerGlobalScope & { __WB_MANIFEST: AppFile[] };

// The shell and nothing else: what people write lives in IndexedDB, and answers of the API are never kept here.
const NAME = "candor-app";
const TEMPORAL = /^assets\/temporal-/; // of no use where the browser has it
const OF_THE_SERVER = /^\/(?:api|sync|s)(?:\/|$)/;

const files = self.__WB_MANIFEST.filter(({ url }) => !("Temporal" in globalThis && TEMPORAL.test(url)));
const opened = caches.open(NAME).then((cache) => new AppCache(cache, files));

self.addEventListener("install", (event) =>
  event.waitUntil(opened.then((app) => app.fill((request) => fetch(request)))),
);

self.addEventListener("activate", (event) => event.waitUntil(letGoOfOld()));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin || OF_THE_SERVER.test(pathname)) return;
  const path = request.mode === "navigate" ? "/index.html" : pathname;
  const fromServer = () => fetch(request);
  event.respondWith(
    opened.then(
      (app) => app.answer(path, fromServer) ?? fromServer(),
      fromServer, // a browser that lets nothing be kept any more
    ),
  );
});

self.addEventListener("message", (event) => {
  if (event.data === "take over") void self.skipWaiting();
});

self.addEventListener("push", (event) =>
  event.waitUntil(self.registration.showNotification(...((event.data as PushMessageData).json() as [string, object]))),
);

self.addEventListener("notificationclick", ({ notification }) => {
  notification.close();
  void self.clients.openWindow(notification.data);
});

async function letGoOfOld(): Promise<void> {
  await (await opened).tidy();
  for (const name of await caches.keys()) if (name !== NAME) await caches.delete(name);
  await self.clients.claim(); // whoever opened the app for the first time may lose the net from now on, too
}
