import { signal } from "@preact/signals";
import type { Link } from "../offline/sync-socket.ts";
import { thisTab } from "../offline/this-tab.ts";
import { atRest } from "../ui/at-rest.ts";
import { scriptAddress } from "./script-address.ts";

/** Puts the new version in place of this one; null: there is none. */
export const newVersion = signal<(() => void) | null>(null);

/** Keeps the app on this device, and tells once a newer one has been fetched. Nothing is reloaded unasked. */
export async function registerServiceWorker(): Promise<void> {
  if (!("serviceWorker" in navigator)) return;
  await atRest(); // what it fetches would be in the way of the first screen
  const container = navigator.serviceWorker;
  const isUpdate = container.controller !== null;
  // A browser may offer them and still refuse: by its settings, in private windows, or when storage is full.
  const registration: ServiceWorkerRegistration | undefined = await container
    .register(scriptAddress("/service-worker.js"))
    .catch(() => undefined);
  if (!registration) return;
  const offer = (worker: ServiceWorker | null) => {
    if (!worker || !isUpdate) return;
    newVersion.value = () => {
      container.addEventListener("controllerchange", () => location.reload(), { once: true });
      worker.postMessage("take over");
    };
  };
  offer(registration.waiting);
  registration.addEventListener("updatefound", () => {
    const worker = registration.installing;
    worker?.addEventListener("statechange", () => {
      if (worker.state === "installed") offer(worker);
    });
  });
  // Browsers look for a newer one when a page is loaded, and a tab may stay open for weeks: a server that was away and is
  // back may be a newer one, which no longer answers what this version asks.
  let before: Link | null = null;
  thisTab().socket.link.subscribe((link) => {
    if (link === "up" && before === "down") registration.update().catch(() => undefined);
    before = link;
  });
}
